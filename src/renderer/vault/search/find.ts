/**
 * Vault, search: which records answer a query. All words have to be there; records found without
 * forgiving a typing mistake come first, and among like the newest.
 */
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { RecordKind } from '../../../contract/search.ts';
import { addTo, countBits, eachBitDown, keepIn, noBits, takeOut, type Bits } from './bits.ts';
import { exactly, nearly, withAll } from './dictionary.ts';
import type { Sought } from './forms.ts';
import type { Held } from './full-text.ts';
import { ENOUGH_EXACT } from './limits.ts';
import { kinds, type Segment } from './segment.ts';

export interface Filters {
  readonly kinds: readonly RecordKind[];
  readonly from: number | null;
  readonly to: number | null;
  /** As the index names authors. Null: anybody, and what says of nobody who wrote it. */
  readonly author: ((author: string) => boolean) | null;
  readonly language: string | null;
  /** Null: every bucket. */
  readonly bucket: ((bucket: BucketId) => boolean) | null;
}

export interface Found {
  readonly kind: RecordKind;
  readonly bucket: BucketId;
  readonly id: RowId;
  readonly at: number;
}

/** The best `limit` records. */
export function find(
  parts: readonly Held[],
  words: readonly Sought[],
  query: { readonly filters: Filters; readonly limit: number },
): readonly Found[] {
  if (words.length === 0) return [];
  const { sure, unsure } = candidates(parts, words);
  const best = new Best(query.limit);
  take(parts, sure, { best, filters: query.filters });
  const first = best.inOrder();
  if (first.length >= query.limit) return first;
  const rest = new Best(query.limit - first.length);
  take(parts, unsure, { best: rest, filters: query.filters });
  return [...first, ...rest.inOrder()];
}

/** The buckets in which a record has all of these whole terms. */
export function bucketsWith(parts: readonly Held[], terms: readonly string[]): Set<BucketId> {
  const buckets = new Set<BucketId>();
  for (const { segment, gone } of parts) {
    const found = withAll(segment, terms);
    takeOut(found, gone);
    eachBitDown(found, (n) => {
      buckets.add(bucketIn(segment, segment.bucketOf[n] ?? 0));
    });
  }
  return buckets;
}

/** Everybody who wrote what can be found; languages stand among them. */
export const namesIn = (parts: readonly Held[]): ReadonlySet<string> =>
  new Set(parts.flatMap(({ segment }) => segment.names));

/** Per part: records with all words as written, and further ones with all words, typing mistakes forgiven. */
function candidates(parts: readonly Held[], words: readonly Sought[]) {
  const sure = parts.map(({ segment }) => everything(segment));
  const all = parts.map(({ segment }) => everything(segment));
  for (const word of words) {
    const exact = parts.map(({ segment, gone }) => {
      const found = exactly(segment, word);
      takeOut(found, gone);
      return found;
    });
    const seldom = exact.reduce((sum, found) => sum + countBits(found), 0) < ENOUGH_EXACT;
    for (const [i, { segment, gone }] of parts.entries()) {
      const found = exact[i] ?? noBits(0);
      keepIn(sure[i] ?? noBits(0), found);
      if (seldom) {
        addTo(found, nearly(segment, word));
        takeOut(found, gone);
      }
      keepIn(all[i] ?? noBits(0), found);
    }
  }
  for (const [i, found] of all.entries()) takeOut(found, sure[i] ?? noBits(0));
  return { sure, unsure: all };
}

const everything = (segment: Segment): Bits => noBits(segment.records).fill(0xffffffff);

function take(
  parts: readonly Held[],
  found: readonly Bits[],
  into: { readonly best: Best; readonly filters: Filters },
): void {
  for (const [i, { segment }] of parts.entries()) {
    const fits = filterFor(segment, into.filters);
    if (fits === null) continue;
    eachBitDown(found[i] ?? noBits(0), (n) => {
      const at = segment.at[n] ?? 0;
      if (into.best.wants(at) && fits(n)) into.best.add({ segment, n, at });
    });
  }
}

/** What the filters ask of one record of this segment; null when none of it can fit. */
function filterFor(segment: Segment, filters: Filters): ((n: number) => boolean) | null {
  const authors = filters.author === null ? null : segment.names.map(filters.author);
  const language = filters.language === null ? null : segment.names.indexOf(filters.language);
  if (authors?.includes(true) === false || language === -1) return null;
  const inPlace = bucketsFor(segment, filters.bucket);
  const inTime = timeOf(segment, filters);
  const wanted = kinds.map((kind) => filters.kinds.includes(kind));
  return (n) =>
    wanted[segment.kindOf[n] ?? 0] === true &&
    inTime(n) &&
    (authors === null || authors[segment.authorOf[n] ?? 0] === true) &&
    (language === null || segment.languageOf[n] === language) &&
    (inPlace === null || inPlace[segment.bucketOf[n] ?? 0] === true);
}

function timeOf(segment: Segment, filters: Filters): (n: number) => boolean {
  const from = filters.from ?? Number.NEGATIVE_INFINITY;
  const to = filters.to ?? Number.POSITIVE_INFINITY;
  return (n) => {
    const at = segment.at[n] ?? 0;
    return at >= from && at <= to;
  };
}

function bucketsFor(segment: Segment, fits: Filters['bucket']): readonly boolean[] | null {
  if (fits === null) return null;
  return Array.from({ length: segment.bucketIds.length / 4 }, (_, i) => fits(bucketIn(segment, i)));
}

interface Place {
  readonly segment: Segment;
  readonly n: number;
  readonly at: number;
}

/** The newest few of many. */
class Best {
  readonly #limit: number;
  readonly #places: Place[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  wants(at: number): boolean {
    const last = this.#places[this.#limit - 1];
    return this.#limit > 0 && (last === undefined || at > last.at);
  }

  add(place: Place): void {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#places[middle]?.at ?? 0) >= place.at) low = middle + 1;
      else high = middle;
    }
    this.#places.splice(low, 0, place);
    if (this.#places.length > this.#limit) this.#places.pop();
  }

  inOrder(): readonly Found[] {
    return this.#places.map(({ segment, n, at }) => ({
      kind: kinds[segment.kindOf[n] ?? 0] ?? 'message',
      bucket: bucketIn(segment, segment.bucketOf[n] ?? 0),
      id: RowId.of(idIn(segment.ids, n)),
      at,
    }));
  }
}

const bucketIn = (segment: Segment, i: number): BucketId => BucketId.of(idIn(segment.bucketIds, i));

const idIn = (ids: Uint32Array, n: number): Uint8Array =>
  new Uint8Array(ids.buffer, ids.byteOffset + n * 16, 16);
