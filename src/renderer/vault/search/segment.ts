/**
 * Vault, search: one finished part of the index. Never changed once made; two or more become one.
 *
 * Everything is in one buffer of plain numbers, because a JavaScript object per word and record is
 * ten times the size, and because a buffer goes to the snapshot and back without being read.
 */
import { ByteList } from './byte-list.ts';

const MAGIC = 0x31495642;

/** What is found: kinds as the numbers a segment keeps. */
export const kinds = ['message', 'case', 'evidence', 'note'] as const;

/** Columns, one value per record. `id` and `bucket` are 16 bytes as four numbers. */
export interface Segment {
  readonly buffer: ArrayBuffer;
  readonly records: number;
  readonly terms: number;
  readonly at: Float64Array;
  readonly ids: Uint32Array;
  /** Index into `bucketIds`. */
  readonly bucketOf: Uint32Array;
  readonly bucketIds: Uint32Array;
  /** Index into `names`; 0 is none. */
  readonly authorOf: Uint16Array;
  readonly languageOf: Uint8Array;
  readonly kindOf: Uint8Array;
  readonly names: readonly string[];
  /** The terms in order of their UTF-16 units: term n stands from `termAt[n]` to `termAt[n + 1]`. */
  readonly letters: Uint16Array;
  readonly termAt: Uint32Array;
  /** Which records have term n: `lists` from `listAt[n]` to `listAt[n + 1]`. */
  readonly lists: Uint8Array;
  readonly listAt: Uint32Array;
}

interface Sizes {
  readonly records: number;
  readonly terms: number;
  readonly buckets: number;
  readonly letters: number;
  readonly lists: number;
  readonly names: number;
}
const sizeNames = ['records', 'terms', 'buckets', 'letters', 'lists', 'names'] as const;
const HEAD_WORDS = 2 + sizeNames.length;

/** Where each column lies. Wide numbers first, so that every column is aligned. */
function layout(sizes: Sizes) {
  const { records, terms, buckets, letters, lists, names } = sizes;
  let end = HEAD_WORDS * 4;
  const next = (bytes: number): number => {
    const start = end;
    end += bytes;
    return start;
  };
  const places = {
    at: next(records * 8),
    ids: next(records * 16),
    bucketOf: next(records * 4),
    bucketIds: next(buckets * 16),
    termAt: next((terms + 1) * 4),
    listAt: next((terms + 1) * 4),
    authorOf: next(records * 2),
    letters: next(letters * 2),
    languageOf: next(records),
    kindOf: next(records),
    names: next(names),
    lists: next(lists),
  };
  return { places, end };
}

/** Reads a segment where it lies. Null when these bytes are not one: they came from the snapshot. */
export function segmentIn(buffer: ArrayBuffer): Segment | null {
  if (buffer.byteLength < HEAD_WORDS * 4) return null;
  const head = new Uint32Array(buffer, 0, HEAD_WORDS);
  if (head[0] !== MAGIC) return null;
  const size = (name: (typeof sizeNames)[number]): number => head[2 + sizeNames.indexOf(name)] ?? 0;
  const sizes: Sizes = {
    records: size('records'),
    terms: size('terms'),
    buckets: size('buckets'),
    letters: size('letters'),
    lists: size('lists'),
    names: size('names'),
  };
  if (layout(sizes).end !== buffer.byteLength) return null;
  const columns = columnsIn(buffer, sizes);
  const { termAt, listAt } = columns;
  const whole = termAt[sizes.terms] === sizes.letters && listAt[sizes.terms] === sizes.lists;
  return whole ? { buffer, records: sizes.records, terms: sizes.terms, ...columns } : null;
}

function columnsIn(buffer: ArrayBuffer, { records, terms, buckets, letters, lists, names }: Sizes) {
  const { places } = layout({ records, terms, buckets, letters, lists, names });
  return {
    at: new Float64Array(buffer, places.at, records),
    ids: new Uint32Array(buffer, places.ids, records * 4),
    bucketOf: new Uint32Array(buffer, places.bucketOf, records),
    bucketIds: new Uint32Array(buffer, places.bucketIds, buckets * 4),
    termAt: new Uint32Array(buffer, places.termAt, terms + 1),
    listAt: new Uint32Array(buffer, places.listAt, terms + 1),
    authorOf: new Uint16Array(buffer, places.authorOf, records),
    letters: new Uint16Array(buffer, places.letters, letters),
    languageOf: new Uint8Array(buffer, places.languageOf, records),
    kindOf: new Uint8Array(buffer, places.kindOf, records),
    names: namesFrom(new Uint8Array(buffer, places.names, names)),
    lists: new Uint8Array(buffer, places.lists, lists),
  };
}

/** One record's columns on their way into a segment. Ids are four numbers at `place * 4` of `ids`. */
export interface Line {
  readonly at: number;
  readonly ids: Uint32Array;
  readonly id: number;
  readonly bucketIds: Uint32Array;
  readonly bucket: number;
  readonly author: string;
  readonly language: string;
  readonly kind: number;
}

