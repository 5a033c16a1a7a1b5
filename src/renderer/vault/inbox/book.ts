/**
 * Vault, inbox: every conversation's line in memory, its record only while it is in use.
 *
 * A vault of 50,000 conversations opens without opening one of their rows. Records are read when they
 * are asked for; the last {@link MAX_OPEN_CONVERSATIONS} stay open. Messages stay sealed.
 */
import type { BucketId, ConversationId, MessageId, RowId } from '../../../../protocol/ids.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import { byUrgency } from '../../../contract/queue.ts';
import { MAX_OPEN_CONVERSATIONS, MAX_WAYS_BACK } from '../limits.ts';
import { Ordered } from '../ordered.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { headOf, readConversationHead, type ConversationHead } from './conversation-head.ts';
import { readConversation, type Conversation } from './conversation.ts';
import { readMessage } from './message-row.ts';

export interface Entry {
  readonly bucket: BucketId;
  readonly conversation: Conversation;
}

/** Where an open tab can be answered: in memory until the lock, and nowhere else. */
export type WayBack = Pick<Conversation, 'id' | 'mailbox' | 'session'>;

export const wayBack = ({ id, mailbox, session }: Conversation): WayBack => ({
  id,
  mailbox,
  session,
});

export interface BookParts {
  readonly store: Pick<VaultStore, 'get' | 'heads' | 'each'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/** Takes the lines from the last checkpoint; where there is none, every conversation's row is read once. */
export async function openBook({ store, nameKey }: BookParts): Promise<Book> {
  const recordOf = async (bucket: BucketId): Promise<Conversation | null> => {
    const value = await store.get('conversation', rowOf(nameKey(bucket)));
    return value === null ? null : readConversation(value);
  };
  const heads = await store.heads<ConversationHead>('conversations', {
    parse: readConversationHead,
    read: async (bucket) => {
      const record = await recordOf(bucket);
      return record === null ? null : headOf(record);
    },
  });
  return new Book({ store, nameKey, recordOf }, new Ordered(heads, byUrgency));
}

export class Book {
  readonly #parts: BookParts & {
    readonly recordOf: (bucket: BucketId) => Promise<Conversation | null>;
  };
  readonly #lines: Ordered<ConversationHead>;
  readonly #buckets = new Map<ConversationId, BucketId>();
  readonly #names = new Set<string>();
  /** The one used last stands last. */
  readonly #open = new Map<ConversationId, Entry>();
  readonly #waysBack = new Map<ConversationId, WayBack>();
  /** Counts what was put or forgotten: a record read meanwhile may be an older one. */
  #turn = 0;

  constructor(
    parts: BookParts & { readonly recordOf: (bucket: BucketId) => Promise<Conversation | null> },
    lines: Ordered<ConversationHead>,
  ) {
    this.#parts = parts;
    this.#lines = lines;
    for (const [bucket, { id, name }] of lines.entries()) {
      this.#buckets.set(id, bucket);
      this.#names.add(name);
    }
  }

  get size(): number {
    return this.#lines.size;
  }

  /** The record, read again where it is no longer open. What is to be changed is asked for inside `oneByOne`. */
  async get(id: ConversationId): Promise<Entry | undefined> {
    const open = this.#open.get(id);
    if (open !== undefined) return this.#keep(open);
    const bucket = this.#buckets.get(id);
    if (bucket === undefined) return undefined;
    const turn = this.#turn;
    const conversation = await this.#parts.recordOf(bucket);
    const newer = this.#open.get(id);
    if (newer !== undefined || conversation === null) return newer;
    const entry = { bucket, conversation };
    return turn === this.#turn ? this.#keep(entry) : entry;
  }

  head(id: ConversationId): ConversationHead | undefined {
    const bucket = this.#buckets.get(id);
    return bucket === undefined ? undefined : this.#lines.get(bucket);
  }

  /** The line of a bucket. */
  lineIn(bucket: BucketId): ConversationHead | undefined {
    return this.#lines.get(bucket);
  }

  bucketOf(id: ConversationId): BucketId | undefined {
    return this.#buckets.get(id);
  }

  /** Every line, in no order. */
  heads(): IterableIterator<readonly [BucketId, ConversationHead]> {
    return this.#lines.entries();
  }

  /** In the order of the queue. */
  page(part: { readonly from: number; readonly limit: number }): readonly ConversationHead[] {
    return this.#lines.page(part);
  }

  nameTaken(name: string): boolean {
    return this.#names.has(name);
  }

  /** The write that makes this entry durable. */
  change({ bucket, conversation }: Entry): Change {
    const id = rowOf(this.#parts.nameKey(bucket));
    return { bucket, table: 'conversation', id, seq: 0, value: conversation };
  }

  /** Of what somebody could not go on with, that in which nothing was said since then no longer comes first. */
  rest(since: number): void {
    for (const [bucket, head] of this.#lines.entries()) {
      if (head.soon && head.lastAt < since) this.#lines.set(bucket, { ...head, soon: false });
    }
  }

  /** Takes over what was just committed. */
  put(entry: Entry): void {
    const { bucket, conversation } = entry;
    this.#turn += 1;
    this.#drop(bucket);
    this.#lines.set(bucket, headOf(conversation));
    this.#buckets.set(conversation.id, bucket);
    this.#names.add(conversation.name);
    this.#keep(entry);
  }

  /** The bucket is gone from the store. */
  forget(bucket: BucketId): void {
    this.#turn += 1;
    this.#drop(bucket);
    this.#lines.set(bucket, null);
  }

  /** Erased, and perhaps still there: a tab says only at its beginning where replies go. Until the lock. */
  remember(way: WayBack): void {
    this.#waysBack.set(way.id, way);
    const [oldest] = this.#waysBack.keys();
    if (oldest !== undefined && this.#waysBack.size > MAX_WAYS_BACK) this.#waysBack.delete(oldest);
  }

  /** What is known of a tab whose conversation is begun anew. */
  wayBackTo(id: ConversationId): WayBack {
    return this.#waysBack.get(id) ?? { id, mailbox: null, session: null };
  }

  /** What names every message of a bucket, for tombstones; nothing for a bucket without messages. */
  async *messageNames(
    bucket: BucketId,
  ): AsyncIterable<{ readonly sender: SenderKey; readonly mid: MessageId }> {
    for await (const { id, value } of this.#parts.store.each(bucket, 'message')) {
      const { sender, body } = readMessage(id, value);
      yield { sender, mid: body.mid };
    }
  }

  #drop(bucket: BucketId): void {
    const before = this.#lines.get(bucket);
    if (before === undefined) return;
    this.#buckets.delete(before.id);
    this.#names.delete(before.name);
    this.#open.delete(before.id);
  }

  #keep(entry: Entry): Entry {
    const { id } = entry.conversation;
    this.#open.delete(id);
    this.#open.set(id, entry);
    if (this.#open.size > MAX_OPEN_CONVERSATIONS) {
      const [oldest] = this.#open.keys();
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    return entry;
  }
}

const rowOf = (nameKey: Uint8Array): RowId => rowIdOf(nameKey, 'conversation', 'head');
