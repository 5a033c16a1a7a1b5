/**
 * Vault, store: the lines of one list, all in memory, one per bucket, packed into pages for a
 * checkpoint. A line keeps its slot, so that a change makes one page dirty.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { BucketId } from '../../../../protocol/ids.ts';
import { HEADS_PAGE } from '../limits.ts';
import type { Heads } from './vault-store.ts';

type Line<H> = readonly [BucketId, H];

export class Lines<H extends object> implements Heads<H> {
  readonly #slots: (Line<H> | null)[] = [];
  readonly #places = new Map<BucketId, number>();
  readonly #free: number[] = [];
  readonly #dirty = new Set<number>();
  readonly #changed: (bucket: BucketId) => void;
  readonly #parse: (raw: unknown) => H;

  /** `changed` hears of every line that is set; `parse` throws for what is no line. */
  constructor(changed: (bucket: BucketId) => void, parse: (raw: unknown) => H) {
    this.#changed = changed;
    this.#parse = parse;
  }

  readonly get = (bucket: BucketId): H | undefined =>
    this.#slots[this.#places.get(bucket) ?? -1]?.[1];
  readonly size = (): number => this.#places.size;

  readonly set = (bucket: BucketId, head: H | null): void => {
    this.#changed(bucket);
    const known = this.#places.get(bucket);
    if (known === undefined && head === null) return;
    const place = known ?? this.#free.pop() ?? this.#slots.length;
    this.#slots[place] = head === null ? null : [bucket, head];
    this.#dirty.add(Math.floor(place / HEADS_PAGE));
    if (head === null) {
      this.#places.delete(bucket);
      this.#free.push(place);
    } else {
      this.#places.set(bucket, place);
    }
  };

  *entries(): IterableIterator<Line<H>> {
    for (const line of this.#slots) if (line !== null) yield line;
  }

  get pages(): number {
    return Math.ceil(this.#slots.length / HEADS_PAGE);
  }

  takeDirty(): readonly number[] {
    const pages = [...this.#dirty];
    this.#dirty.clear();
    return pages;
  }

  giveBack(pages: Iterable<number>): void {
    for (const page of pages) this.#dirty.add(page);
  }

  get isDirty(): boolean {
    return this.#dirty.size > 0;
  }

  page(number: number): Uint8Array {
    const from = number * HEADS_PAGE;
    return utf8ToBytes(JSON.stringify(this.#slots.slice(from, from + HEADS_PAGE)));
  }

  /** Takes the next page of a checkpoint in. Throws when it is not one. */
  load(page: Uint8Array): void {
    const lines: unknown = JSON.parse(new TextDecoder().decode(page));
    if (!Array.isArray(lines) || lines.length > HEADS_PAGE) throw new TypeError('not a page');
    for (const line of lines as readonly unknown[]) {
      const place = this.#slots.length;
      if (!Array.isArray(line)) {
        this.#slots.push(null);
        this.#free.push(place);
        continue;
      }
      const bucket = BucketId(line[0]);
      this.#slots.push([bucket, this.#parse(line[1])]);
      this.#places.set(bucket, place);
    }
  }
}