const MAX_LANGUAGES = 255;
const MAX_NAMES = 65_535;

/** Makes a segment: all records in order first, then all terms in order, each with its records in order. */
export class SegmentWriter {
  readonly #lines: {
    readonly at: Float64Array;
    readonly ids: Uint32Array;
    readonly bucketOf: Uint32Array;
    readonly authorOf: Uint16Array;
    readonly languageOf: Uint8Array;
    readonly kindOf: Uint8Array;
  };
  readonly #bucketAt = new Map<string, number>();
  readonly #bucketIds: number[] = [];
  /** Authors and languages. A language's column has one byte; a team has few of either. */
  readonly #names: string[] = [''];
  readonly #nameAt = new Map<string, number>([['', 0]]);
  readonly #lists = new ByteList(64 * 1024);
  readonly #termAt: number[] = [0];
  readonly #listAt: number[] = [0];
  #letters = new Uint16Array(64 * 1024);
  #lettersEnd = 0;
  #records = 0;
  #last = -1;

  constructor(records: number) {
    this.#lines = {
      at: new Float64Array(records),
      ids: new Uint32Array(records * 4),
      bucketOf: new Uint32Array(records),
      authorOf: new Uint16Array(records),
      languageOf: new Uint8Array(records),
      kindOf: new Uint8Array(records),
    };
  }

  line(line: Line): void {
    const n = this.#records;
    const { at, ids, bucketOf, authorOf, languageOf, kindOf } = this.#lines;
    at[n] = line.at;
    for (let i = 0; i < 4; i += 1) ids[n * 4 + i] = line.ids[line.id * 4 + i] ?? 0;
    bucketOf[n] = this.#bucket(line.bucketIds, line.bucket);
    languageOf[n] = this.#name(line.language, MAX_LANGUAGES);
    authorOf[n] = this.#name(line.author, MAX_NAMES);
    kindOf[n] = line.kind;
    this.#records += 1;
  }

  letter(unit: number): void {
    if (this.#lettersEnd === this.#letters.length) {
      const larger = new Uint16Array(this.#letters.length * 2);
      larger.set(this.#letters);
      this.#letters.fill(0);
      this.#letters = larger;
    }
    this.#letters[this.#lettersEnd] = unit;
    this.#lettersEnd += 1;
  }

  /** The current term is in this record. */
  record(n: number): void {
    this.#lists.number(n - this.#last);
    this.#last = n;
  }

  /** Ends the current term; one in no record is not kept. */
  endTerm(): void {
    if (this.#last < 0) {
      this.#lettersEnd = this.#termAt.at(-1) ?? 0;
      return;
    }
    this.#termAt.push(this.#lettersEnd);
    this.#listAt.push(this.#lists.length);
    this.#last = -1;
  }

  done(): Segment {
    const names = new TextEncoder().encode(JSON.stringify(this.#names));
    const sizes: Sizes = {
      records: this.#records,
      terms: this.#termAt.length - 1,
      buckets: this.#bucketAt.size,
      letters: this.#lettersEnd,
      lists: this.#lists.length,
      names: names.length,
    };
    const { places, end } = layout(sizes);
    const buffer = new ArrayBuffer(end);
    const head = sizeNames.map((name) => sizes[name]);
    new Uint32Array(buffer, 0, HEAD_WORDS).set([MAGIC, 1, ...head]);
    new Uint8Array(buffer, places.names, names.length).set(names);
    const columns = columnsIn(buffer, sizes);
    for (const name of ['at', 'ids', 'bucketOf', 'authorOf', 'languageOf', 'kindOf'] as const) {
      columns[name].set(this.#lines[name].subarray(0, columns[name].length));
    }
    columns.bucketIds.set(this.#bucketIds);
    columns.termAt.set(this.#termAt);
    columns.listAt.set(this.#listAt);
    columns.letters.set(this.#letters.subarray(0, this.#lettersEnd));
    columns.lists.set(this.#lists.view());
    this.#letters.fill(0);
    this.#lists.wipe();
    return { buffer, records: sizes.records, terms: sizes.terms, ...columns };
  }

  #bucket(from: Uint32Array, place: number): number {
    const words = [0, 1, 2, 3].map((i) => from[place * 4 + i] ?? 0);
    const name = words.join();
    let known = this.#bucketAt.get(name);
    if (known === undefined) {
      known = this.#bucketAt.size;
      this.#bucketAt.set(name, known);
      this.#bucketIds.push(...words);
    }
    return known;
  }

  /** Too many different names would only make the filter by this one fail, so that one is left out. */
  #name(name: string, most: number): number {
    const known = this.#nameAt.get(name);
    if (known !== undefined) return known <= most ? known : 0;
    if (this.#names.length > most) return 0;
    this.#nameAt.set(name, this.#names.length);
    this.#names.push(name);
    return this.#names.length - 1;
  }
}

function namesFrom(json: Uint8Array): readonly string[] {
  try {
    const names: unknown = JSON.parse(new TextDecoder().decode(json));
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}
