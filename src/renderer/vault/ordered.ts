/**
 * Vault: the packed lines of one list in the order in which they are shown.
 *
 * Sorted once, when first asked for; after that a changed line is moved by bisection, so a page of
 * 50,000 lines costs no more than a page of fifty.
 */
import type { BucketId } from '../../../protocol/ids.ts';
import type { Heads } from './store/vault-store.ts';

type Line<H> = readonly [BucketId, H];

export class Ordered<H extends object> {
  readonly #heads: Heads<H>;
  readonly #compare: (a: Line<H>, b: Line<H>) => number;
  #sorted: Line<H>[] | null = null;

  /** `compare` decides what comes first; lines that it calls equal keep an order of their own. */
  constructor(heads: Heads<H>, compare: (a: H, b: H) => number) {
    this.#heads = heads;
    this.#compare = ([a, one], [b, other]) => compare(one, other) || (a < b ? -1 : Number(a > b));
  }

  get size(): number {
    return this.#heads.size();
  }

  get(bucket: BucketId): H | undefined {
    return this.#heads.get(bucket);
  }

  entries(): IterableIterator<Line<H>> {
    return this.#heads.entries();
  }

  /** Null removes the line. */
  set(bucket: BucketId, head: H | null): void {
    const before = this.#heads.get(bucket);
    this.#heads.set(bucket, head);
    const sorted = this.#sorted;
    if (sorted === null) return;
    if (before !== undefined) sorted.splice(this.#placeOf(sorted, [bucket, before]), 1);
    if (head === null) return;
    const line: Line<H> = [bucket, head];
    sorted.splice(this.#placeOf(sorted, line), 0, line);
  }

  page({ from, limit }: { readonly from: number; readonly limit: number }): readonly H[] {
    this.#sorted ??= Array.from(this.#heads.entries()).toSorted(this.#compare);
    return this.#sorted.slice(from, from + limit).map(([, head]) => head);
  }

  /** Where this line stands, or would stand. */
  #placeOf(sorted: readonly Line<H>[], line: Line<H>): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = sorted[middle];
      if (there !== undefined && this.#compare(there, line) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
