/** Vault, testing: invented conversations, straight into a store. */
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import {
  BucketId,
  ConversationId,
  type EnvelopeId,
  MailboxId,
  MessageId,
  type RowId,
  SessionId,
  TeamId,
} from '../../../../protocol/ids.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { NO_PREV, SenderKey } from '../../../../protocol/talk/names.ts';
import { newConversation, type Conversation, type Pending } from '../inbox/conversation.ts';
import { messageRowId } from '../inbox/message-row.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change } from '../store/vault-store.ts';
import { nameKeyFor } from './list-store.ts';

export const me = SenderKey.of(newBoxKeys().publicKey);
export const team = TeamId.random();
const reporter = SenderKey.of(newBoxKeys().publicKey);

export const bucketNumber = (n: number): BucketId => BucketId(n.toString(16).padStart(32, '0'));

/** The n-th conversation; `more` changes what it is. */
export const conversation = (n: number, more: Partial<Conversation> = {}): Conversation => ({
  ...newConversation({
    id: ConversationId((n + 1_000_000).toString(16).padStart(32, '0')),
    reporter,
    created: n,
    name: `Ahorn ${n}`,
    hue: n % 8,
  }),
  mailbox: { id: MailboxId.random(), token: 'ab'.repeat(16), lamport: 1 },
  preview: `Vorschau ${n}`,
  ...more,
});

/** The write that keeps it in the n-th bucket. */
export const conversationRow = (n: number, value: Conversation): Change => ({
  bucket: bucketNumber(n),
  table: 'conversation',
  id: rowIdOf(nameKeyFor(bucketNumber(n)), 'conversation', 'head'),
  seq: 0,
  value,
});

/** A reply of ours, and the write that keeps its message in the n-th bucket. */
export function reply(
  n: number,
  more: Partial<Pending> = {},
): { readonly pending: Pending; readonly change: Change; readonly mid: MessageId } {
  const mid = MessageId.random();
  const session = SessionId.random();
  const body = writeBody({
    mid,
    session,
    seq: 0,
    prev: NO_PREV,
    lamport: 2,
    at: 1,
    docSeq: 1,
    conversation: conversation(n).id,
    from: 'device',
    audience: 'talk',
    type: 'text',
    text: `Antwort ${n}`,
  });
  const bucket = bucketNumber(n);
  const id: RowId = messageRowId(nameKeyFor(bucket), { sender: me, mid });
  const value = { sender: me, body: new TextDecoder().decode(body), arrived: 1 };
  const pending: Pending = {
    row: id,
    session,
    seq: 0,
    state: 'sending',
    eids: [],
    resealAt: null,
    ...more,
  };
  return { pending, mid, change: { bucket, table: 'message', id, seq: 2, value } };
}

export const sentIn = (eid: EnvelopeId): Partial<Pending> => ({ state: 'sent', eids: [eid] });
