/**
 * Vault, inbox: one batch on its way into the vault.
 *
 * Verdicts are taken in one after the other; what comes out is one list of changes for one journal
 * entry. Nothing outside is touched before that entry is durable, so a refused one leaves no trace.
 */
import type {
  BucketId,
  ConversationId,
  DeviceId,
  MessageId,
  RowId,
} from '../../../../protocol/ids.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import type { Was } from '../../../../protocol/talk/content.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Annotation } from '../../../contract/annotation.ts';
import { appended, pagesIn, type Page } from '../annotations/log.ts';
import { markOf, type AnnotationBody } from '../annotations/share.ts';
import type { Change } from '../store/vault-store.ts';
import { refolded } from '../catch-up/refold.ts';
import { withMessage, withWayBack } from './apply.ts';
import type { Entry } from './book.ts';
import {
  detailsOf,
  isEmpty,
  isNewer,
  keepChange,
  withoutDetails,
  type ContactBody,
} from './contact.ts';
import { newConversation, withReceipts, type Conversation } from './conversation.ts';
import { withWord } from './erased-word.ts';
import type { Held, Verdict } from './judge.ts';
import {
  hashOf,
  messageRowId,
  ownRows,
  placeInLine,
  readMessage,
  rowOf,
  screenId,
  type KeptMessage,
} from './message-row.ts';
import { nameOf } from './names.ts';
import type { InboxParts } from './parts.ts';
import { corrected, heardByAll, type PuttingBack } from './put-back.ts';
import { puttingAgain, quietFor, readersIn, toPutAgain } from './readers.ts';

type MessageVerdict = Extract<Verdict, { kind: 'message' }>;
type ReceiptVerdict = Extract<Verdict, { kind: 'receipt' }>;

type Parts = Pick<
  InboxParts,
  | 'env'
  | 'store'
  | 'book'
  | 'buckets'
  | 'quarantine'
  | 'going'
  | 'language'
  | 'me'
  | 'nameKey'
  | 'own'
  | 'operators'
  | 'devices'
  | 'erased'
  | 'conversationErased'
>;

/**
 * Where a message will lie. `copy`: its mid is here already with another body. `proves`: the same as a
 * colleague told. `displaces`: a colleague told it otherwise, and makes room.
 */
interface Placed {
  readonly row: RowId;
  readonly copy: boolean;
  readonly proves?: KeptMessage;
  readonly displaces?: KeptMessage;
}

/** A message that did not come from its sender: who told it, and what they say of it (PROTOCOL §4, Catching up). */
export interface AsTold {
  readonly by: DeviceId;
  readonly device?: DeviceId;
  readonly arrived: number;
  /** C.pk of the conversation. */
  readonly reporter: SenderKey;
  readonly was?: Was;
}

interface Drafted {
  readonly change: Change;
  readonly kept: KeptMessage;
  /** To be told as arrived. */
  readonly news: boolean;
}

/** What is made anew of a conversation that was told of, or whose messages had to wait for it. */
interface Refold {
  /** Reporters' messages that were told. */
  readonly told: number;
  /** Something that was told has turned out otherwise. */
  readonly refuted: boolean;
}

const NO_REFOLD: Refold = { told: 0, refuted: false };

export class Draft {
  readonly #parts: Parts;
  readonly #entries = new Map<ConversationId, Entry>();
  readonly #messages = new Map<RowId, Drafted>();
  /** Conversations in which something was told, or turned out to be so or otherwise. */
  readonly #touched = new Set<ConversationId>();
  readonly #refolds = new Map<ConversationId, Refold>();
  readonly #afterwards: (() => void)[] = [];
  readonly #delivered: { readonly id: ConversationId; readonly row: RowId }[] = [];
  readonly #receipted: { readonly before: Conversation; readonly after: Conversation }[] = [];
  readonly #others = new Map<RowId, Change>();
  readonly #begun: Entry[] = [];
  /** Contact details that came with this batch. */
  readonly #contacts = new Map<BucketId, Change>();
  /** What colleagues marked, behind what was there. */
  readonly #marks = new Map<BucketId, readonly Change[]>();
  readonly #markPages = new Map<BucketId, { pages: readonly Page[]; fresh: Annotation[] }>();
  /** Buckets of older ones, to be destroyed. */
  readonly #going: BucketId[] = [];

