/** Vault, inbox: a reply, durable before it goes anywhere. The outbox seals it at the moment of sending. */
import { MessageId, SessionId, type ConversationId } from '../../../../protocol/ids.ts';
import { MAX_TEXT } from '../../../../protocol/limits.ts';
import { writeBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import { advance, newChain, nextHead, type ChainState } from '../../../../protocol/talk/chain.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { OpenMessage } from '../../../contract/desk.ts';
import type { Entry } from './book.ts';
import { addPending, type Conversation } from './conversation.ts';
import { messageRowId, placeInLine, toScreen, type MessageRow } from './message-row.ts';
import type { InboxParts } from './parts.ts';
import { withOwnText } from './apply.ts';

export type SendRefusal = 'too-long' | 'empty' | 'disk-full' | 'unknown-conversation';

type Parts = InboxParts & { readonly alias: string; readonly docSeq: () => number };

export class Sender {
  readonly #parts: Parts;
  readonly #kept: (id: ConversationId) => void;
  readonly #chains = new Map<ConversationId, ChainState>();

  /** `kept` is told of every conversation that has a new reply to send. */
  constructor(parts: Parts, kept: (id: ConversationId) => void) {
    this.#parts = parts;
    this.#kept = kept;
  }

  /** The session this device writes in, in this conversation, until the vault is locked. */
  session(id: ConversationId): SessionId {
    return this.#chainOf(id).session;
  }

  /** Durable when it answers. */
  async send(id: ConversationId, typed: string): Promise<Outcome<OpenMessage, SendRefusal>> {
    const text = typed.trim();
    if (text === '') return refuse('empty');
    if (Array.from(text).length > MAX_TEXT) return refuse('too-long');
    const { book, oneByOne } = this.#parts;
    return await oneByOne(async () => {
      const entry = await book.get(id);
      return entry === undefined ? refuse('unknown-conversation') : await this.#keep(entry, text);
    });
  }

  async #keep(
    { bucket, conversation }: Entry,
    text: string,
  ): Promise<Outcome<OpenMessage, SendRefusal>> {
    const { env, store, book, me, nameKey } = this.#parts;
    const head = nextHead({ ...this.#chainOf(conversation.id), lamport: conversation.lamport });
    const body = this.#bodyOf(conversation, head, text);
    const bytes = writeBody(body);
    const row = messageRowId(nameKey(bucket), { sender: me, mid: body.mid });
    const { session, seq } = body;
    const waiting = { row, session, seq, state: 'sending' as const, eids: [], resealAt: null };
    const written = withOwnText(conversation, body, text, env.now());
    const next = { bucket, conversation: addPending(written, waiting) };
    const value: MessageRow = { sender: me, body: utf8.decode(bytes), arrived: env.now() };
    const committed = await store.commit([
      { bucket, table: 'message', id: row, seq: placeInLine(body), value },
      book.change(next),
    ]);
    if (!committed.ok) return committed;
    this.#chains.set(conversation.id, advance(head, bytes));
    book.put(next);
    this.#kept(conversation.id);
    const { arrived } = value;
    const shown = toScreen(next.conversation, { row, sender: me, body, bytes, arrived });
    if (shown === null) throw new Error('a text is always shown');
    return ok(shown);
  }

  #bodyOf(conversation: Conversation, head: ChainState, text: string): ConversationBody {
    const { env, alias, docSeq } = this.#parts;
    const resumes = head.seq === 0 ? conversation.newest : null;
    return {
      mid: MessageId.random(),
      session: head.session,
      seq: head.seq,
      prev: head.prev,
      lamport: head.lamport,
      at: env.now(),
      docSeq: docSeq(),
      conversation: conversation.id,
      from: 'device',
      audience: 'talk',
      ...(resumes === null ? {} : { resumes }),
      type: 'text',
      text,
      ...(alias === '' ? {} : { alias }),
    };
  }

  #chainOf(id: ConversationId): ChainState {
    const chain = this.#chains.get(id) ?? newChain(SessionId.random());
    this.#chains.set(id, chain);
    return chain;
  }
}

const utf8 = new TextDecoder();
