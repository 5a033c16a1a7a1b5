/** Vault, search: the terms of one segment: found by bisection, by their beginning, and in spite of typing mistakes. */
import { addTo, keepIn, noBits, setBit, type Bits } from './bits.ts';
import { eachIn } from './byte-list.ts';
import { EditRows } from './edits.ts';
import type { Sought } from './forms.ts';
import type { Segment } from './segment.ts';

/** Records that have the word as it is looked for, without typing mistakes. */
export function exactly(segment: Segment, sought: Sought): Bits {
  const found = noBits(segment.records);
  for (const prefix of sought.prefixes) {
    const from = firstFrom(segment, prefix);
    const to = pastPrefix(segment, prefix, from);
    for (let term = from; term < to; term += 1) collect(segment, term, found);
  }
  for (const term of sought.whole) {
    const at = firstFrom(segment, term);
    if (isTerm(segment, at, term)) collect(segment, at, found);
  }
  return found;
}

/** Records that have a term within so many typing mistakes of the word. */
export function nearly(segment: Segment, { near, edits }: Sought): Bits {
  const found = noBits(segment.records);
  if (edits === 0) return found;
  for (const term of nearTerms(segment, near, edits)) collect(segment, term, found);
  return found;
}

/** Records that have all of these whole terms. */
export function withAll(segment: Segment, terms: readonly string[]): Bits {
  const [first, ...rest] = terms.map((term) => {
    const found = noBits(segment.records);
    const at = firstFrom(segment, term);
    if (isTerm(segment, at, term)) collect(segment, at, found);
    return found;
  });
  const all = noBits(segment.records);
  if (first === undefined) return all;
  addTo(all, first);
  for (const one of rest) keepIn(all, one);
  return all;
}

/**
 * Walks the sorted terms as if they were a tree: a term shares the rows of what it has in common with
 * the one before, and when a beginning is already too far off, everything that begins so is leapt over.
 */
function nearTerms(segment: Segment, word: string, edits: number): readonly number[] {
  const { letters, termAt } = segment;
  const rows = new EditRows(word, edits);
  const found: number[] = [];
  let rowsFor = 0;
  let before = 0;
  for (let term = 0; term < segment.terms;) {
    const start = termAt[term] ?? 0;
    const length = (termAt[term + 1] ?? 0) - start;
    let depth = common(letters, before, start, Math.min(rowsFor, length));
    let alive = true;
    while (depth < length && alive) {
      alive = depth < rows.deepest && rows.take(depth, letters[start + depth] ?? 0);
      depth += 1;
    }
    before = start;
    rowsFor = depth;
    if (alive) {
      if (rows.near(length)) found.push(term);
      term += 1;
    } else {
      term = pastBeginning(segment, term, depth);
    }
  }
  return found;
}

function common(letters: Uint16Array, a: number, b: number, most: number): number {
  let n = 0;
  while (n < most && letters[a + n] === letters[b + n]) n += 1;
  return n;
}

/** The first term after `term` that does not begin with its first `length` letters: leaps, then bisection. */
function pastBeginning(segment: Segment, term: number, length: number): number {
  const { letters, termAt, terms } = segment;
  const start = termAt[term] ?? 0;
  const same = (other: number): boolean => {
    const at = termAt[other] ?? 0;
    return (termAt[other + 1] ?? 0) - at >= length && common(letters, start, at, length) === length;
  };
  let low = term + 1;
  let leap = 1;
  while (low + leap < terms && same(low + leap)) {
    low += leap;
    leap *= 2;
  }
  let high = Math.min(low + leap, terms);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (same(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the first term that is not before this one. */
function firstFrom(segment: Segment, term: string): number {
  let low = 0;
  let high = segment.terms;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(segment, middle, term) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pastPrefix(segment: Segment, prefix: string, from: number): number {
  if (from >= segment.terms || !begins(segment, from, prefix)) return from;
  return pastBeginning(segment, from, prefix.length);
}

function begins(segment: Segment, at: number, prefix: string): boolean {
  const start = segment.termAt[at] ?? 0;
  if ((segment.termAt[at + 1] ?? 0) - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i += 1) {
    if (segment.letters[start + i] !== prefix.charCodeAt(i)) return false;
  }
  return true;
}

const isTerm = (segment: Segment, at: number, term: string): boolean =>
  at < segment.terms &&
  (segment.termAt[at + 1] ?? 0) - (segment.termAt[at] ?? 0) === term.length &&
  begins(segment, at, term);

function compare({ letters, termAt }: Segment, at: number, term: string): number {
  const start = termAt[at] ?? 0;
  const length = (termAt[at + 1] ?? 0) - start;
  const shorter = Math.min(length, term.length);
  for (let i = 0; i < shorter; i += 1) {
    const difference = (letters[start + i] ?? 0) - term.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return length - term.length;
}

function collect({ lists, listAt }: Segment, term: number, found: Bits): void {
  const place = { from: listAt[term] ?? 0, to: listAt[term + 1] ?? 0 };
  eachIn(lists, place, (record) => setBit(found, record));
}
