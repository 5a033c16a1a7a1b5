import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { countVorbis } from './tags.ts';
import { joined, latin1, viewOf } from './view-of.ts';

/**
 * Ogg with Vorbis or Opus: the packet of comments becomes an empty one, the pages behind it are numbered and
 * summed up anew, and no sound is touched. Throws CannotClean; `unknown` for other things in an Ogg, or several.
 */
export function cleanOgg(file: Uint8Array, tally: Tally): Uint8Array<ArrayBuffer> {
  const pages = pagesOf(file);
  const [first] = pages;
  const codec = first && codecs.find(({ begins }) => latin1(first.body).startsWith(begins));
  if (first === undefined || codec === undefined) throw new CannotClean('unknown');
  if (pages.some((page, i) => page.serial !== first.serial || isStart(page) !== (i === 0))) {
    throw new CannotClean('unknown');
  }
  const { packets, from } = headersOf(pages, codec.headers);
  const [, comments = new Uint8Array(), ...setup] = packets;
  if (latin1(comments.subarray(0, codec.comments.length)) !== codec.comments) {
    throw new CannotClean('broken');
  }
  countVorbis(comments.subarray(codec.comments.length), tally);
  const head = { ...first, granule: new Uint8Array(8), flags: 0 };
  const anew = pack([codec.empty, ...setup], head);
  const all = [first, ...anew, ...pages.slice(from)];
  return joined(all.map((page, number) => written(page, number)));
}

const signs = (text: string): readonly number[] => Array.from(text, (sign) => sign.charCodeAt(0));
const NO_COMMENTS = [0, 0, 0, 0, 0, 0, 0, 0] as const;

const codecs = [
  {
    begins: '\x01vorbis',
    comments: '\x03vorbis',
    headers: 3,
    empty: Uint8Array.from([...signs('\x03vorbis'), ...NO_COMMENTS, 1]),
  },
  {
    begins: 'OpusHead',
    comments: 'OpusTags',
    headers: 2,
    empty: Uint8Array.from([...signs('OpusTags'), ...NO_COMMENTS]),
  },
] as const;

interface Page {
  readonly flags: number;
  readonly granule: Uint8Array;
  readonly serial: number;
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
}

const CONTINUED = 1;
const START = 2;
const HEAD = 27;
const MAX_LACING = 255;
const MAX_PAGES = 200_000;

const isStart = ({ flags }: Page): boolean => (flags & START) !== 0;

function pagesOf(file: Uint8Array): readonly Page[] {
  const view = viewOf(file);
  const pages: Page[] = [];
  for (let at = 0; at < file.length && pages.length < MAX_PAGES;) {
    if (view.text(at, 4) !== 'OggS' || view.u8(at + 4) !== 0) throw new CannotClean('broken');
    const segments = view.u8(at + 26);
    view.u8(at + HEAD + segments - 1);
    const lacing = file.subarray(at + HEAD, at + HEAD + segments);
    const from = at + HEAD + segments;
    const to = from + lacing.reduce((sum, length) => sum + length, 0);
    if (to > file.length) throw new CannotClean('broken');
    pages.push({
      flags: view.u8(at + 5),
      granule: file.subarray(at + 6, at + 14),
      serial: view.u32(at + 14, true),
      lacing,
      body: file.subarray(from, to),
    });
    at = to;
  }
  return pages;
}

/** The packets before the sound, and the page where the sound begins: they never share one. */
function headersOf(
  pages: readonly Page[],
  count: number,
): { readonly packets: readonly Uint8Array[]; readonly from: number } {
  const packets: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  for (const [number, { lacing, body }] of pages.entries()) {
    let at = 0;
    for (const [i, length] of lacing.entries()) {
      parts.push(body.subarray(at, at + length));
      at += length;
      if (length === MAX_LACING) continue;
      packets.push(joined(parts));
      parts = [];
      if (packets.length < count) continue;
      if (i + 1 < lacing.length) throw new CannotClean('broken');
      return { packets, from: number + 1 };
    }
  }
  throw new CannotClean('broken');
}

/** Packets on pages of their own, as many as they need. */
function pack(packets: readonly Uint8Array[], head: Page): readonly Page[] {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from<number>({ length: Math.floor(length / MAX_LACING) }).fill(MAX_LACING),
    length % MAX_LACING,
  ]);
  const content = joined(packets);
  const pages: Page[] = [];
  let at = 0;
  for (let i = 0; i < lacing.length; i += MAX_LACING) {
    const mine = Uint8Array.from(lacing.slice(i, i + MAX_LACING));
    const to = at + mine.reduce((sum, length) => sum + length, 0);
    const flags = lacing[i - 1] === MAX_LACING ? CONTINUED : 0;
    pages.push({ ...head, flags, lacing: mine, body: content.subarray(at, to) });
    at = to;
  }
  return pages;
}

function written(page: Page, number: number): Uint8Array {
  const bytes = new Uint8Array(HEAD + page.lacing.length + page.body.length);
  const data = new DataView(bytes.buffer);
  bytes.set(signs('OggS'));
  bytes[5] = page.flags;
  bytes.set(page.granule, 6);
  data.setUint32(14, page.serial, true);
  data.setUint32(18, number, true);
  bytes[26] = page.lacing.length;
  bytes.set(page.lacing, HEAD);
  bytes.set(page.body, HEAD + page.lacing.length);
  data.setUint32(22, checksum(bytes), true);
  return bytes;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  return sum >>> 0;
});

/** Ogg's own: CRC-32 of polynomial 0x04c11db7, most significant bit first, nothing inverted. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return sum;
}
