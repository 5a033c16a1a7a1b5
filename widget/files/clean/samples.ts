import type { Box, Extent } from './boxes.ts';
import { CannotClean } from './refusal.ts';
import type { View } from './view-of.ts';

/** More than a day of sound in 25 MiB has. */
const MAX_SAMPLES = 8_000_000;

/**
 * Where the samples of one track lie, by its tables of chunks and sizes. Throws CannotClean `broken` for tables
 * that contradict one another: then nobody knows what may be zeroed.
 */
export function sampleExtents(view: View, tables: readonly Box[]): readonly Extent[] {
  const offsets = tables.find(({ type }) => type === 'stco' || type === 'co64');
  const sizes = tables.find(({ type }) => type === 'stsz' || type === 'stz2');
  const chunks = tables.find(({ type }) => type === 'stsc');
  if (offsets === undefined || sizes === undefined || chunks === undefined) {
    throw new CannotClean('broken');
  }
  const sizeOf = sizesIn(view, sizes);
  const wide = offsets.type === 'co64';
  const count = view.u32(offsets.at + 4);
  const perChunk = chunkLengths(view, chunks);
  const extents: Extent[] = [];
  let sample = 0;
  for (let chunk = 0; chunk < count; chunk += 1) {
    const place = offsets.at + 8 + chunk * (wide ? 8 : 4);
    const from = wide ? view.u64(place) : view.u32(place);
    let to = from;
    const samples = perChunk(chunk + 1);
    for (let n = 0; n < samples && sample < sizeOf.count; n += 1, sample += 1) {
      to += sizeOf.at(sample);
    }
    if (to > view.bytes.length) throw new CannotClean('broken');
    extents.push({ from, to });
  }
  if (sample < sizeOf.count) throw new CannotClean('broken');
  return extents;
}

interface Sizes {
  readonly count: number;
  readonly at: (sample: number) => number;
}

function sizesIn(view: View, box: Box): Sizes {
  const count = view.u32(box.at + 8);
  if (count > MAX_SAMPLES) throw new CannotClean('broken');
  const table = box.at + 12;
  if (box.type === 'stsz') {
    const same = view.u32(box.at + 4);
    return { count, at: same > 0 ? () => same : (sample) => view.u32(table + sample * 4) };
  }
  const bits = view.u8(box.at + 7);
  return {
    count,
    at: (sample) => {
      if (bits === 16) return view.u16(table + sample * 2);
      if (bits === 8) return view.u8(table + sample);
      const pair = view.u8(table + (sample >> 1));
      return sample % 2 === 0 ? pair >> 4 : pair & 15;
    },
  };
}

/** How many samples a chunk has; asked in rising order. */
function chunkLengths(view: View, box: Box): (chunk: number) => number {
  const count = view.u32(box.at + 4);
  let entry = 0;
  return (chunk) => {
    if (count === 0) throw new CannotClean('broken');
    while (entry + 1 < count && view.u32(box.at + 8 + (entry + 1) * 12) <= chunk) entry += 1;
    return view.u32(box.at + 12 + entry * 12);
  };
}
