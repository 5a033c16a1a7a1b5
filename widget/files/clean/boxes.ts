import { CannotClean } from './refusal.ts';
import type { View } from './view-of.ts';

/** One box of an ISO media file (MP4, MOV, M4A, HEIC, AVIF): its type and where it and its content lie. */
export interface Box {
  readonly type: string;
  readonly from: number;
  /** Where the content begins, behind size and type. */
  readonly at: number;
  readonly to: number;
}

/** Boxes of one level; an honest file has a handful, fragmented films a few thousand. */
const MAX_BOXES = 50_000;

/** The boxes between two places, in order. Throws CannotClean `broken` where they do not fill it exactly. */
export function boxesOf(view: View, from: number, to: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to;) {
    // QuickTime ends lists of boxes with four zero bytes.
    if (to - at === 4 && view.u32(at) === 0) break;
    const box = boxAt(view, at, to);
    boxes.push(box);
    if (boxes.length > MAX_BOXES) throw new CannotClean('broken');
    at = box.to;
  }
  return boxes;
}

function boxAt(view: View, from: number, limit: number): Box {
  const size = view.u32(from);
  const at = size === 1 ? from + 16 : from + 8;
  const to = size === 0 ? limit : from + (size === 1 ? view.u64(from + 8) : size);
  if (to < at || to > limit) throw new CannotClean('broken');
  return { type: view.text(from + 4, 4), from, at, to };
}

/** Makes a box an empty one of the same length, so that every offset in the file still holds. */
export function blank(view: View, box: Box): void {
  view.bytes.set(FREE, box.from + 4);
  view.bytes.fill(0, box.at, box.to);
}

const FREE = [0x66, 0x72, 0x65, 0x65];

/** Whether something other than zeros stands there. */
export const isFilled = (view: View, from: number, to: number): boolean =>
  view.bytes.subarray(from, to).some((byte) => byte !== 0);

/** Zeros; answers whether there was anything. */
export function erase(view: View, from: number, to: number): boolean {
  view.u8(Math.max(from, to - 1));
  const filled = isFilled(view, from, to);
  view.bytes.fill(0, from, to);
  return filled;
}

/** Bytes of a file from one place up to another. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Zeros everything between two places that lies in none of the kept extents; answers whether there was anything. */
export function eraseAround(view: View, { at, to }: Box, kept: readonly Extent[]): boolean {
  let done = at;
  let found = false;
  for (const extent of kept) {
    if (extent.to <= at || extent.from >= to) continue;
    if (extent.from > done && erase(view, done, extent.from)) found = true;
    done = Math.max(done, Math.min(extent.to, to));
  }
  if (done < to && erase(view, done, to)) found = true;
  return found;
}

/** In the order they lie in the file. */
export const inOrder = (extents: readonly Extent[]): readonly Extent[] =>
  extents.toSorted((a, b) => a.from - b.from);
