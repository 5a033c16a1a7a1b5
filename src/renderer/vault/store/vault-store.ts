/**
 * Vault, store: what the rest of the vault may ask of it. Records in, records out; sealed in between.
 *
 * The journal's current generation is the truth, IndexedDB a fast copy of it, and checkpoints (packed
 * sealed pages in IndexedDB) are what lets an unlock begin without reading everything (ADR 0014).
 */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { Watch } from '../jobs.ts';
import type { NewSlots } from '../keys/next-keys.ts';
import type { Head } from './entry.ts';
import type { Table } from './sealed-row.ts';

/** One record to write; null deletes it. */
export interface Change {
  readonly bucket: BucketId;
  readonly table: Table;
  readonly id: RowId;
  /** Its place in line inside the bucket; the bucket's own head record has 0. */
  readonly seq: number;
  readonly value: object | null;
}

export interface StoredRecord {
  readonly id: RowId;
  readonly seq: number;
  readonly value: unknown;
}

/** Which lists are kept packed. One line per bucket. */
export type HeadKind = 'conversations' | 'cases';

/**
 * The lines of one list, all in memory, one per bucket. `set` is to be called after the commit that
 * changed the record; the line goes to the disk with the next checkpoint, and is made anew from its
 * record when there was none.
 */
export interface Heads<H extends object> {
  readonly get: (bucket: BucketId) => H | undefined;
  /** Null removes the line. */
  readonly set: (bucket: BucketId, head: H | null) => void;
  readonly entries: () => IterableIterator<readonly [BucketId, H]>;
  readonly size: () => number;
}

/** A place in the journal that can be come back to. */
export interface Mark {
  readonly generation: number;
  readonly head: Head;
  /** Bytes of the file up to there. */
  readonly end: number;
}

/** A record without its value. */
export interface RecordName {
  readonly id: RowId;
  readonly bucket: BucketId;
  readonly seq: number;
}

/** What a new generation leaves out, and whether every row is sealed under fresh data keys. */
export interface RewritePlan {
  readonly drop: ReadonlySet<BucketId>;
  readonly rekey: boolean;
  /** With `rekey`: slots for a new master key. To be handed to `VaultKeys.prepare` as they are. */
  readonly slots?: NewSlots;
}

/**
 * Thrown by a commit that failed by a mistake of ours before its append: nothing was changed anywhere. After
 * any other throw it may be durable, and whoever asked for it gives nothing back and does not ask again.
 */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'not written', { cause });
  }
}

export interface VaultStore {
  /** All or none. After `disk-full` and {@link NotWritten} nothing was changed anywhere. */
  readonly commit: (changes: readonly Change[]) => Promise<Outcome<null, 'disk-full'>>;
  /** Told after each durable commit, in order; one that throws fails neither the commit nor the next. Returns the stop. */
  readonly onCommit: (listen: (changes: readonly Change[]) => void) => () => void;
  /** Whether the record exists; asks the manifest only. */
  readonly has: (id: RowId) => boolean;
  readonly used: (bucket: BucketId) => boolean;
  readonly get: (table: Table, id: RowId) => Promise<unknown>;
  /** The record whatever its table is; null when there is none. */
  readonly find: (id: RowId) => Promise<{ readonly table: Table; readonly value: unknown } | null>;
  /** The newest records at or before place `upTo`, newest first; every record of the last place comes along. */
  readonly newest: (
    bucket: BucketId,
    table: Table,
    page: { readonly upTo: number; readonly limit: number },
  ) => Promise<readonly StoredRecord[]>;
  /** Records of one table of a bucket, oldest place first, a page at a time. */
  readonly each: (bucket: BucketId, table: Table) => AsyncIterable<StoredRecord>;
  /** How many records a bucket holds, and all of them by name. */
  readonly count: (bucket: BucketId) => number;
  readonly names: (bucket?: BucketId) => Iterable<RecordName>;
  readonly head: () => Head;
  readonly mark: () => Mark;
  /** Records written or deleted since then, each once; null when that cannot be said (another generation). */
  readonly changedSince: (mark: Mark) => Promise<readonly RecordName[] | null>;
  /**
   * The lines of a list: from the last checkpoint with what changed since read anew, or every one read.
   * `read` answers null for a bucket that is not of this kind.
   */
  readonly heads: <H extends object>(
    kind: HeadKind,
    about: {
      readonly parse: (raw: unknown) => H;
      readonly read: (bucket: BucketId) => Promise<H | null>;
    },
  ) => Promise<Heads<H>>;
  /** What `first-look` shows at the next unlock; asked at each checkpoint. */
  readonly firstLook: (make: () => unknown) => void;
  /**
   * Sealed bytes beside the rows: copies that can be made anew, such as the search index. Epoch key; gone
   * after a rewrite with a new one. False: IndexedDB did not take it.
   */
  readonly putSheet: (name: string, bytes: Uint8Array) => Promise<boolean>;
  readonly getSheet: (name: string) => Promise<Uint8Array | null>;
  /** A sheet that IndexedDB does not let go is still there. */
  readonly dropSheet: (name: string) => Promise<void>;
  /** Writes what changed since the last checkpoint. Cheap when nothing did. */
  readonly checkpoint: () => Promise<void>;
  /**
   * The newest version of every row but those of `drop` into the next generation, then keyring and
   * header; only then the old files and the dropped rows go (vault.md, erase). Commits go on meanwhile.
   */
  readonly rewrite: (
    plan: RewritePlan,
    watch: Watch,
  ) => Promise<Outcome<null, 'disk-full' | 'stopped'>>;
  readonly close: () => void;
}
