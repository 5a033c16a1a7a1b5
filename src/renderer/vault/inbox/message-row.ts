/** Vault, inbox: one message as its row keeps it: the exact body, and the key that was proven to have sent it. */
import * as v from 'valibot';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { idBytes, MessageId, type RowId } from '../../../../protocol/ids.ts';
import { readBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import type { Place } from '../../../../protocol/talk/chain.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { OpenMessage } from '../../../contract/desk.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { hasGapBefore } from './chains.ts';
import { stateOf, type Conversation } from './conversation.ts';

const schema = v.object({
  sender: v.pipe(
    v.string(),
    v.transform((raw) => SenderKey(raw)),
  ),
  /** The body's JSON text, byte for byte: sealed again unchanged, hashed for the chain and the dedupe. */
  body: v.string(),
  /** Our own clock. */
  arrived: v.number(),
});

export type MessageRow = v.InferOutput<typeof schema>;

/** A message out of the store. */
export interface KeptMessage {
  readonly row: RowId;
  readonly sender: SenderKey;
  readonly body: ConversationBody;
  readonly bytes: Uint8Array;
  readonly arrived: number;
}

/** The row of (sender, mid): its name is the dedupe, for ever. `hash` sets a second body under one mid apart. */
export const messageRowId = (
  nameKey: Uint8Array,
  message: { readonly sender: SenderKey; readonly mid: MessageId; readonly hash?: string },
): RowId =>
  rowIdOf(
    nameKey,
    'message',
    [message.sender, message.mid, message.hash].filter((part) => part !== undefined).join('/'),
  );

/** Reads a message's row. Throws for what this version did not write: that would be our own bug. */
export function readMessage(row: RowId, value: unknown): KeptMessage {
  const { sender, body, arrived } = v.parse(schema, value);
  const bytes = utf8ToBytes(body);
  const read = readBody(bytes);
  if (read.type === 'unknown' || read.type === 'receipt' || read.conversation === null) {
    throw new Error('a message row holds something else');
  }
  return { row, sender, body: read, bytes, arrived };
}

/** Its place in line; 0 is the conversation's own record. */
export const placeInLine = ({ lamport }: Pick<ConversationBody, 'lamport'>): number =>
  Math.max(1, lamport);

/** What orders a message on every device. */
export const placeOf = ({ sender, body }: KeptMessage): Place => ({
  lamport: body.lamport,
  sender,
  session: body.session,
  seq: body.seq,
});

/** Its name on the screen. A reporter chooses mids; row names are ours, so no two are ever the same. */
export const screenId = (row: RowId): MessageId => MessageId.of(idBytes(row));

/** The message as the screen shows it, or null for kinds it does not show. */
export function toScreen(conversation: Conversation, message: KeptMessage): OpenMessage | null {
  const { body, row, sender } = message;
  const { session, seq } = body;
  const base = {
    id: screenId(row),
    at: body.at,
    gap: hasGapBefore(conversation.chains, { sender, session, seq, audience: body.audience }),
    forked: conversation.forks.some(
      (fork) => fork.sender === sender && fork.session === session && fork.seq === seq,
    ),
  };
  if (body.type === 'text' && body.from === 'reporter') {
    return { ...base, kind: 'text', author: 'reporter', text: body.text };
  }
  if (body.type === 'text') {
    const state = stateOf(conversation, { row, sender, session, seq });
    return {
      ...base,
      kind: 'text',
      author: 'operator',
      alias: body.alias ?? '',
      text: body.text,
      state,
    };
  }
  if (body.type === 'rating') {
    const comment = body.comment ?? '';
    return { ...base, kind: 'rating', author: 'reporter', stars: body.stars, comment };
  }
  return null;
}
