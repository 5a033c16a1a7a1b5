/** Vault, store: what each record must look like now, read from the journal and from nowhere else. */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';

/** The newest version of one record. `deleted` keeps its number, so that an older one cannot come back. */
export interface Place {
  readonly bucket: BucketId;
  readonly seq: number;
  readonly version: number;
  readonly hash: Uint8Array;
  readonly deleted: boolean;
}

export class Manifest {
  readonly #places = new Map<RowId, Place>();
  readonly #buckets = new Map<BucketId, number>();

  /** Takes one row in. A version that does not follow the last one is {@link ProtocolError} `older`. */
  apply(row: SealedRow, hash: Uint8Array): void {
    const known = this.#places.get(row.id);
    if (row.version !== (known?.version ?? 0) + 1) throw new ProtocolError('older', 'row version');
    if (known !== undefined && known.bucket !== row.bucket)
      throw new ProtocolError('forked', 'bucket');
    const deleted = row.sealed.length === 0;
    const { bucket, seq, version } = row;
    this.#places.set(row.id, { bucket, seq, version, hash, deleted });
    const was = known !== undefined && !known.deleted ? 1 : 0;
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + (deleted ? 0 : 1) - was);
  }

  /** The record's place, or undefined when there is none (any more). */
  get(id: RowId): Place | undefined {
    const place = this.#places.get(id);
    return place?.deleted === true ? undefined : place;
  }

  /** The version the next write of this record has, deleted ones included. */
  nextVersion(id: RowId): number {
    return (this.#places.get(id)?.version ?? 0) + 1;
  }

  /** Whether these are the newest bytes of this record, in the bucket and place they belong to. */
  matches(row: SealedRow, hash: Uint8Array): boolean {
    const place = this.get(row.id);
    return (
      place !== undefined &&
      place.version === row.version &&
      place.bucket === row.bucket &&
      place.seq === row.seq &&
      equalBytes(place.hash, hash)
    );
  }

  /** Buckets that were ever written to. A data key without one is still spare. */
  used(bucket: BucketId): boolean {
    return this.#buckets.has(bucket);
  }

  /** Every record there is. */
  *entries(): IterableIterator<readonly [RowId, Place]> {
    for (const [id, place] of this.#places) if (!place.deleted) yield [id, place];
  }

  get size(): number {
    let size = 0;
    for (const count of this.#buckets.values()) size += count;
    return size;
  }
}
