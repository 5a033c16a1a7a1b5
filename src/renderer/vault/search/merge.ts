/** Vault, search: several segments become one, a little at a time; records that are gone stay behind with their words. */
import { breather, type Breathe } from '../turns.ts';
import { eachBitDown, hasBit, type Bits } from './bits.ts';
import { eachIn } from './byte-list.ts';
import { SegmentWriter, type Segment } from './segment.ts';

/** A segment, and which of its records no longer count. */
export interface Part {
  readonly segment: Segment;
  readonly gone: Bits;
}

export interface Merged {
  readonly segment: Segment;
  /** Number in the new segment by number in each old one, plus one; 0: left behind. */
  readonly places: readonly Uint32Array[];
}

/** What long work asks between two slices. */
export interface Pace {
  readonly ticks: () => number;
  readonly stopped: () => boolean;
}

/** Terms between two looks at the clock. */
const TERMS_AT_ONCE = 64;

/**
 * `gone` is looked at once, at the beginning; what goes meanwhile is to be marked again by `places`.
 * Null when it was told to stop.
 */
export async function mergeOf(
  parts: readonly Part[],
  { ticks, stopped }: Pace,
): Promise<Merged | null> {
  const breathe = breather(ticks);
  const { writer, places } = await linesOf(parts, breathe);
  const cursors = parts.map(() => 0);
  for (let n = 1; ; n += 1) {
    const first = lowest(parts, cursors);
    if (first === null) return { segment: writer.done(), places };
    writeTerm(writer, first);
    for (const [i, { segment }] of parts.entries()) {
      const term = cursors[i] ?? 0;
      if (term >= segment.terms || order(segment, term, first) !== 0) continue;
      writeRecords(writer, { segment, term, to: places[i] ?? new Uint32Array() });
      cursors[i] = term + 1;
    }
    writer.endTerm();
    if (n % TERMS_AT_ONCE === 0) await breathe();
    if (stopped()) return null;
  }
}

async function linesOf(
  parts: readonly Part[],
  breathe: Breathe,
): Promise<{ readonly writer: SegmentWriter; readonly places: readonly Uint32Array[] }> {
  const all = parts.reduce((sum, { segment }) => sum + segment.records, 0);
  const writer = new SegmentWriter(all);
  const places: Uint32Array[] = [];
  let next = 1;
  for (const { segment, gone } of parts) {
    const to = new Uint32Array(segment.records);
    for (let n = 0; n < segment.records; n += 1) {
      if (hasBit(gone, n)) continue;
      writer.line(lineOf(segment, n));
      to[n] = next;
      next += 1;
      if (n % TERMS_AT_ONCE === 0) await breathe();
    }
    places.push(to);
  }
  return { writer, places };
}

const lineOf = (segment: Segment, n: number) => ({
  at: segment.at[n] ?? 0,
  ids: segment.ids,
  id: n,
  bucketIds: segment.bucketIds,
  bucket: segment.bucketOf[n] ?? 0,
  author: segment.names[segment.authorOf[n] ?? 0] ?? '',
  language: segment.names[segment.languageOf[n] ?? 0] ?? '',
  kind: segment.kindOf[n] ?? 0,
});

interface TermAt {
  readonly segment: Segment;
  readonly term: number;
}

/** The first term in order of all that are next. */
function lowest(parts: readonly Part[], cursors: readonly number[]): TermAt | null {
  let first: TermAt | null = null;
  for (const [i, { segment }] of parts.entries()) {
    const term = cursors[i] ?? 0;
    if (term >= segment.terms) continue;
    if (first === null || order(segment, term, first) < 0) first = { segment, term };
  }
  return first;
}

function order(segment: Segment, term: number, other: TermAt): number {
  const a = segment.termAt[term] ?? 0;
  const b = other.segment.termAt[other.term] ?? 0;
  const lengthA = (segment.termAt[term + 1] ?? 0) - a;
  const lengthB = (other.segment.termAt[other.term + 1] ?? 0) - b;
  const shorter = Math.min(lengthA, lengthB);
  for (let i = 0; i < shorter; i += 1) {
    const difference = (segment.letters[a + i] ?? 0) - (other.segment.letters[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

function writeTerm(writer: SegmentWriter, { segment, term }: TermAt): void {
  const end = segment.termAt[term + 1] ?? 0;
  for (let i = segment.termAt[term] ?? 0; i < end; i += 1) writer.letter(segment.letters[i] ?? 0);
}

/** Records keep their order within a part, and parts stand one after the other: the list stays ascending. */
function writeRecords(
  writer: SegmentWriter,
  from: { readonly segment: Segment; readonly term: number; readonly to: Uint32Array },
): void {
  const { lists, listAt } = from.segment;
  const place = { from: listAt[from.term] ?? 0, to: listAt[from.term + 1] ?? 0 };
  eachIn(lists, place, (old) => {
    const record = from.to[old] ?? 0;
    if (record > 0) writer.record(record - 1);
  });
}

/** Calls with the new number of each record that went while the parts were merged. */
export function goneMeanwhile(
  parts: readonly { readonly before: Bits; readonly now: Bits; readonly places: Uint32Array }[],
  went: (record: number) => void,
): void {
  for (const { before, now, places } of parts) {
    eachBitDown(now, (old) => {
      const record = places[old] ?? 0;
      if (!hasBit(before, old) && record > 0) went(record - 1);
    });
  }
}
