import {
  blank,
  boxesOf,
  erase,
  eraseAround,
  inOrder,
  isFilled,
  type Box,
  type Extent,
} from './boxes.ts';
import { countExif } from './exif.ts';
import { addressesIn, itemsOf, listOfItems, type Item } from './heif-items.ts';
import { countXmp } from './named.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { countRemarks } from './user-data.ts';
import { joined, latin1, viewOf, type View } from './view-of.ts';

/**
 * HEIC and AVIF, cleaned in place: the items that are pictures stay, those that are Exif, XMP, small copies or
 * anything else are zeros under a name no program asks for, and so is every byte no kept item points to.
 *
 * Throws CannotClean. The bytes given are changed.
 */
export function cleanHeif(file: Uint8Array, tally: Tally): string {
  const view = viewOf(file);
  const top = boxesOf(view, 0, file.length);
  const meta = top.find(({ type }) => type === 'meta');
  // Pictures that move are films in the same file, with tables of their own.
  if (meta === undefined || top.some(({ type }) => type === 'moov'))
    throw new CannotClean('unknown');
  const parts = boxesOf(view, meta.at + 4, meta.to);
  const items = itemsOf(view, parts);
  const isKept = (item: Item): boolean => pictures.has(item.type) && !item.isThumbnail;
  if (items.some((item) => item.isPrimary && !isKept(item))) throw new CannotClean('unknown');
  const kept = inOrder(items.filter(isKept).flatMap(({ extents }) => extents));
  for (const item of items) {
    if (!isKept(item)) dropItem(view, item, { kept, tally });
    else if (item.unname()) tally.add('other');
  }
  for (const part of parts) cleanPart(view, part, { kept, tally });
  for (const box of top) {
    if (box.type === 'mdat') {
      if (eraseAround(view, box, kept)) tally.add('other');
    } else if (!topLevel.has(box.type)) drop(view, box, tally);
  }
  const brand = view.text(top[0]?.at ?? 0, 4);
  return brand.startsWith('avi') ? 'image/avif' : 'image/heic';
}

interface Around {
  readonly kept: readonly Extent[];
  readonly tally: Tally;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const topLevel = words('ftyp meta mdat');
const pictures = words('hvc1 hev1 lhv1 hvt1 av01 avc1 vvc1 j2k1 grid iden iovl tmap');
const partsKept = words('hdlr pitm iloc iinf iref iprp idat grpl dinf');
/** Properties a picture needs to be shown as it is. Places in their list count, so others become empty boxes. */
const properties = words(
  'ispe colr hvcC lhvC avcC vvcC av1C a1op a1lx j2kH pixi irot imir pasp clap clli mdcv cclv amve auxC lsel rloc tols oinf rrtp',
);
const refersToDropped = words('thmb cdsc');

function cleanPart(view: View, part: Box, { kept, tally }: Around): void {
  if (!partsKept.has(part.type)) return drop(view, part, tally);
  if (part.type === 'hdlr') {
    if (part.at + 24 < part.to && erase(view, part.at + 24, part.to)) tally.add('software');
  } else if (part.type === 'idat') {
    if (eraseAround(view, part, kept)) tally.add('other');
  } else if (part.type === 'iref') {
    for (const box of boxesOf(view, part.at + 4, part.to)) {
      if (refersToDropped.has(box.type)) blank(view, box);
    }
  } else if (part.type === 'iinf') {
    keepOnly(view, listOfItems(view, part), { kept: words('infe'), tally });
  } else if (part.type === 'iprp') {
    const lists = boxesOf(view, part.at, part.to);
    keepOnly(view, lists, { kept: words('ipco ipma'), tally });
    for (const list of lists) {
      if (list.type !== 'ipco') continue;
      keepOnly(view, boxesOf(view, list.at, list.to), { kept: properties, tally });
    }
  } else if (part.type === 'dinf') {
    const addresses = addressesIn(view, part);
    keepOnly(view, boxesOf(view, part.at, part.to), { kept: words('dref'), tally });
    keepOnly(view, addresses, { kept: words('url urn'), tally });
    // Version and flags stay: they say that the picture is in this file.
    for (const { at, to } of addresses) {
      if (at + 4 < to && erase(view, at + 4, to)) tally.add('other');
    }
  }
}

function keepOnly(
  view: View,
  boxes: readonly Box[],
  { kept, tally }: { readonly kept: ReadonlySet<string>; readonly tally: Tally },
): void {
  for (const box of boxes) if (!kept.has(box.type.trimEnd())) drop(view, box, tally);
}

function drop(view: View, box: Box, tally: Tally): void {
  if (isFilled(view, box.at, box.to)) countRemarks(view, box, tally);
  blank(view, box);
}

function dropItem(view: View, item: Item, { kept, tally }: Around): void {
  const content = joined(item.extents.map(({ from, to }) => view.bytes.slice(from, to)));
  // Names of things, and things that were zeroed before, are worth no word.
  if (content.every((byte) => byte === 0)) return item.rename();
  if (item.isThumbnail) tally.add('thumbnail');
  // An Exif item begins with how far its block is away.
  else if (item.type === 'Exif') countExif(content.subarray(exifAt(content)), tally);
  else if (item.type === 'mime') countXmp(latin1(content), tally);
  else tally.add('other');
  const overlaps = item.extents.some((mine) =>
    kept.some((other) => mine.from < other.to && other.from < mine.to),
  );
  if (overlaps) throw new CannotClean('broken');
  for (const { from, to } of item.extents) view.bytes.fill(0, from, to);
  item.rename();
}

function exifAt(content: Uint8Array): number {
  if (content.length < 4) return 0;
  return 4 + viewOf(content).u32(0);
}
