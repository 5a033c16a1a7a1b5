/** Vault, inbox: what we say, durable before it goes anywhere. The outbox seals it at the moment of sending. */
import { MessageId, SessionId, type ConversationId, type RowId } from '../../../../protocol/ids.ts';
import { MAX_TEXT } from '../../../../protocol/limits.ts';
import { writeBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import {
  advance,
  newChain,
  nextHead,
  audiences,
  type Audience,
  type ChainState,
} from '../../../../protocol/talk/chain.ts';
import type {
  AttachmentContent,
  HandoverContent,
  HistoryContent,
  NoteContent,
  RestrictionContent,
  TextContent,
} from '../../../../protocol/talk/content.ts';
import { bodyHash } from '../../../../protocol/talk/names.ts';
import type { AnnotationContent } from '../../../../protocol/talk/annotation.ts';
import type { ClaimContent, StateContent } from '../../../../protocol/talk/holding.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { DeskRequests, OpenMessage } from '../../../contract/desk.ts';
import type { KeptFile } from '../attachments/kept-file.ts';
import type { Change } from '../store/vault-store.ts';
import { basesOf } from './bases.ts';
import type { Entry } from './book.ts';
import { addPending, waitingForTeam, type Conversation } from './conversation.ts';
import { earlierIn } from './earlier.ts';
import {
  messageRowId,
  ownRows,
  placeInLine,
  rowOf,
  toScreen,
  type KeptMessage,
} from './message-row.ts';
import type { InboxParts } from './parts.ts';
import { withGround } from './put-back.ts';
import { withOwn } from './apply.ts';
import { holderOf } from './holder.ts';
import { holdingOf, isSoon } from './shared.ts';
import { allowedIn, readersIn } from './readers.ts';
import { taking } from './take-over.ts';
import { withoutDraft } from './unsent.ts';

export type SendRefusal =
  | 'too-long'
  | 'empty'
  | 'disk-full'
  | 'unknown-conversation'
  | 'restricted'
  | 'held'
  | 'not-operator';

type Parts = InboxParts & {
  readonly alias: () => string;
  readonly docSeq: () => number;
};

/** To the reporter, and to colleagues. */
export type Said =
  | TextContent
  | AttachmentContent
  | HandoverContent
  | HistoryContent
  | RestrictionContent;
/** To colleagues alone. */
export type Shared = NoteContent | ClaimContent | StateContent | AnnotationContent;

/** A message, or how it follows from what was said in the steps before it. */
export type Step = Said | Shared | ((now: Conversation) => Said | Shared);

/** A file that is whole at the relay: what its message says, how it lies here, and what is written with it. */
export interface Attaching {
  readonly content: AttachmentContent;
  readonly file: KeptFile;
  readonly also: readonly Change[];
}

export class Sender {
  readonly #parts: Parts;
  readonly #kept: (id: ConversationId) => void;
  readonly #sessions = new Map<ConversationId, SessionId>();
  readonly #chains = new Map<string, ChainState>();

  /** `kept` is told of every conversation that has something new to send. */
  constructor(parts: Parts, kept: (id: ConversationId) => void) {
    this.#parts = parts;
    this.#kept = kept;
  }

  /** The session this device writes in, in this conversation, until the vault is locked. */
  session(id: ConversationId): SessionId {
    const session = this.#sessions.get(id) ?? SessionId.random();
    this.#sessions.set(id, session);
    return session;
  }

  /** Durable when it answers. Where a colleague answers, only with a word of what that means for who holds it. */
  async send(
    id: ConversationId,
    { text: typed, held }: Pick<DeskRequests['send']['input'], 'text' | 'held'>,
  ): Promise<Outcome<OpenMessage, SendRefusal>> {
    const text = typed.trim();
    if (text === '') return refuse('empty');
    if (Array.from(text).length > MAX_TEXT) return refuse('too-long');
    return await this.within<OpenMessage, 'restricted' | 'held' | 'not-operator' | 'disk-full'>(
      id,
      async (entry) => {
        if (!mayRead(entry.conversation, this.#parts)) return refuse('restricted');
        const isColleagues = this.#isColleagues(entry);
        if (isColleagues && held === undefined) return refuse('held');
        const takesOver = isColleagues && held === 'take';
        if (takesOver && !this.#mayHold(entry)) return refuse('not-operator');
        const steps: readonly Step[] = [
          ...(takesOver ? taking(entry.conversation, this.alias()) : this.#taken(entry)),
          { type: 'text', text, ...this.alias() },
        ];
        const said = await this.say(entry, steps, withoutDraft(this.#parts, entry.bucket));
        if (!said.ok) return said;
        const shown = said.value.at(-1);
        if (shown === undefined) throw new Error('a text is always shown');
        return ok(shown);
      },
    );
  }

  /** A file becomes a message; `make` is asked in the line, and null says that it is no longer wanted. */
  async attach(
    id: ConversationId,
    make: () => Attaching | null,
  ): Promise<Outcome<null, 'restricted' | 'disk-full' | 'unwanted' | 'unknown-conversation'>> {
    return await this.within<null, 'restricted' | 'disk-full' | 'unwanted'>(id, async (entry) => {
      if (!mayRead(entry.conversation, this.#parts)) return refuse('restricted');
      const made = make();
      if (made === null) return refuse('unwanted');
      const { content, also, file } = made;
      const steps: readonly Step[] = [...this.#taken(entry), { ...content, ...this.alias() }];
      return this.told(entry, await this.say(entry, steps, also, file));
    });
  }

  /**
   * Whoever answers what is free, was handed to this device, or could not be gone on with, holds it by that; alone,
   * nobody needs to know but the queue, and who is no operator holds nothing.
   */
  #taken({ conversation }: Entry): readonly Shared[] {
    const { own, operators } = this.#parts;
    const { work } = conversation;
    const readers = readersIn(conversation, operators());
    if (!readers.has(own)) return [];
    if (isSoon(work)) return taking(conversation, this.alias());
    const holder = holderOf(holdingOf(work), this.#parts, allowedIn(conversation));
    const isTaken = holder !== null && (!holder.own || !holder.offered);
    return readers.size < 2 || isTaken ? [] : taking(conversation, this.alias());
  }

  /** Who could not go on with it is no longer one who answers: whoever writes takes it up. */
  #isColleagues({ conversation }: Entry): boolean {
    const { work } = conversation;
    const holder = holderOf(holdingOf(work), this.#parts, allowedIn(conversation));
    return holder !== null && !holder.own && !isSoon(work);
  }

  #mayHold({ conversation }: Entry): boolean {
    const { own, operators } = this.#parts;
    return readersIn(conversation, operators()).has(own);
  }

  /** What was said before the reporter asked for it, again and word for word; all of it or nothing, and once. */
  async sendEarlier(
    id: ConversationId,
  ): Promise<Outcome<null, 'disk-full' | 'unknown-conversation' | 'nothing'>> {
    return await this.within<null, 'disk-full' | 'nothing'>(id, async (entry) => {
      const asked = entry.conversation.asks.resume;
      const parts = asked === null ? [] : await earlierIn(this.#parts.store, entry, asked);
      if (parts.length === 0) return refuse('nothing');
      const contents = parts.map((messages): HistoryContent => ({ type: 'history', messages }));
      return this.told(entry, await this.say(entry, contents));
    });
  }

  async within<T, R extends string>(
    id: ConversationId,
    work: (entry: Entry) => Promise<Outcome<T, R>>,
  ): Promise<Outcome<T, R | 'unknown-conversation'>> {
    const { book, oneByOne } = this.#parts;
    return await oneByOne<Outcome<T, R | 'unknown-conversation'>>(async () => {
      const entry = await book.get(id);
      return entry === undefined ? refuse('unknown-conversation') : await work(entry);
    });
  }

  told(
    { conversation }: Entry,
    said: Outcome<readonly OpenMessage[], 'disk-full'>,
  ): Outcome<null, 'disk-full'> {
    if (!said.ok) return said;
    for (const message of said.value) {
      this.#parts.tell({ type: 'message-arrived', conversation: conversation.id, message });
    }
    return ok(null);
  }

  /** One after the other in their chains, and all of them in one commit. `file`: of the attachment among them. */
  async say(
    { bucket, conversation }: Entry,
    steps: readonly Step[],
    also: readonly Change[] = [],
    file?: KeptFile,
  ): Promise<Outcome<readonly OpenMessage[], 'disk-full'>> {
    const { env, store, book, me, own, operators, nameKey, devices } = this.#parts;
    const by = { id: own, roles: devices().get(me)?.roles ?? [] };
    this.#beginAnew(conversation);
    const chains = new Map<string, ChainState>();
    let next = conversation;
    const kept: KeptMessage[] = [];
    for (const step of steps) {
      const content = typeof step === 'function' ? step(next) : step;
      const audience = audienceOf(content);
      const name = chainName(conversation.id, audience);
      const chain = chains.get(name) ?? this.#chainOf(conversation.id, audience);
      const head = nextHead({ ...chain, lamport: next.lamport });
      const body = this.#bodyOf(next, head, content);
      const bytes = writeBody(body);
      const row = messageRowId(nameKey(bucket), { sender: me, mid: body.mid });
      const said = { sender: me, body, row, hash: bodyHash(bytes), by };
      const queued = this.#queued(withOwn(next, said, env.now()), body, row);
      const readers = readersIn(queued, operators());
      const ground = { own, operators: readers, rowOf: ownRows(this.#parts, bucket) };
      next = audience === 'team' ? withGround(queued, ground) : queued;
      const here = content.type === 'attachment' && file !== undefined ? { file } : {};
      kept.push({ row, sender: me, body, bytes, arrived: env.now(), ...here });
      chains.set(name, advance(head, bytes));
    }
    const entry = { bucket, conversation: next };
    const rows = kept.map((message): Change => ({
      bucket,
      table: 'message',
      id: message.row,
      seq: placeInLine(message.body),
      value: rowOf(message),
    }));
    const committed = await store.commit([...rows, book.change(entry), ...also]);
    if (!committed.ok) return committed;
    for (const [name, chain] of chains) this.#chains.set(name, chain);
    book.put(entry);
    this.#kept(conversation.id);
    const bases = await basesOf(store, entry, kept);
    return ok(kept.flatMap((message) => toScreen(next, message, bases.get(message.row)) ?? []));
  }

  alias(): { readonly alias?: string } {
    const alias = this.#parts.alias();
    return alias === '' ? {} : { alias };
  }

  #bodyOf(conversation: Conversation, head: ChainState, content: Said | Shared): ConversationBody {
    const { env, docSeq } = this.#parts;
    const audience = audienceOf(content);
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
      audience,
      ...(resumes === null ? {} : { resumes }),
      ...content,
    };
  }

  /** A restriction goes both ways: beside the mailbox's queue, and to whoever reads on or no longer does. */
  #queued(
    conversation: Conversation,
    { type, audience, session, seq }: ConversationBody,
    row: RowId,
  ): Conversation {
    const reply = { row, session, seq, state: 'sending' as const, eids: [], resealAt: null };
    const said = audience === 'talk' ? addPending(conversation, reply) : conversation;
    const isTold = audience === 'team' || type === 'restriction';
    if (!isTold || this.#parts.operators().size < 2) return said;
    const claims = type === 'claim' ? ({ claims: true } as const) : {};
    return waitingForTeam(said, [...said.toTeam, { row, done: [], ...claims }]);
  }

  /** What was erased, or is no longer remembered as said, is held by nobody: a chain that goes on from it would begin with a gap. */
  #beginAnew({ id, chains }: Conversation): void {
    const { me } = this.#parts;
    const session = this.#sessions.get(id);
    const isHeld = (audience: Audience): boolean =>
      chains.some(
        (one) => one.sender === me && one.session === session && one.audience === audience,
      );
    const begun = audiences.filter((one) => this.#chains.has(chainName(id, one)));
    if (begun.every(isHeld)) return;
    this.#sessions.delete(id);
    for (const one of begun) this.#chains.delete(chainName(id, one));
  }

  #chainOf(id: ConversationId, audience: Audience): ChainState {
    return this.#chains.get(chainName(id, audience)) ?? newChain(this.session(id));
  }
}

/** Whoever may not read on does not answer either. */
export const mayRead = (conversation: Conversation, { own }: Pick<InboxParts, 'own'>): boolean =>
  allowedIn(conversation)?.includes(own) ?? true;

const chainName = (id: ConversationId, audience: Audience): string => `${id}/${audience}`;

/** What is for colleagues can be no message to a reporter, by its kind alone. */
function audienceOf({ type }: Said | Shared): Audience {
  switch (type) {
    case 'text':
    case 'attachment':
    case 'handover':
    case 'history':
    case 'restriction':
      return 'talk';
    case 'note':
    case 'claim':
    case 'state':
    case 'annotation':
      return 'team';
  }
}
