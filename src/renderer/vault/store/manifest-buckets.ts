/** Vault, store: the manifest's buckets by number, each with its records as a chain of slots. */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { BucketId, ID_BYTES, idBytes } from '../../../../protocol/ids.ts';
import { MANIFEST_PAGE } from '../limits.ts';
import { NOWHERE } from './manifest-columns.ts';

export class Buckets {
  readonly #ids: BucketId[] = [];
  readonly #numbers = new Map<BucketId, number>();
  readonly #last: number[] = [];
  readonly #live: number[] = [];

  get length(): number {
    return this.#ids.length;
  }

  /** The bucket's number, given out when it is asked for first. */
  indexOf(id: BucketId): number {
    const known = this.find(id);
    return known === NOWHERE ? this.#add(id) : known;
  }

  find(id: BucketId): number {
    return this.#numbers.get(id) ?? NOWHERE;
  }

  id(index: number): BucketId {
    const id = this.#ids[index];
    if (id === undefined) throw new RangeError('no such bucket');
    return id;
  }

  /** The newest slot of a bucket's chain becomes `slot`; answers the one before. */
  push(index: number, slot: number): number {
    const before = this.last(index);
    this.#last[index] = slot;
    return before;
  }

  last(index: number): number {
    return this.#last[index] ?? NOWHERE;
  }

  live(index: number): number {
    return this.#live[index] ?? 0;
  }

  grow(index: number, more: number): void {
    this.#live[index] = this.live(index) + more;
  }

  get pages(): number {
    return Math.ceil(this.#ids.length / MANIFEST_PAGE);
  }

  page(number: number): Uint8Array {
    const from = number * MANIFEST_PAGE;
    const ids = this.#ids.slice(from, from + MANIFEST_PAGE);
    const bytes = new Uint8Array(ids.length * ID_BYTES);
    for (const [at, id] of ids.entries()) bytes.set(idBytes(id), at * ID_BYTES);
    return bytes;
  }

  load(page: Uint8Array): void {
    if (page.length % ID_BYTES !== 0) throw new ProtocolError('bad-body', 'buckets');
    for (let at = 0; at < page.length; at += ID_BYTES) {
      this.#add(BucketId.of(page.subarray(at, at + ID_BYTES)));
    }
  }

  #add(id: BucketId): number {
    const index = this.#ids.push(id) - 1;
    this.#numbers.set(id, index);
    this.#last.push(NOWHERE);
    this.#live.push(0);
    return index;
  }
}
