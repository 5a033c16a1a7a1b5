import { CannotClean } from './refusal.ts';
import type { RemovedKind, Tally } from './removed.ts';
import { viewOf, type View } from './view-of.ts';

/** Counts what an Exif block says. Hostile blocks end early: each directory is read once, and only so many. */
export function countExif(block: Uint8Array, tally: Tally): void {
  const view = viewOf(block);
  try {
    const order = view.text(0, 2);
    if (order !== 'II' && order !== 'MM') return tally.add('other');
    const little = order === 'II';
    readDirectories({ view, little, tally }, view.u32(4, little));
  } catch (error) {
    // What cannot be read is taken out all the same; only its kind is not known.
    if (!(error instanceof CannotClean)) throw error;
    tally.add('other');
  }
}

interface Reading {
  readonly view: View;
  readonly little: boolean;
  readonly tally: Tally;
}

const MAX_DIRECTORIES = 16;
const MAX_ENTRIES = 1024;
const EXIF = 0x8769;
const GPS = 0x8825;

function readDirectories(reading: Reading, start: number): void {
  const seen = new Set<number>();
  const waiting: { readonly at: number; readonly is: 'main' | 'exif' | 'thumbnail' }[] = [
    { at: start, is: 'main' },
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { at, is } = next;
    if (at === 0 || seen.has(at) || seen.size >= MAX_DIRECTORIES) continue;
    seen.add(at);
    if (is === 'thumbnail') {
      reading.tally.add('thumbnail');
      continue;
    }
    const { view, little } = reading;
    const entries = Math.min(view.u16(at, little), MAX_ENTRIES);
    for (let i = 0; i < entries; i += 1) {
      const entry = at + 2 + i * 12;
      const tag = view.u16(entry, little);
      if (tag === EXIF) waiting.push({ at: view.u32(entry + 8, little), is: 'exif' });
      else if (tag === GPS) reading.tally.add('place');
      else count(tag, is === 'exif', reading.tally);
    }
    const following = at + 2 + entries * 12;
    if (is === 'main') waiting.push({ at: view.u32(following, little), is: 'thumbnail' });
  }
}

function count(tag: number, inExif: boolean, tally: Tally): void {
  const kind = kinds.get(tag);
  if (kind !== undefined) tally.add(kind);
  else if (inExif) tally.add('other');
}

const tags: Readonly<Partial<Record<RemovedKind, readonly number[]>>> = {
  time: [0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292],
  // Maker and model, host, maker's notes, serial numbers and lenses, the picture's own number.
  device: [0x010f, 0x0110, 0x013c, 0x927c, 0xa420, 0xa431, 0xa432, 0xa433, 0xa434, 0xa435, 0xc62f],
  author: [0x013b, 0x8298, 0xa430, 0x9c9d],
  software: [0x0131],
  comment: [0x010e, 0x9286, 0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f],
  other: [0x02bc, 0x83bb],
};

const kinds: ReadonlyMap<number, RemovedKind> = new Map(
  Object.entries(tags).flatMap(([kind, list]) =>
    list.map((tag) => [tag, kind as RemovedKind] as const),
  ),
);
