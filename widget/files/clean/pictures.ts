import { countExif } from './exif.ts';
import type { PictureFacts } from './jpeg.ts';
import { countXmp, kindOfName } from './named.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { latin1, viewOf } from './view-of.ts';

/** Chunks and blocks of one picture; more is no honest picture of at most 25 MiB. */
const MAX_PARTS = 100_000;

/** Size, movement and everything a PNG says beside its picture. Throws CannotClean `broken`. */
export function inspectPng(file: Uint8Array, tally: Tally): PictureFacts {
  const view = viewOf(file);
  const [width, height] = [view.u32(16), view.u32(20)];
  let [animated, profile, at] = [false, false, 8];
  for (let n = 0; n < MAX_PARTS; n += 1) {
    const length = view.u32(at);
    const type = view.text(at + 4, 4);
    view.u8(at + 11 + length);
    const body = file.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    if (type === 'IEND') {
      if (at < file.length) tally.add('other');
      return { width, height, animated, profile };
    }
    animated ||= type === 'acTL';
    profile ||= type === 'iCCP' || type === 'cICP';
    if (type === 'eXIf') countExif(body, tally);
    else if (type === 'tIME') tally.add('time');
    else if (/^(tEX|iTX|zTX)t$/.test(type)) countPngText(body, tally);
    else if (!pictureChunks.has(type)) tally.add('other');
  }
  throw new CannotClean('broken');
}

const pictureChunks = new Set(
  'IHDR PLTE IDAT tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST acTL fcTL fdAT mDCV cLLI mDCv cLLi'.split(
    ' ',
  ),
);

function countPngText(body: Uint8Array, tally: Tally): void {
  const keyword = latin1(body.subarray(0, 80)).split('\0')[0] ?? '';
  if (keyword === 'XML:com.adobe.xmp') countXmp(latin1(body), tally);
  else tally.add(kindOfName(keyword));
}

/** The same for WebP. */
export function inspectWebp(file: Uint8Array, tally: Tally): PictureFacts {
  const view = viewOf(file);
  let facts: PictureFacts = { width: 0, height: 0, animated: false, profile: false };
  const end = Math.min(file.length, 8 + view.u32(4, true));
  if (end < file.length) tally.add('other');
  let at = 12;
  for (let n = 0; n < MAX_PARTS && at + 8 <= end; n += 1) {
    const type = view.text(at, 4);
    const length = view.u32(at + 4, true);
    const body = file.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw new CannotClean('broken');
    const size = webpSize(type, body);
    if (size !== null && facts.width === 0) facts = { ...facts, ...size };
    if (type === 'ANIM') facts = { ...facts, animated: true };
    else if (type === 'ICCP') facts = { ...facts, profile: true };
    else if (type === 'EXIF') countExif(withoutName(body), tally);
    else if (type === 'XMP ') countXmp(latin1(body), tally);
    else if (!webpPicture.has(type)) tally.add('other');
    at += 8 + length + (length % 2);
  }
  if (facts.width === 0) throw new CannotClean('broken');
  return facts;
}

const webpPicture = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANMF']);

function webpSize(type: string, body: Uint8Array): Pick<PictureFacts, 'width' | 'height'> | null {
  const view = viewOf(body);
  const u24 = (at: number): number => view.u16(at, true) | (view.u8(at + 2) << 16);
  if (type === 'VP8X') return { width: u24(4) + 1, height: u24(7) + 1 };
  if (type === 'VP8 ') {
    return { width: view.u16(6, true) & 0x3fff, height: view.u16(8, true) & 0x3fff };
  }
  if (type !== 'VP8L') return null;
  const bits = view.u32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** Some cameras write JPEG's word before the block. */
const withoutName = (body: Uint8Array): Uint8Array =>
  latin1(body.subarray(0, 6)) === 'Exif\0\0' ? body.subarray(6) : body;

/** The same for GIF. Browsers make its screen as large as its frames, so they count too. */
export function inspectGif(file: Uint8Array, tally: Tally): PictureFacts {
  const view = viewOf(file);
  let [width, height] = [view.u16(6, true), view.u16(8, true)];
  let at = 13 + paletteBytes(view.u8(10));
  let pictures = 0;
  for (let n = 0; n < MAX_PARTS; n += 1) {
    const block = view.u8(at);
    if (block === 0x3b || block === 0x00) break;
    if (block === 0x2c) {
      pictures += 1;
      width = Math.max(width, view.u16(at + 1, true) + view.u16(at + 5, true));
      height = Math.max(height, view.u16(at + 3, true) + view.u16(at + 7, true));
      at += 11 + paletteBytes(view.u8(at + 9));
    } else if (block === 0x21) {
      countGifExtension(view.u8(at + 1), latin1(file.subarray(at + 3, at + 11)), tally);
      at += 2;
    } else throw new CannotClean('broken');
    for (let length = view.u8(at); length > 0; length = view.u8(at)) at += 1 + length;
    at += 1;
  }
  if (pictures === 0) throw new CannotClean('broken');
  return { width, height, animated: pictures > 1, profile: false };
}

const paletteBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 6 << (flags & 7));

function countGifExtension(label: number, name: string, tally: Tally): void {
  if (label === 0xfe) tally.add('comment');
  else if (label === 0x01) tally.add('comment');
  else if (label === 0xff && !/^(NETSCAPE|ANIMEXTS)/.test(name)) tally.add('other');
}
