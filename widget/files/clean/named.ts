import type { RemovedKind, Tally } from './removed.ts';

/**
 * What an entry is about, by its name in any of the formats that name entries in words: XMP, PNG keywords,
 * comments of Vorbis, keys of QuickTime. The first pattern that fits counts.
 */
export const kindOfName = (name: string): RemovedKind =>
  patterns.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';

const patterns: readonly (readonly [RemovedKind, RegExp])[] = [
  ['place', /gps|location|latitude|longitude|xyz|loci|country|city|state$|geo/i],
  ['thumbnail', /thumb|cover|picture|covr|preview/i],
  ['device', /make$|model|serial|lens|device|camera|host|\u00a9mod|\u00a9mak/i],
  ['software', /software|encod|tool|producer|history|\u00a9too|\u00a9swr|\u00a9enc|vendor/i],
  ['time', /date|time|year|\u00a9day/i],
  [
    'author',
    /artist|author|creator|owner|rights|copyright|credit|byline|performer|composer|publisher|organi[sz]ation|contact|title|album|\u00a9nam|\u00a9art|\u00a9aut|\u00a9alb|\u00a9wrt|aart|auth|perf|titl|cprt/i,
  ],
  ['comment', /comment|descr|caption|subject|keyword|lyrics|note|dscp|\u00a9cmt|\u00a9des/i],
];

/** Counts the properties of an XMP packet by their names, at most so many. */
export function countXmp(packet: string, tally: Tally): void {
  let counted = 0;
  for (const [, prefix, name = ''] of packet.matchAll(/[<\s](\w{2,24}):(\w{1,48})[=>\s]/g)) {
    if (structure.has(prefix ?? '')) continue;
    counted += 1;
    if (counted > MAX_PROPERTIES) break;
    tally.add(kindOfName(name));
  }
  if (counted === 0) tally.add('other');
}

const MAX_PROPERTIES = 2000;
/** What holds XMP together and says nothing. */
const structure = new Set(['rdf', 'x', 'xmlns', 'xml']);
