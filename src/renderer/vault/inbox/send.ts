/** Vault, inbox: a reply, durable before it goes anywhere. The outbox seals it at the moment of sending. */
import { MessageId, SessionId, type ConversationId } from '../../../../protocol/ids.ts';
import { MAX_TEXT } from '../../../../protocol/limits.ts';
import { writeBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import { advance, newChain, nextHead, type ChainState } from '../../../../protocol/talk/chain.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { OpenMessage } from '../../../contract/desk.ts';
import { addPending, type Conversation } from './conversation.ts';
import { messageRowId, toScreen, type KeptMessage, type MessageRow } from './message-row.ts';
import type { InboxParts } from './parts.ts';
import { withOwnText } from './apply.ts';

export type SendRefusal = 'too-long' | 'empty' | 'disk-full' | 'unknown-conversation';

export interface Sender {
  readonly send: (id: ConversationId, text: string) => Promise<Outcome<OpenMessage, SendRefusal>>;
  /** The session this device writes in, in this conversation, until the vault is locked. */
  readonly session: (id: ConversationId) => SessionId;
}

export function sender(
  parts: InboxParts & { readonly alias: string; readonly docSeq: () => number },
  kept: (id: ConversationId) => void,
): Sender {
  const { env, store, book, me, dataKey, oneByOne } = parts;
  const chains = new Map<ConversationId, ChainState>();

  const chainOf = (id: ConversationId): ChainState => {
    const chain = chains.get(id) ?? newChain(SessionId.random());
    chains.set(id, chain);
    return chain;
  };

  const bodyOf = (
    conversation: Conversation,
    text: string,
  ): { body: ConversationBody; head: ChainState } => {
    const head = nextHead({ ...chainOf(conversation.id), lamport: conversation.lamport });
    const resumes = head.seq === 0 ? conversation.newest : null;
    const body: ConversationBody = {
      mid: MessageId.random(),
      session: head.session,
      seq: head.seq,
      prev: head.prev,
      lamport: head.lamport,
      at: env.now(),
      docSeq: parts.docSeq(),
      conversation: conversation.id,
      from: 'device',
      audience: 'talk',
      ...(resumes === null ? {} : { resumes }),
      type: 'text',
      text,
      ...(parts.alias === '' ? {} : { alias: parts.alias }),
    };
    return { body, head };
  };

  return {
    session: (id) => chainOf(id).session,
    send: async (id, typed) => {
      const text = typed.trim();
      if (text === '') return refuse('empty');
      if (Array.from(text).length > MAX_TEXT) return refuse('too-long');
      return await oneByOne(async () => {
        const entry = book.get(id);
        if (entry === undefined) return refuse('unknown-conversation');
        const { bucket, conversation } = entry;
        const { body, head } = bodyOf(conversation, text);
        const bytes = writeBody(body);
        const row = messageRowId(dataKey(bucket), { sender: me, mid: body.mid });
        const { session, seq } = body;
        const waiting = { row, session, seq, state: 'sending' as const, eids: [], resealAt: null };
        const next = {
          bucket,
          conversation: addPending(withOwnText(conversation, body, text, env.now()), waiting),
        };
        const value: MessageRow = { sender: me, body: utf8.decode(bytes), arrived: env.now() };
        const committed = await store.commit([
          { bucket, table: 'message', id: row, seq: Math.max(1, body.lamport), value },
          book.change(next),
        ]);
        if (!committed.ok) return committed;
        chains.set(id, advance(head, bytes));
        book.put(next);
        kept(id);
        const message: KeptMessage = { row, sender: me, body, bytes, arrived: value.arrived };
        const shown = toScreen(next.conversation, message);
        if (shown === null) throw new Error('a text is always shown');
        return ok(shown);
      });
    },
  };
}

const utf8 = new TextDecoder();
