import { boxesOf, erase, type Box, type Extent } from './boxes.ts';
import { CannotClean } from './refusal.ts';
import type { View } from './view-of.ts';

/** One item of a HEIC file: a picture, a tile of one, or something said about it. */
export interface Item {
  readonly id: number;
  readonly type: string;
  readonly isPrimary: boolean;
  /** A small copy of another item. */
  readonly isThumbnail: boolean;
  /** Where it lies in the file. */
  readonly extents: readonly Extent[];
  /** Takes its name from it, which any program may have written; answers whether there was one. */
  readonly unname: () => boolean;
  /** Takes type and names from it: nobody asks for it any more. */
  readonly rename: () => void;
}

/** Tiles of the largest pictures are a few hundred. */
const MAX_ITEMS = 10_000;
const MAX_EXTENTS = 64;

/** Every item with its place. Throws CannotClean for lists that contradict themselves or point into other items. */
export function itemsOf(view: View, parts: readonly Box[]): readonly Item[] {
  const seek = (type: string): Box | undefined => parts.find((part) => part.type === type);
  const find = (type: string): Box => {
    const box = seek(type);
    if (box === undefined) throw new CannotClean('broken');
    return box;
  };
  const primary = numberAt(view, find('pitm').at, view.u8(find('pitm').at) === 0 ? 2 : 4, 4);
  const sources = addressesIn(view, seek('dinf'));
  const places = placesIn(view, find('iloc'), { idat: seek('idat'), sources });
  const thumbnails = thumbnailsIn(view, seek('iref'));
  return entriesIn(view, find('iinf')).map((entry) => ({
    ...entry,
    isPrimary: entry.id === primary,
    isThumbnail: thumbnails.has(entry.id),
    extents: places.get(entry.id) ?? [],
  }));
}

type Entry = Pick<Item, 'id' | 'type' | 'unname' | 'rename'>;

/** What stands in the list of items: one box for each, and whatever else somebody put there. */
export const listOfItems = (view: View, list: Box): readonly Box[] =>
  boxesOf(view, list.at + (view.u8(list.at) === 0 ? 6 : 8), list.to);

function entriesIn(view: View, list: Box): readonly Entry[] {
  const entries = listOfItems(view, list).filter(({ type }) => type === 'infe');
  if (entries.length > MAX_ITEMS) throw new CannotClean('broken');
  return entries.map((box) => {
    const version = view.u8(box.at);
    if (version < 2) throw new CannotClean('unknown');
    const typeAt = box.at + (version === 2 ? 8 : 10);
    const unname = (): boolean => typeAt + 4 < box.to && erase(view, typeAt + 4, box.to);
    return {
      id: numberAt(view, box.at, version === 2 ? 2 : 4, 4),
      type: view.text(typeAt, 4),
      unname,
      rename: () => {
        view.bytes.set(NOTHING, typeAt);
        unname();
      },
    };
  });
}

/** 'skip' */
const NOTHING = [0x73, 0x6b, 0x69, 0x70];

/** Where a picture file says its items lie: in this file, or at an address. None says: in this file. */
export function addressesIn(view: View, dinf: Box | undefined): readonly Box[] {
  if (dinf === undefined) return [];
  const list = boxesOf(view, dinf.at, dinf.to).find(({ type }) => type === 'dref');
  return list === undefined ? [] : boxesOf(view, list.at + 8, list.to);
}

/** Flag of an address: it is this file. */
const SAME_FILE = 1;

interface Sources {
  readonly idat: Box | undefined;
  readonly sources: readonly Box[];
}

function placesIn(
  view: View,
  box: Box,
  { idat, sources }: Sources,
): ReadonlyMap<number, readonly Extent[]> {
  const version = view.u8(box.at);
  if (version > 2) throw new CannotClean('unknown');
  const sizes = view.u16(box.at + 4);
  const size = (shift: number): number => checked((sizes >> shift) & 15);
  const [offset, length, base, index] = [size(12), size(8), size(4), version > 0 ? size(0) : 0];
  const reader = readerAt(view, box.at + 6);
  const wide = version === 2 ? 4 : 2;
  const count = reader(wide);
  if (count > MAX_ITEMS) throw new CannotClean('broken');
  const places = new Map<number, readonly Extent[]>();
  for (let n = 0; n < count; n += 1) {
    const id = reader(wide);
    const method = version > 0 ? reader(2) & 15 : 0;
    const source = reader(2);
    const address = sources[source - 1];
    // What lies in another file is not here to be cleaned.
    if (source > 0 && (address === undefined || (view.u32(address.at) & SAME_FILE) === 0))
      throw new CannotClean('unknown');
    const start = reader(base) + startOf(method, idat);
    const extents = reader(2);
    if (extents > MAX_EXTENTS || places.has(id)) throw new CannotClean('broken');
    const found: Extent[] = [];
    for (let m = 0; m < extents; m += 1) {
      reader(index);
      const from = start + reader(offset);
      const bytes = reader(length);
      // No length: all that is left of the file.
      const to = bytes === 0 ? view.bytes.length : from + bytes;
      if (to > view.bytes.length || from > to) throw new CannotClean('broken');
      found.push({ from, to });
    }
    places.set(id, found);
  }
  return places;
}

/** Items lie in the file or in `idat`; those made of other items are too entangled to take one out. */
function startOf(method: number, idat: Box | undefined): number {
  if (method === 0) return 0;
  if (method !== 1 || idat === undefined) throw new CannotClean('unknown');
  return idat.at;
}

function thumbnailsIn(view: View, box: Box | undefined): ReadonlySet<number> {
  if (box === undefined) return new Set();
  const bytes = view.u8(box.at) === 0 ? 2 : 4;
  return new Set(
    boxesOf(view, box.at + 4, box.to)
      .filter(({ type }) => type === 'thmb')
      .map(({ at }) => numberAt(view, at, bytes, 0)),
  );
}

function checked(size: number): number {
  if (size !== 0 && size !== 4 && size !== 8) throw new CannotClean('broken');
  return size;
}

const numberAt = (view: View, at: number, bytes: number, skip: number): number =>
  readerAt(view, at + skip)(bytes);

/** Reads whole numbers of 0, 2, 4 or 8 bytes one after the other. */
function readerAt(view: View, start: number): (bytes: number) => number {
  let at = start;
  return (bytes) => {
    const from = at;
    at += bytes;
    if (bytes === 0) return 0;
    if (bytes === 2) return view.u16(from);
    return bytes === 4 ? view.u32(from) : view.u64(from);
  };
}
