import { CannotClean } from './refusal.ts';
import type { RemovedKind, Tally } from './removed.ts';
import { countId3 } from './tags.ts';
import { joined, viewOf, type View } from './view-of.ts';

/** Format, sound and its length, in a RIFF of their own; every other chunk is left out. Throws CannotClean. */
export function cleanWav(file: Uint8Array, tally: Tally): Uint8Array<ArrayBuffer> {
  const view = viewOf(file);
  const kept: Uint8Array[] = [];
  let hasSound = false;
  let at = 12;
  for (let n = 0; at + 8 <= file.length; n += 1) {
    if (n >= MAX_CHUNKS) throw new CannotClean('broken');
    const type = view.text(at, 4);
    // Recorders that were cut off leave the length of the sound open.
    const length = Math.min(view.u32(at + 4, true), file.length - at - 8);
    if (needed.has(type)) kept.push(chunk(type, file.subarray(at + 8, at + 8 + length)));
    else count(view, { type, at: at + 8, length }, tally);
    hasSound ||= type === 'data';
    at += 8 + length + (length % 2);
  }
  if (!hasSound) throw new CannotClean('broken');
  return chunk('RIFF', joined([ascii('WAVE'), ...kept]));
}

const MAX_CHUNKS = 10_000;
const needed = new Set(['fmt ', 'fact', 'data']);

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

function chunk(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  head.set(ascii(type));
  new DataView(head.buffer).setUint32(4, body.length, true);
  return joined([head, body, new Uint8Array(body.length % 2)]);
}

interface Chunk {
  readonly type: string;
  readonly at: number;
  readonly length: number;
}

function count(view: View, { type, at, length }: Chunk, tally: Tally): void {
  if (length === 0) return;
  const body = view.bytes.subarray(at, at + length);
  if (type.toLowerCase() === 'id3 ') return countId3(body, tally);
  if (type === 'LIST' && length >= 4 && view.text(at, 4) === 'INFO') {
    return countInfo(view, at + 4, at + length, tally);
  }
  for (const kind of chunkKinds[type] ?? ['other']) tally.add(kind);
}

function countInfo(view: View, from: number, to: number, tally: Tally): void {
  for (let at = from; at + 8 <= to;) {
    tally.add(infoKinds[view.text(at, 4)] ?? 'other');
    const length = view.u32(at + 4, true);
    at += 8 + length + (length % 2);
  }
}

const chunkKinds: Readonly<Record<string, readonly RemovedKind[]>> = {
  bext: ['author', 'time', 'device'],
  iXML: ['device'],
  cart: ['author', 'time'],
  _PMX: ['author'],
};

const infoKinds: Readonly<Record<string, RemovedKind>> = {
  IARL: 'place',
  IART: 'author',
  ICMS: 'author',
  ICOP: 'author',
  IENG: 'author',
  INAM: 'author',
  IPRD: 'author',
  ITCH: 'author',
  ICMT: 'comment',
  IKEY: 'comment',
  ISBJ: 'comment',
  ICRD: 'time',
  ISFT: 'software',
  ISRC: 'device',
  ISRF: 'device',
};
