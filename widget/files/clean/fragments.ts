import { boxesOf, type Box, type Extent } from './boxes.ts';
import { CannotClean } from './refusal.ts';
import type { View } from './view-of.ts';

/** Runs of samples in one film; a day in pieces of a second, with picture and sound, has fewer. */
const MAX_RUNS = 200_000;

/**
 * Where the samples of a film in fragments lie, by the tables of every fragment (ISO 14496-12, 8.8). Throws
 * CannotClean: `broken` for tables that point out of the file, `unknown` where more than these tables tell.
 */
export function fragmentExtents(view: View, top: readonly Box[]): readonly Extent[] {
  const sizes = usualSizes(view, top);
  const extents: Extent[] = [];
  for (const fragment of top.filter(({ type }) => type === 'moof')) {
    let end = fragment.from;
    for (const track of inside(view, fragment, 'traf')) {
      const { from, size } = headOf(view, track, { fragment, end, sizes });
      end = from;
      for (const run of inside(view, track, 'trun')) {
        const found = extentOf(view, run, { from, end, size });
        ({ to: end } = found);
        extents.push(found);
        if (extents.length > MAX_RUNS) throw new CannotClean('broken');
      }
    }
  }
  return extents;
}

const inside = (view: View, box: Box, type: string): readonly Box[] =>
  boxesOf(view, box.at, box.to).filter((child) => child.type === type);

/** How many bytes a sample has where no fragment says, by track. */
function usualSizes(view: View, top: readonly Box[]): ReadonlyMap<number, number> {
  const extended = top
    .filter(({ type }) => type === 'moov')
    .flatMap((movie) => inside(view, movie, 'mvex'));
  return new Map(
    extended
      .flatMap((box) => inside(view, box, 'trex'))
      .map(({ at }) => [view.u32(at + 4), view.u32(at + 16)]),
  );
}

const flagsOf = (view: View, { at }: Box): number => view.u32(at) & 0xff_ff_ff;

interface Before {
  readonly fragment: Box;
  /** Where the data of the track before this one ends. */
  readonly end: number;
  readonly sizes: ReadonlyMap<number, number>;
}

/** Where offsets of this track count from, and the bytes of a sample that says none itself. */
function headOf(
  view: View,
  track: Box,
  { fragment, end, sizes }: Before,
): { readonly from: number; readonly size: number } {
  const [head, another] = inside(view, track, 'tfhd');
  if (head === undefined || another !== undefined) throw new CannotClean('broken');
  // Keys and marks of locked samples may lie between them.
  if (inside(view, track, 'saio').length > 0) throw new CannotClean('unknown');
  const flags = flagsOf(view, head);
  const usual = sizes.get(view.u32(head.at + 4));
  if (usual === undefined) throw new CannotClean('broken');
  let at = head.at + 8;
  const given = (flag: number, bytes: number): number | null => {
    if ((flags & flag) === 0) return null;
    at += bytes;
    return at - bytes;
  };
  const base = given(0x1, 8);
  given(0x2, 4);
  given(0x8, 4);
  const size = given(0x10, 4);
  return {
    from: base !== null ? view.u64(base) : (flags & 0x2_00_00) !== 0 ? fragment.from : end,
    size: size === null ? usual : view.u32(size),
  };
}

interface Around {
  readonly from: number;
  /** Where the run before this one ends. */
  readonly end: number;
  readonly size: number;
}

/** One run: its samples lie one behind the other. */
function extentOf(view: View, run: Box, { from: base, end, size }: Around): Extent {
  const flags = flagsOf(view, run);
  const count = view.u32(run.at + 4);
  const hasOffset = (flags & 0x1) !== 0;
  const from = hasOffset ? base + (view.u32(run.at + 8) | 0) : end;
  const table = run.at + 8 + (hasOffset ? 4 : 0) + ((flags & 0x4) !== 0 ? 4 : 0);
  const bytes = perSample.filter((flag) => (flags & flag) !== 0).length * 4;
  if (table + count * bytes > run.to) throw new CannotClean('broken');
  let to = from;
  if ((flags & SIZE) === 0) to += count * size;
  else {
    const at = table + ((flags & DURATION) !== 0 ? 4 : 0);
    for (let n = 0; n < count; n += 1) to += view.u32(at + n * bytes);
  }
  if (from < 0 || to > view.bytes.length) throw new CannotClean('broken');
  return { from, to };
}

const DURATION = 0x1_00;
const SIZE = 0x2_00;
/** Duration, size, flags and shift of each sample, four bytes each where they are there. */
const perSample = [DURATION, SIZE, 0x4_00, 0x8_00];