  /** When what came last came. */
  #last = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a message in; false when it has been here before. `waited`: it came then, and could not be placed. */
  async message(
    verdict: MessageVerdict,
    held: Held,
    told?: AsTold,
    waited?: number,
  ): Promise<boolean> {
    const { sender, body, hash } = verdict;
    const { bucket, conversation } =
      (await this.#entryOf(body.conversation)) ?? this.#begin(body, told?.reporter ?? sender);
    const placed = await this.#place(bucket, verdict, told !== undefined);
    if (placed === null) return false;
    const { row, copy, proves, displaces } = placed;
    if (proves !== undefined) {
      this.#prove({ bucket, conversation }, proves, body);
      return true;
    }
    if (displaces !== undefined) this.#displace(bucket, displaces);
    const { own, operators } = this.#parts;
    const arrived = told?.arrived ?? waited ?? this.#next();
    const kept = keptAs(verdict, { row, bytes: held.body, arrived }, told);
    this.#keepMessage(bucket, kept, told === undefined);
    const by = verdict.author.kind === 'device' ? verdict.author.device : null;
    const news = { sender, by, body, row, hash, copy, told: told !== undefined };
    const heard = withMessage(conversation, news, arrived);
    const applied = quietFor(heard, own);
    if (body.type === 'annotation' && by !== null && by.id !== own) {
      await this.#mark(bucket, body, by.id);
    }
    if (told !== undefined) {
      const next = wordsOf(body, told) ? this.#withContact(applied, body, row, told) : applied;
      this.#told({ bucket, conversation: { ...next, unread: conversation.unread } }, by === null);
      return true;
    }
    const asked = this.#asked(applied, body);
    const readers = readersIn(asked, operators());
    const here = { own, operators: readers, rowOf: ownRows(this.#parts, bucket) };
    const moved = answered(asked, { body, by: by?.id ?? null }, here);
    const next = body.type === 'contact' ? this.#withContact(moved, body, row) : moved;
    this.#entries.set(body.conversation, { bucket, conversation: next });
    // What came meanwhile came after it.
    if (waited !== undefined) this.#refold(body.conversation);
    return true;
  }

  /** When this one came: a moment later than what came before it in the same batch, so that their order is kept. */
  #next(): number {
    this.#last = Math.max(this.#parts.env.now(), this.#last + 1);
    return this.#last;
  }

  /** A reporter who goes by an older card, or by none, is told again who may read: the relay may have lost it. */
  #asked(conversation: Conversation, body: ConversationBody): Conversation {
    const row = toPutAgain(conversation, body, this.#parts.own);
    return row === null || !this.#parts.store.has(row)
      ? conversation
      : puttingAgain(conversation, row);
  }

  /** To be called before {@link Draft.changes}: lines of conversations to which something older came, made anew. */
  async complete(): Promise<void> {
    for (const [id, refold] of this.#refolds) {
      const entry = this.#entries.get(id);
      if (entry === undefined) continue;
      const drafted = new Map([...this.#messages].map(([row, { kept }]) => [row, kept]));
      const conversation = await refolded(this.#parts, entry, { ...refold, drafted });
      this.#entries.set(id, { ...entry, conversation });
    }
    this.#refolds.clear();
  }

  async receipt({ body }: Pick<ReceiptVerdict, 'body'>): Promise<void> {
    const entry = await this.#entryOf(body.conversation);
    if (entry === undefined) return;
    const { conversation, delivered } = withReceipts(
      entry.conversation,
      body.receipts,
      this.#parts.me,
    );
    if (JSON.stringify(conversation) === JSON.stringify(entry.conversation)) return;
    this.#receipted.push({ before: entry.conversation, after: conversation });
    this.#entries.set(body.conversation, { ...entry, conversation });
    this.#delivered.push(...delivered.map((row) => ({ id: body.conversation, row })));
  }

  /** A colleague has erased this at its reporter's wish. What is not here is not begun by it. */
  async erasedBy(by: DeviceId, id: ConversationId, asked?: MessageId): Promise<void> {
    const entry = await this.#entryOf(id);
    if (entry === undefined) return;
    const word = asked === undefined ? { by } : { by, asked };
    const conversation = withWord(this.#parts, entry.conversation, word);
    if (conversation !== entry.conversation) this.#entries.set(id, { ...entry, conversation });
  }

  /** False where there is no room for it. `failed`: it could be placed, and a mistake of ours kept it from there. */
  quarantine(held: Held, failed = false): boolean {
    const { quarantine } = this.#parts;
    const changes = quarantine.keep(held, this.#next(), this.#others.values(), failed);
    for (const change of changes ?? []) this.also(change);
    return changes !== null;
  }

  also(change: Change): void {
    this.#others.set(change.id, change);
  }

  /** Once all of this is durable. */
  afterwards(run: () => void): void {
    this.#afterwards.push(run);
  }

  holds(id: ConversationId): boolean {
    return this.#entries.has(id) || this.#parts.book.head(id) !== undefined;
  }

  /** When it was begun here. */
  begun(id: ConversationId): number | undefined {
    const drafted = this.#entries.get(id)?.conversation;
    return (drafted ?? this.#parts.book.head(id))?.created;
  }

  changes(): readonly Change[] {
    return [
      ...[...this.#messages.values()].map(({ change }) => change),
      ...[...this.#entries.values()].map((entry) => this.#parts.book.change(entry)),
      ...this.#contacts.values(),
      ...[...this.#marks.values()].flat(),
      ...this.#parts.going.going(this.#going),
      ...this.#others.values(),
    ];
  }

  /** Gives back what was reserved for a batch that was not committed. */
  abandon(): void {
    const { buckets } = this.#parts;
    for (const bucket of this.#contacts.keys()) buckets.giveBack(bucket);
    for (const { bucket } of this.#begun.toReversed()) buckets.giveBack(bucket);
  }

  /** Takes over what was committed: entries into the book, rows into quarantine. */
  settle(): void {
    const { book, quarantine, going } = this.#parts;
    for (const change of going.going(this.#going)) going.put(change);
    for (const entry of this.#entries.values()) book.put(entry);
    for (const change of this.#others.values()) quarantine.put(change);
    for (const run of this.#afterwards) run();
  }

  /** Conversations to be looked at anew by whoever shows them. */
  touched(): Iterable<ConversationId> {
    return this.#touched;
  }

  /** Whether contact details are to be destroyed once this is durable. */
  get destroys(): boolean {
    return this.#going.length > 0;
  }

  /** Whether a conversation begins with this batch. */
  get begins(): boolean {
    return this.#begun.length > 0;
  }

  /** As it stands with what is drafted. */
  async conversation(id: ConversationId): Promise<Conversation | undefined> {
    return (await this.#entryOf(id))?.conversation;
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  arrived(): readonly { readonly entry: Entry; readonly message: KeptMessage }[] {
    return [...this.#messages.values()].flatMap(({ kept, news }) => {
      if (!news) return [];
      const entry = this.#entries.get(kept.body.conversation);
      return entry === undefined ? [] : [{ entry, message: kept }];
    });
  }

  delivered(): readonly { readonly id: ConversationId; readonly row: RowId }[] {
    return this.#delivered;
  }

  /** A full conversation keeps the message and not the mark; that is said where marks are counted. */
  async #mark(bucket: BucketId, body: AnnotationBody, by: DeviceId): Promise<void> {
    const known = this.#markPages.get(bucket);
    const pages = known?.pages ?? (await pagesIn(this.#parts, bucket, 'team'));
    const messageId = screenId(messageRowId(this.#parts.nameKey(bucket), body.target));
    const fresh = [...(known?.fresh ?? []), markOf(body, { by, messageId })];
    const changes = appended(this.#parts, bucket, pages, fresh, 'team');
    if (changes === null) return;
    this.#markPages.set(bucket, { pages, fresh });
    this.#marks.set(bucket, changes);
  }

  /**
   * An older one that comes late says nothing any more: its words are not even kept. What a colleague tells counts
   * until the reporter has said something, and takes nothing of that away.
   */
  #withContact(
    conversation: Conversation,
    body: ContactBody,
    row: RowId,
    told?: AsTold,
  ): Conversation {
    const { contact } = conversation;
    const isTold = told !== undefined;
    if (isTold && contact !== null && contact.told !== true) return conversation;
    const isRefuted = !isTold && contact?.told === true;
    if (!isRefuted && !isNewer(conversation, body)) return conversation;
    this.#drop(conversation.contact?.bucket ?? null);
    const { lamport, session, seq } = body;
    const bucket = isEmpty(body) ? null : this.#keepContact(body);
    const mark = isTold ? { told: true as const } : {};
    return { ...conversation, contact: { row, bucket, lamport, session, seq, ...mark } };
  }

  #keepContact(body: ContactBody): BucketId {
    const { buckets, nameKey } = this.#parts;
    const bucket = buckets.take();
    this.#contacts.set(bucket, keepChange(nameKey, bucket, detailsOf(body)));
    return bucket;
  }

  #drop(bucket: BucketId | null): void {
    if (bucket === null) return;
    if (this.#contacts.delete(bucket)) this.#parts.buckets.giveBack(bucket);
    else this.#going.push(bucket);
  }

  receipted(): readonly { readonly before: Conversation; readonly after: Conversation }[] {
    return this.#receipted;
  }

  async #entryOf(id: ConversationId): Promise<Entry | undefined> {
    return this.#entries.get(id) ?? (await this.#parts.book.get(id));
  }

  #begin({ conversation: id }: Pick<ConversationBody, 'conversation'>, reporter: SenderKey): Entry {
    const { book, buckets, env, language } = this.#parts;
    const begun = new Set(this.#begun.map(({ conversation }) => conversation.name));
    const { name, hue } = nameOf(id, language, (one) => book.nameTaken(one) || begun.has(one));
    const fresh = newConversation({ id, reporter, created: env.now(), name, hue });
    const conversation = { ...fresh, ...book.wayBackTo(id) };
    const entry = { bucket: buckets.take(), conversation };
    this.#begun.push(entry);
    return entry;
  }

  #keepMessage(bucket: BucketId, kept: KeptMessage, news: boolean): void {
    const { row: id, body } = kept;
    const value = rowOf(kept);
    const change: Change = { bucket, table: 'message', id, seq: placeInLine(body), value };
    this.#messages.set(id, { change, kept, news });
  }

  #told({ bucket, conversation }: Entry, byReporter: boolean): void {
    const { id } = conversation;
    this.#touched.add(id);
    this.#refold(id, { told: byReporter ? 1 : 0 });
    this.#entries.set(id, { bucket, conversation });
  }

  #refold(id: ConversationId, { told = 0, refuted = false }: Partial<Refold> = {}): void {
    const before = this.#refolds.get(id) ?? NO_REFOLD;
    const next = { told: before.told + told, refuted: before.refuted || refuted };
    this.#refolds.set(id, next);
  }

  /** It came from its sender now, and is what the colleague said. */
  #prove(
    { bucket, conversation }: Entry,
    { told: _told, ...kept }: KeptMessage,
    body: ConversationBody,
  ): void {
    this.#keepMessage(bucket, kept, false);
    this.#touched.add(conversation.id);
    const reachable = withWayBack(conversation, kept.body, false);
    // Its words may not have been told, or stand there as told.
    const proven =
      body.type === 'contact' ? this.#withContact(reachable, body, kept.row) : reachable;
    this.#entries.set(conversation.id, { bucket, conversation: proven });
  }

  /** The original takes the place; what the colleague made of it stays beside it, for a person to see. */
  #displace(bucket: BucketId, lie: KeptMessage): void {
    const { sender, body } = lie;
    const name = { sender, mid: body.mid, hash: hashOf(lie) };
    const row = messageRowId(this.#parts.nameKey(bucket), name);
    this.#keepMessage(bucket, { ...lie, row }, false);
    this.#touched.add(body.conversation);
    this.#refold(body.conversation, { refuted: true });
  }

  /** The row this message will have, or null when the very same one is here. */
  async #place(
    bucket: BucketId,
    { sender, hash, body }: MessageVerdict,
    isTold: boolean,
  ): Promise<Placed | null> {
    const key = this.#parts.nameKey(bucket);
    const row = messageRowId(key, { sender, mid: body.mid });
    const kept = await this.#kept(row);
    if (kept === null) return { row, copy: false };
    const proves = !isTold && kept.told !== undefined;
    if (hashOf(kept) === hash) return proves ? { row, copy: false, proves: kept } : null;
    if (proves) return { row, copy: true, displaces: kept };
    const copy = messageRowId(key, { sender, mid: body.mid, hash });
    return (await this.#kept(copy)) === null ? { row: copy, copy: true } : null;
  }

  async #kept(row: RowId): Promise<KeptMessage | null> {
    const drafted = this.#messages.get(row)?.kept;
    if (drafted !== undefined) return drafted;
    const { store } = this.#parts;
    return store.has(row) ? readMessage(row, await store.get('message', row)) : null;
  }
}

/** What colleagues are told because of it. */
function answered(
  conversation: Conversation,
  { body, by }: { readonly body: ConversationBody; readonly by: DeviceId | null },
  here: PuttingBack,
): Conversation {
  if (by === null) return heardByAll(conversation, here);
  return body.type === 'claim'
    ? corrected(conversation, { mid: body.mid, by }, here)
    : conversation;
}

/** What is kept of a message: all of it, but for the words of a contact. */
function keptAs(
  { sender, body, hash }: MessageVerdict,
  { bytes, ...rest }: Pick<KeptMessage, 'row' | 'bytes' | 'arrived'>,
  told: AsTold | undefined,
): KeptMessage {
  const by = told === undefined ? {} : { told: tellerOf(told) };
  if (body.type === 'contact') {
    const was = { hash, empty: told?.was?.empty ?? (told?.was === undefined && isEmpty(body)) };
    return { ...rest, sender, body, bytes: withoutDetails(body), was, ...by };
  }
  const count = told?.was?.count;
  const was = count === undefined ? {} : { was: { hash, empty: false, count } };
  return { ...rest, sender, body, bytes, ...was, ...by };
}

const tellerOf = ({ by, device }: AsTold): NonNullable<KeptMessage['told']> => ({
  by,
  ...(device === undefined ? {} : { device }),
});

/** A contact that still says how it is; of one that was replaced, its words are not told. */
const wordsOf = (body: ConversationBody, { was }: AsTold): body is ContactBody =>
  body.type === 'contact' && (!isEmpty(body) || was?.empty === true);
