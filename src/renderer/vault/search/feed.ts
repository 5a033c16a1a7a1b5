/**
 * Vault, search: what goes into the index: what is committed now, and what is read from the store.
 *
 * Reading takes time, and a record may change or go meanwhile. So whatever is told while a record is
 * being read wins over what was read.
 */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Change, RecordName, VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import { Forms } from './forms.ts';
import type { Entry, FullText } from './full-text.ts';
import { READ_BATCH } from './limits.ts';
import type { Pace } from './merge.ts';
import type { Places } from './places.ts';
import { codeTerm, isSearched, searchable, type SearchedTable } from './texts.ts';

export interface FeedParts {
  readonly store: Pick<VaultStore, 'each' | 'find'>;
  readonly places: Places;
  readonly pace: Pace;
}

export class Feed {
  readonly #parts: FeedParts;
  readonly #index: FullText;
  readonly #forms = new Forms();
  readonly #waiting: Change[] = [];
  /** Told since the batch that is being read was begun. */
  readonly #touched = new Set<RowId>();
  readonly #forgotten = new Set<BucketId>();
  /** Changes out of the queue that are being taken in. */
  #inHand = 0;
  #batch: Entry[] = [];
  #draining: Promise<void> | null = null;

  constructor(parts: FeedParts, index: FullText) {
    this.#parts = parts;
    this.#index = index;
  }

  /** Records read and not yet handed to the index. */
  held(): number {
    return this.#batch.length;
  }

  /** Changes told and not yet in the index. */
  waiting(): number {
    return this.#waiting.length + this.#inHand;
  }

  /** Something was committed. Only remembered here; {@link drain} takes it in. */
  told(changes: readonly Change[]): number {
    const ours = changes.filter(({ table }) => isSearched(table));
    for (const change of ours) this.#touched.add(change.id);
    this.#waiting.push(...ours);
    return ours.length;
  }

  /** Takes in what was told, in order. A second call joins the first. */
  async drain(): Promise<void> {
    this.#draining ??= this.#drainAll().finally(() => {
      this.#draining = null;
    });
    await this.#draining;
  }

  /** Reads every record of a bucket. */
  async readBucket(bucket: BucketId): Promise<void> {
    const breathe = breather(this.#parts.pace.ticks);
    if (this.#batch.length === 0) this.#touched.clear();
    for (const table of tablesOf(bucket, this.#parts.places)) {
      for await (const { id, value } of this.#parts.store.each(bucket, table)) {
        this.#take(this.#entry(table, { bucket, id }, value));
        if (this.#parts.pace.stopped()) return;
        await breathe();
      }
    }
    if (this.#batch.length >= READ_BATCH) this.flush();
  }

  /** Reads records by name; what is no longer there leaves the index. */
  async readRecords(names: readonly RecordName[], progress: (done: number) => void): Promise<void> {
    const breathe = breather(this.#parts.pace.ticks);
    for (const [n, name] of names.entries()) {
      if (this.#batch.length === 0) this.#touched.clear();
      const found = await this.#parts.store.find(name.id);
      if (this.#parts.pace.stopped()) return;
      if (found === null) {
        if (!this.#touched.has(name.id)) this.#index.remove([name.id]);
      } else if (isSearched(found.table)) {
        this.#take(this.#entry(found.table, name, found.value));
      }
      if (this.#batch.length >= READ_BATCH) this.flush();
      progress(n + 1);
      await breathe();
    }
    this.flush();
  }

  /** Hands what was read to the index, but for what has changed since. */
  flush(): void {
    const fresh = this.#batch.filter(
      ({ id, bucket }) => !this.#touched.has(id) && !this.#forgotten.has(bucket),
    );
    this.#batch = [];
    this.#index.put(fresh);
  }

  /** Nothing of these buckets is taken in any more. */
  forget(buckets: ReadonlySet<BucketId>): void {
    for (const bucket of buckets) this.#forgotten.add(bucket);
    this.#forms.clear();
  }

  clear(): void {
    this.#waiting.length = 0;
    this.#batch = [];
    this.#forms.clear();
  }

  async #drainAll(): Promise<void> {
    const breathe = breather(this.#parts.pace.ticks);
    while (this.#waiting.length > 0 && !this.#parts.pace.stopped()) {
      const changes = this.#waiting.splice(0, READ_BATCH);
      this.#inHand = changes.length;
      const newest = new Map(changes.map((change) => [change.id, change]));
      const gone: RowId[] = [];
      const entries: Entry[] = [];
      for (const { table, bucket, id, value } of newest.values()) {
        const entry =
          value === null || !isSearched(table) ? null : this.#entry(table, { bucket, id }, value);
        if (entry === null || this.#forgotten.has(bucket)) gone.push(id);
        else entries.push(entry);
        await breathe();
      }
      this.#index.remove(gone);
      this.#index.put(entries.filter(({ bucket }) => !this.#forgotten.has(bucket)));
      this.#inHand = 0;
    }
  }

  #take(entry: Entry | null): void {
    if (entry !== null) this.#batch.push(entry);
  }

  #entry(
    table: SearchedTable,
    { bucket, id }: Pick<RecordName, 'bucket' | 'id'>,
    value: unknown,
  ): Entry | null {
    const found = searchable(table, id, value);
    if (found === null) return null;
    const { kind, at, text, author, codes } = found;
    const language = this.#parts.places.language(bucket, found.language);
    const terms = this.#forms.termsOf(text, language);
    for (const code of codes) terms.add(codeTerm(code));
    return { kind, bucket, id, at, author, language, terms };
  }
}

const tablesOf = (bucket: BucketId, places: Places): readonly SearchedTable[] =>
  places.case(bucket) === undefined ? ['message'] : ['case', 'evidence'];
