/**
 * Vault, attachments: the rows of files on their way, each written in one commit with the conversation that counts the
 * file among its own: what no row names is nobody's file, and is swept.
 */
import type { BucketId, ConversationId, FileId, RowId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Book, Entry } from '../inbox/book.ts';
import type { InboxParts } from '../inbox/parts.ts';
import { mayRead } from '../inbox/send.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { outgoingChange, outgoingId, outgoingIn, type OutgoingRow } from './outgoing-row.ts';

export interface RowParts {
  readonly store: Pick<VaultStore, 'commit' | 'get' | 'has'>;
  readonly book: Pick<Book, 'get' | 'heads' | 'change' | 'put'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  readonly own: InboxParts['own'];
}

/** Where a row stands. Taken down once: an erased bucket has no key any more to name it by. */
export interface Place {
  readonly bucket: BucketId;
  readonly at: RowId;
}

interface Kept {
  readonly id: ConversationId;
  readonly place: Place;
  readonly row: OutgoingRow;
}

/** Why no file sets out. `busy`: another one of this conversation is on its way. */
export type NotBegun = 'unknown-conversation' | 'restricted' | 'busy' | 'disk-full';

export class OutgoingRows {
  readonly #parts: RowParts;

  constructor(parts: RowParts) {
    this.#parts = parts;
  }

  /** What was on its way before the lock. */
  async all(): Promise<readonly Kept[]> {
    const kept: Kept[] = [];
    for (const [bucket, { id, files }] of this.#parts.book.heads()) {
      if (files.length === 0) continue;
      const row = await outgoingIn(this.#parts, bucket);
      if (row !== null) kept.push({ id, place: this.#placeIn(bucket), row });
    }
    return kept;
  }

  /** Erasing the conversation takes its row. */
  has({ at }: Place): boolean {
    return this.#parts.store.has(at);
  }

  async begin(id: ConversationId, row: OutgoingRow): Promise<Outcome<Place, NotBegun>> {
    const { book, oneByOne } = this.#parts;
    return await oneByOne<Outcome<Place, NotBegun>>(async () => {
      const entry = await book.get(id);
      if (entry === undefined) return refuse('unknown-conversation');
      if (!mayRead(entry.conversation, this.#parts)) return refuse('restricted');
      const place = this.#placeIn(entry.bucket);
      if (this.has(place)) return refuse('busy');
      const files = [...entry.conversation.files, row.file.file];
      const committed = await this.#commit(entry, row, files);
      return committed.ok ? ok(place) : committed;
    });
  }

  /** False when the row is gone meanwhile, or the disk is full: the one before stands. */
  async replace(place: Place, row: OutgoingRow): Promise<boolean> {
    const { store, oneByOne } = this.#parts;
    return await oneByOne(async () => {
      if (!this.has(place)) return false;
      const { ok: isWritten } = await store.commit([
        outgoingChange(this.#parts, place.bucket, row),
      ]);
      return isWritten;
    });
  }

  /** For the commit that makes a message of it: the file stays the conversation's. */
  end({ bucket }: Place): Change {
    return outgoingChange(this.#parts, bucket, null);
  }

  /** The row goes, and its file is no longer the conversation's. */
  async takeOut(
    id: ConversationId,
    place: Place,
    file: FileId,
  ): Promise<Outcome<null, 'disk-full'>> {
    const { book, oneByOne } = this.#parts;
    return await oneByOne<Outcome<null, 'disk-full'>>(async () => {
      const entry = await book.get(id);
      if (entry === undefined || !this.has(place)) return ok(null);
      const files = entry.conversation.files.filter((one) => one !== file);
      return await this.#commit(entry, null, files);
    });
  }

  #placeIn(bucket: BucketId): Place {
    return { bucket, at: outgoingId(this.#parts, bucket) };
  }

  async #commit(
    { bucket, conversation }: Entry,
    row: OutgoingRow | null,
    files: Entry['conversation']['files'],
  ): Promise<Outcome<null, 'disk-full'>> {
    const { store, book } = this.#parts;
    const next = { bucket, conversation: { ...conversation, files } };
    const change = outgoingChange(this.#parts, bucket, row);
    const committed = await store.commit([change, book.change(next)]);
    if (committed.ok) book.put(next);
    return committed;
  }
}
