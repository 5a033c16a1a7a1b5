import { boxesOf, type Box } from './boxes.ts';
import { kindOfName } from './named.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { latin1, type View } from './view-of.ts';

/** Counts by kind what a box full of remarks says, before it is blanked. What cannot be read counts as one. */
export function countRemarks(view: View, box: Box, tally: Tally): void {
  try {
    const names = namesIn(view, box, 0);
    for (const name of names) tally.add(kindOfName(name));
    if (names.length === 0) tally.add(kindOfName(box.type));
  } catch (error) {
    if (!(error instanceof CannotClean)) throw error;
    tally.add('other');
  }
}

const MAX_DEPTH = 4;
const MAX_NAMES = 1000;

function namesIn(view: View, box: Box, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  switch (box.type) {
    case 'udta':
      return children(view, box.at, box).flatMap((child) =>
        child.type === 'meta' ? namesIn(view, child, depth + 1) : [child.type],
      );
    case 'meta':
      return metaNames(view, box, depth);
    case 'uuid':
      return xmpNames(view, box);
    default:
      return [];
  }
}

/** MP4 puts version and flags before the boxes of a `meta`, QuickTime does not. */
function metaNames(view: View, box: Box, depth: number): readonly string[] {
  const isQuickTime = box.to - box.at >= 8 && view.text(box.at + 4, 4) === 'hdlr';
  const parts = children(view, isQuickTime ? box.at : box.at + 4, box);
  const keys = parts.find(({ type }) => type === 'keys');
  if (keys !== undefined) return keyNames(view, keys);
  return parts.flatMap((part) => {
    if (part.type === 'ilst') return children(view, part.at, part).map(({ type }) => type);
    return namesIn(view, part, depth + 1);
  });
}

/** Apple's keys: com.apple.quicktime.location.ISO6709 and its like. Only the last word says what it is. */
function keyNames(view: View, keys: Box): readonly string[] {
  const count = Math.min(view.u32(keys.at + 4), MAX_NAMES);
  const names: string[] = [];
  let at = keys.at + 8;
  for (let n = 0; n < count && at < keys.to; n += 1) {
    const size = view.u32(at);
    if (size < 8) throw new CannotClean('broken');
    names.push(view.text(at + 8, size - 8).replace('com.apple.quicktime.', ''));
    at += size;
  }
  return names;
}

const children = (view: View, from: number, box: Box): readonly Box[] =>
  boxesOf(view, from, box.to).slice(0, MAX_NAMES);

const xmpNames = (view: View, box: Box): readonly string[] =>
  [...latin1(view.bytes.subarray(box.at, box.to)).matchAll(/[<\s]\w{2,24}:(\w{1,48})[=>]/g)]
    .slice(0, MAX_NAMES)
    .map(([, name = '']) => name);
