/** Vault, erase: how tombstones lie in the own bucket. All at place 0 and found by number. */
import * as v from 'valibot';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BucketId, type RowId } from '../../../../protocol/ids.ts';
import { TOMBSTONES_PER_RECORD } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { each, packed, type Stones } from './stones.ts';

const HEX = v.pipe(v.string(), v.regex(/^([0-9a-f]{32})*$/));
const kept = v.object({
  /** Hex of the key they were made under; null is our own. */
  key: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  stones: HEX,
});
const waiting = v.object({
  /** They hold once none of these buckets is there any more. */
  after: v.array(
    v.pipe(
      v.string(),
      v.transform((raw) => BucketId(raw)),
    ),
  ),
  stones: HEX,
});

export type KeptRecord = v.InferOutput<typeof kept>;
export type WaitingRecord = v.InferOutput<typeof waiting>;

/** Reads a record of tombstones. Throws for what is none. */
export const readKept = (value: unknown): KeptRecord => v.parse(kept, value);

export interface StoneParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit' | 'used'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

type Kind = 'kept' | 'waiting';

export class StoneRecords {
  readonly #parts: StoneParts;

  constructor(parts: StoneParts) {
    this.#parts = parts;
  }

  async *kept(): AsyncGenerator<KeptRecord> {
    for await (const value of this.#all('kept')) yield readKept(value);
  }

  async *waiting(): AsyncGenerator<WaitingRecord> {
    for await (const value of this.#all('waiting')) yield v.parse(waiting, value);
  }

  keep(number: number, key: string | null, stones: Stones): Change {
    return this.#change('kept', number, { key, stones: bytesToHex(stones) } satisfies KeptRecord);
  }

  /** As many records as it takes; each names all buckets, so that none is believed alone. Call {@link clear} first. */
  wait(stones: Stones, after: readonly BucketId[]): readonly Change[] {
    return inRecords(stones).map((part, i) =>
      this.#change('waiting', i, { after: [...after], stones: bytesToHex(part) }),
    );
  }

  /** Removes what waits. */
  clear(): readonly Change[] {
    const changes: Change[] = [];
    for (let i = 0; this.#parts.store.has(this.#rowOf('waiting', i)); i += 1) {
      changes.push(this.#change('waiting', i, null));
    }
    return changes;
  }

  async *#all(kind: Kind): AsyncGenerator {
    const { store } = this.#parts;
    for (let i = 0; store.has(this.#rowOf(kind, i)); i += 1) {
      yield await store.get('tombstone', this.#rowOf(kind, i));
    }
  }

  #change(kind: Kind, number: number, value: object | null): Change {
    const { own: bucket } = this.#parts;
    return { bucket, table: 'tombstone', id: this.#rowOf(kind, number), seq: 0, value };
  }

  #rowOf(kind: Kind, number: number): RowId {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'tombstone', `${kind}/${number}`);
  }
}

/** At most {@link TOMBSTONES_PER_RECORD} each. */
export function inRecords(stones: Stones): readonly Stones[] {
  const all = [...each(stones)];
  const records: Stones[] = [];
  for (let at = 0; at < all.length; at += TOMBSTONES_PER_RECORD) {
    records.push(packed(all.slice(at, at + TOMBSTONES_PER_RECORD)));
  }
  return records;
}
