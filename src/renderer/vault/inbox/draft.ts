/**
 * Vault, inbox: one batch on its way into the vault.
 *
 * Verdicts are taken in one after the other; what comes out is one list of changes for one journal
 * entry. Nothing outside is touched before that entry is durable, so a refused one leaves no trace.
 */
import type { BucketId, ConversationId, RowId } from '../../../../protocol/ids.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import { bodyHash, type SenderKey } from '../../../../protocol/talk/names.ts';
import type { Change } from '../store/vault-store.ts';
import { withMessage } from './apply.ts';
import type { Entry } from './book.ts';
import { newConversation, withReceipts } from './conversation.ts';
import type { Held, Verdict } from './judge.ts';
import {
  messageRowId,
  placeInLine,
  readMessage,
  type KeptMessage,
  type MessageRow,
} from './message-row.ts';
import { nameOf } from './names.ts';
import type { InboxParts } from './parts.ts';

type MessageVerdict = Extract<Verdict, { kind: 'message' }>;
type ReceiptVerdict = Extract<Verdict, { kind: 'receipt' }>;

type Parts = Pick<
  InboxParts,
  'env' | 'store' | 'book' | 'buckets' | 'quarantine' | 'language' | 'me' | 'nameKey'
>;

/** Where a message will lie. `copy`: its mid is here already with another body. */
interface Placed {
  readonly row: RowId;
  readonly copy: boolean;
}

export class Draft {
  readonly #parts: Parts;
  readonly #entries = new Map<ConversationId, Entry>();
  readonly #messages = new Map<RowId, { readonly change: Change; readonly kept: KeptMessage }>();
  readonly #delivered: { readonly id: ConversationId; readonly row: RowId }[] = [];
  readonly #others = new Map<RowId, Change>();
  readonly #begun: Entry[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a message in; false when it has been here before. */
  async message(verdict: MessageVerdict, held: Held): Promise<boolean> {
    const { sender, body, hash } = verdict;
    const { bucket, conversation } =
      (await this.#entryOf(body.conversation)) ?? this.#begin(body, sender);
    const placed = await this.#place(bucket, verdict);
    if (placed === null) return false;
    const { row, copy } = placed;
    const now = this.#parts.env.now();
    const value: MessageRow = { sender, body: utf8.decode(held.body), arrived: now };
    const seq = placeInLine(body);
    this.#messages.set(row, {
      change: { bucket, table: 'message', id: row, seq, value },
      kept: { row, sender, body, bytes: held.body, arrived: now },
    });
    const next = withMessage(conversation, { sender, body, hash, copy }, now);
    this.#entries.set(body.conversation, { bucket, conversation: next });
    return true;
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
    this.#entries.set(body.conversation, { ...entry, conversation });
    this.#delivered.push(...delivered.map((row) => ({ id: body.conversation, row })));
  }

  quarantine(held: Held): void {
    const { quarantine, env } = this.#parts;
    for (const change of quarantine.keep(held, env.now(), this.#others.values())) this.also(change);
  }

  also(change: Change): void {
    this.#others.set(change.id, change);
  }

  holds(id: ConversationId): boolean {
    return this.#entries.has(id) || this.#parts.book.head(id) !== undefined;
  }

  changes(): readonly Change[] {
    return [
      ...[...this.#messages.values()].map(({ change }) => change),
      ...[...this.#entries.values()].map((entry) => this.#parts.book.change(entry)),
      ...this.#others.values(),
    ];
  }

  /** Gives back what was reserved for a batch that was not committed. */
  abandon(): void {
    for (const { bucket } of this.#begun.toReversed()) this.#parts.buckets.giveBack(bucket);
  }

  /** Takes over what was committed: entries into the book, rows into quarantine. */
  settle(): void {
    const { book, quarantine } = this.#parts;
    for (const entry of this.#entries.values()) book.put(entry);
    for (const change of this.#others.values()) quarantine.put(change);
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  arrived(): readonly { readonly entry: Entry; readonly message: KeptMessage }[] {
    return [...this.#messages.values()].flatMap(({ kept }) => {
      const entry = this.#entries.get(kept.body.conversation);
      return entry === undefined ? [] : [{ entry, message: kept }];
    });
  }

  delivered(): readonly { readonly id: ConversationId; readonly row: RowId }[] {
    return this.#delivered;
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

  /** The row this message will have, or null when the very same one is here. */
  async #place(bucket: BucketId, { sender, hash, body }: MessageVerdict): Promise<Placed | null> {
    const key = this.#parts.nameKey(bucket);
    const row = messageRowId(key, { sender, mid: body.mid });
    const kept = await this.#kept(row);
    if (kept === null) return { row, copy: false };
    if (bodyHash(kept.bytes) === hash) return null;
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

const utf8 = new TextDecoder();
