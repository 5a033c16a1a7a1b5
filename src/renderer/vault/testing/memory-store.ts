/** Vault, testing: records in memory, for rooms whose own work is not the sealing of rows. */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Change, Heads, StoredRecord, VaultStore } from '../store/vault-store.ts';
import type { Table } from '../store/sealed-row.ts';

interface Kept extends Change {
  readonly value: object;
}

type Some = Pick<
  VaultStore,
  'has' | 'get' | 'commit' | 'each' | 'count' | 'used' | 'rewrite' | 'heads'
>;

export class MemoryStore implements Some {
  readonly records = new Map<RowId, Kept>();
  readonly commits: (readonly Change[])[] = [];
  /** Writes are refused. */
  full = false;
  /** There is room for rows and not for a rewrite. */
  crowded = false;
  /** Called before each write. */
  writing: () => Promise<unknown> = async () => undefined;
  /** Called while a rewrite is going on. */
  rewriting: () => Promise<void> = async () => undefined;
  rewrites = 0;

  readonly has = (id: RowId): boolean => this.records.has(id);

  readonly get = async (table: Table, id: RowId): Promise<unknown> => {
    const kept = this.records.get(id);
    if (kept === undefined) return null;
    if (kept.table !== table) throw new Error('another table');
    return structuredClone(kept.value);
  };

  readonly commit = async (changes: readonly Change[]): Promise<Outcome<null, 'disk-full'>> => {
    await this.writing();
    if (this.full) return refuse('disk-full');
    this.commits.push(changes);
    for (const change of changes) {
      if (change.value === null) this.records.delete(change.id);
      else this.records.set(change.id, { ...change, value: structuredClone(change.value) });
    }
    return ok(null);
  };

  readonly each = async function* each(
    this: MemoryStore,
    bucket: BucketId,
    table: Table,
  ): AsyncGenerator<StoredRecord> {
    for (const one of this.records.values()) {
      if (one.bucket === bucket && one.table === table) yield one;
    }
  }.bind(this);

  readonly count = (bucket: BucketId): number =>
    [...this.records.values()].filter((one) => one.bucket === bucket).length;

  readonly names: VaultStore['names'] = (bucket) =>
    [...this.records.values()].filter((one) => bucket === undefined || one.bucket === bucket);

  readonly used = (bucket: BucketId): boolean => this.count(bucket) > 0;

  readonly heads = async <H extends object>(
    _kind: 'conversations' | 'cases',
    { read }: { readonly read: (bucket: BucketId) => Promise<H | null> },
  ): Promise<Heads<H>> => {
    const lines = new Map<BucketId, H>();
    for (const { bucket } of this.records.values()) {
      const line = lines.has(bucket) ? null : await read(bucket);
      if (line !== null) lines.set(bucket, line);
    }
    return {
      get: (bucket) => lines.get(bucket),
      set: (bucket, line) => {
        if (line === null) lines.delete(bucket);
        else lines.set(bucket, line);
      },
      entries: () => lines.entries(),
      size: () => lines.size,
    };
  };

  readonly rewrite: VaultStore['rewrite'] = async ({ drop }, watch) => {
    await this.rewriting();
    if (this.full || this.crowded) return refuse('disk-full');
    if (watch.stopped()) return refuse('stopped');
    this.rewrites += 1;
    for (const [id, { bucket }] of this.records) if (drop.has(bucket)) this.records.delete(id);
    return ok(null);
  };
}
