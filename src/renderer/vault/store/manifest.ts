/**
 * Vault, store: what each record must look like now, read from the journal and from nowhere else.
 *
 * Hundreds of thousands of records stand in columns of numbers (slots.ts), under a hundred bytes
 * each, and go to a checkpoint page by page, only those that changed.
 */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { MANIFEST_PAGE } from '../limits.ts';
import { Buckets } from './manifest-buckets.ts';
import { Columns, NOWHERE } from './manifest-columns.ts';

/** The newest version of one record. `deleted` keeps its number, so that an older one cannot come back. */
export interface Place {
  readonly bucket: BucketId;
  readonly seq: number;
  readonly version: number;
  readonly hash: Uint8Array;
  readonly deleted: boolean;
}

/** A record without its value, and the number of its slot here. */
export interface Named {
  readonly slot: number;
  readonly id: RowId;
  readonly bucket: BucketId;
  readonly seq: number;
}

export class Manifest {
  readonly #columns = new Columns();
  readonly #buckets = new Buckets();
  readonly #dirty = new Set<number>();
  #size = 0;
  #bytes = 0;

  /** Takes one row in. A version that does not follow the last one is {@link ProtocolError} `older`. */
  apply(row: SealedRow, hash: Uint8Array): void {
    const slot = this.#columns.find(row.id);
    const last = slot === NOWHERE ? 0 : this.#columns.version(slot);
    if (row.version !== last + 1) throw new ProtocolError('older', 'row version');
    this.#put(slot, row, hash);
  }

  /** Takes a row of a base in, whose first version is any; from then on only a newer one. */
  applyBase(row: SealedRow, hash: Uint8Array): void {
    const slot = this.#columns.find(row.id);
    if (slot !== NOWHERE && row.version <= this.#columns.version(slot)) {
      throw new ProtocolError('older', 'row version');
    }
    this.#put(slot, row, hash);
  }

  #put(known: number, row: SealedRow, hash: Uint8Array): void {
    const bucket = this.#buckets.indexOf(row.bucket);
    if (known !== NOWHERE && this.#columns.bucket(known) !== bucket) {
      throw new ProtocolError('forked', 'bucket');
    }
    const was = known === NOWHERE ? 0 : this.#columns.bytes(known);
    const is = row.sealed.length;
    const slot = known === NOWHERE ? this.#columns.add(row.id, bucket) : known;
    if (known === NOWHERE) this.#columns.chainTo(slot, this.#buckets.push(bucket, slot));
    this.#columns.set(slot, { seq: row.seq, version: row.version, bytes: is, hash });
    const more = (is > 0 ? 1 : 0) - (was > 0 ? 1 : 0);
    this.#buckets.grow(bucket, more);
    this.#size += more;
    this.#bytes += is - was;
    this.#dirty.add(Math.floor(slot / MANIFEST_PAGE));
  }

  /** The record's place, or undefined when there is none (any more). */
  get(id: RowId): Place | undefined {
    const slot = this.#columns.find(id);
    return slot === NOWHERE || this.#columns.bytes(slot) === 0 ? undefined : this.#place(slot);
  }

  /** Whether the record exists; nothing is copied. */
  has(id: RowId): boolean {
    const slot = this.#columns.find(id);
    return slot !== NOWHERE && this.#columns.bytes(slot) > 0;
  }

  /** The version the next write of this record has, deleted ones included. */
  nextVersion(id: RowId): number {
    const slot = this.#columns.find(id);
    return (slot === NOWHERE ? 0 : this.#columns.version(slot)) + 1;
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
    return this.#buckets.find(bucket) !== NOWHERE;
  }

  /** Records of a bucket. */
  count(bucket: BucketId): number {
    const index = this.#buckets.find(bucket);
    return index === NOWHERE ? 0 : this.#buckets.live(index);
  }

  /** Every bucket that has a record. */
  *buckets(): IterableIterator<BucketId> {
    for (let index = 0; index < this.#buckets.length; index += 1) {
      if (this.#buckets.live(index) > 0) yield this.#buckets.id(index);
    }
  }

  /** Every record there is, or those of one bucket, newest first to be named. */
  *names(bucket?: BucketId): IterableIterator<Named> {
    if (bucket === undefined) {
      for (let slot = 0; slot < this.slots; slot += 1) if (this.isLive(slot)) yield this.name(slot);
      return;
    }
    const index = this.#buckets.find(bucket);
    if (index === NOWHERE) return;
    let slot = this.#buckets.last(index);
    for (; slot !== NOWHERE; slot = this.#columns.before(slot)) {
      if (this.isLive(slot)) yield this.name(slot);
    }
  }

  /** The record in a slot, live or not. */
  name(slot: number): Named {
    const columns = this.#columns;
    const bucket = this.#buckets.id(columns.bucket(slot));
    return { slot, id: columns.id(slot), bucket, seq: columns.seq(slot) };
  }

  isLive(slot: number): boolean {
    return this.#columns.bytes(slot) > 0;
  }

  /** The slot of a record ever written, or -1. */
  slotOf(id: RowId): number {
    return this.#columns.find(id);
  }

  /** Slots given out; all below this number exist, those of deleted records included. */
  get slots(): number {
    return this.#columns.length;
  }

  /** Records there are. */
  get size(): number {
    return this.#size;
  }

  /** Sealed bytes of the records there are. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Numbers of the row pages that changed since the last time this was asked. */
  takeDirty(): readonly number[] {
    const pages = [...this.#dirty];
    this.#dirty.clear();
    return pages;
  }

  /** Those pages did not get to the disk. */
  giveBack(pages: Iterable<number>): void {
    for (const page of pages) this.#dirty.add(page);
  }

  get pages(): number {
    return Math.ceil(this.slots / MANIFEST_PAGE);
  }

  /** One page of records as it stands. */
  page(number: number): Uint8Array {
    const from = number * MANIFEST_PAGE;
    return this.#columns.write(from, Math.min(from + MANIFEST_PAGE, this.slots));
  }

  /** Bucket ids a page at a time; they only grow, so only the last page can have changed. */
  get bucketPages(): number {
    return this.#buckets.pages;
  }

  bucketPage(number: number): Uint8Array {
    return this.#buckets.page(number);
  }

  /** Takes one page of a checkpoint in, in order, bucket pages first. Throws {@link ProtocolError} `bad-body`. */
  load(page: { readonly rows: Uint8Array } | { readonly buckets: Uint8Array }): void {
    if ('buckets' in page) {
      this.#buckets.load(page.buckets);
      return;
    }
    const from = this.slots;
    const to = this.#columns.load(page.rows, this.#buckets.length);
    for (let slot = from; slot < to; slot += 1) {
      const bucket = this.#columns.bucket(slot);
      this.#columns.chainTo(slot, this.#buckets.push(bucket, slot));
      const bytes = this.#columns.bytes(slot);
      if (bytes === 0) continue;
      this.#buckets.grow(bucket, 1);
      this.#size += 1;
      this.#bytes += bytes;
    }
  }

  #place(slot: number): Place {
    const columns = this.#columns;
    return {
      bucket: this.#buckets.id(columns.bucket(slot)),
      seq: columns.seq(slot),
      version: columns.version(slot),
      hash: columns.hash(slot),
      deleted: columns.bytes(slot) === 0,
    };
  }
}
