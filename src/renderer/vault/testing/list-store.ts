/** Vault, testing: records in memory with packed lists over them, and a count of every record that is opened. */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Heads, HeadKind, StoredRecord, VaultStore } from '../store/vault-store.ts';
import type { Table } from '../store/sealed-row.ts';
import { MemoryStore } from './memory-store.ts';

type Some = Pick<VaultStore, 'has' | 'get' | 'commit' | 'each' | 'newest' | 'heads' | 'firstLook'>;

export class ListStore implements Some {
  readonly memory = new MemoryStore();
  /** Records opened so far. */
  reads = 0;
  /** What the next checkpoint would seal for the first look. */
  look: () => unknown = () => null;
  readonly #lines = new Map<HeadKind, Map<BucketId, object>>();
  readonly #packed = new Map<HeadKind, string>();

  readonly has = (id: RowId): boolean => this.memory.has(id);
  readonly commit: VaultStore['commit'] = async (changes) => await this.memory.commit(changes);
  readonly firstLook: VaultStore['firstLook'] = (make) => {
    this.look = make;
  };

  readonly get = async (table: Table, id: RowId): Promise<unknown> => {
    this.reads += 1;
    return await this.memory.get(table, id);
  };

  readonly each = async function* each(
    this: ListStore,
    bucket: BucketId,
    table: Table,
  ): AsyncGenerator<StoredRecord> {
    for (const one of this.#of(bucket, table)) {
      this.reads += 1;
      yield one;
    }
  }.bind(this);

  readonly newest: VaultStore['newest'] = async (bucket, table, { upTo, limit }) =>
    this.#of(bucket, table)
      .toReversed()
      .filter(({ seq }) => seq <= upTo)
      .slice(0, limit);

  readonly heads: VaultStore['heads'] = async <H extends object>(
    kind: HeadKind,
    about: {
      readonly parse: (raw: unknown) => H;
      readonly read: (bucket: BucketId) => Promise<H | null>;
    },
  ): Promise<Heads<H>> => {
    const lines = await this.#linesOf(kind, about);
    this.#lines.set(kind, lines);
    return {
      get: (bucket) => lines.get(bucket),
      set: (bucket, line) => void (line === null ? lines.delete(bucket) : lines.set(bucket, line)),
      entries: () => lines.entries(),
      size: () => lines.size,
    };
  };

  /** The next opening finds these lines. */
  checkpoint(): void {
    for (const [kind, lines] of this.#lines) this.#packed.set(kind, JSON.stringify([...lines]));
  }

  async #linesOf<H extends object>(
    kind: HeadKind,
    { parse, read }: Parameters<typeof this.heads<H>>[1],
  ): Promise<Map<BucketId, H>> {
    const packed = this.#packed.get(kind);
    if (packed !== undefined) {
      const lines = JSON.parse(packed) as readonly (readonly [BucketId, unknown])[];
      return new Map(lines.map(([bucket, line]) => [bucket, parse(line)]));
    }
    const lines = new Map<BucketId, H>();
    for (const bucket of new Set([...this.memory.records.values()].map((one) => one.bucket))) {
      const line = await read(bucket);
      if (line !== null) lines.set(bucket, line);
    }
    return lines;
  }

  #of(bucket: BucketId, table: Table): readonly StoredRecord[] {
    return [...this.memory.records.values()]
      .filter((one) => one.bucket === bucket && one.table === table)
      .toSorted((a, b) => a.seq - b.seq);
  }
}

/** A name key for every bucket, the same each time. */
export const nameKeyFor = (bucket: BucketId): Uint8Array =>
  new Uint8Array(32).fill(Number.parseInt(bucket.slice(0, 2), 16)).map((byte, i) => {
    const digits = bucket.slice((i % 16) * 2, (i % 16) * 2 + 2);
    return byte ^ Number.parseInt(digits, 16);
  });

/** Fresh buckets without end. */
export const bucketsWithoutEnd = (fresh: () => BucketId, own: BucketId) => ({
  own,
  ensure: async () => ({ ok: true, value: null }) as const,
  take: fresh,
  giveBack: (): void => undefined,
  used: [],
});
