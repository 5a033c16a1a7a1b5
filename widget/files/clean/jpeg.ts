import { countExif } from './exif.ts';
import { countXmp } from './named.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { joined, latin1, viewOf, type View } from './view-of.ts';

/** One marker of a JPEG with its length field and what belongs to it; a scan carries its coded picture. */
interface Segment {
  readonly marker: number;
  readonly from: number;
  readonly to: number;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP15 = 0xef;
/** More markers than any honest picture has. */
const MAX_SEGMENTS = 65_536;

/** What a picture is, before anything is decoded. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** A colour profile of its own: re-encoding turns its colours into sRGB. */
  readonly profile: boolean;
}

/** Size, profile and everything a JPEG says beside its picture. Throws CannotClean `broken`. */
export function inspectJpeg(file: Uint8Array, tally: Tally): PictureFacts {
  const view = viewOf(file);
  let facts: PictureFacts | null = null;
  let profile = false;
  for (const segment of segmentsOf(view)) {
    if (isFrame(segment.marker)) {
      const [height, width] = [view.u16(segment.from + 5), view.u16(segment.from + 7)];
      facts ??= { width, height, animated: false, profile: false };
    }
    profile ||= isProfile(view, segment);
    if (!isNeeded(view, segment)) count(view, segment, tally);
  }
  if (facts === null) throw new CannotClean('broken');
  return { ...facts, profile };
}

/**
 * The same coded picture without what was said beside it: for pictures inside a PDF, which keep their quality.
 * Only what decoding needs stays: the bare JFIF head, Adobe's colour word and the colour profile.
 */
export function stripJpeg(file: Uint8Array, tally: Tally): Uint8Array<ArrayBuffer> {
  const view = viewOf(file);
  const kept: Uint8Array[] = [];
  for (const segment of segmentsOf(view)) {
    if (!isNeeded(view, segment)) count(view, segment, tally);
    else if (segment.marker === APP0) kept.push(bareHead(view, segment, tally));
    else kept.push(file.subarray(segment.from, segment.to));
  }
  return joined(kept);
}

/** Segments to the end of the picture. What follows it (a film, another picture) belongs to none. */
function* segmentsOf(view: View): Generator<Segment> {
  if (view.u16(0) !== 0xffd8) throw new CannotClean('broken');
  yield { marker: SOI, from: 0, to: 2 };
  let at = 2;
  for (let n = 0; n < MAX_SEGMENTS; n += 1) {
    if (view.u8(at) !== 0xff) throw new CannotClean('broken');
    const marker = view.u8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) {
      yield { marker, from: at, to: at + 2 };
      if (at + 2 < view.bytes.length) {
        yield { marker: BEHIND, from: at + 2, to: view.bytes.length };
      }
      return;
    }
    const length = hasLength(marker) ? view.u16(at + 2) : 0;
    if (length < 2) throw new CannotClean('broken');
    let to = at + 2 + length;
    view.u8(to - 1);
    if (marker === SOS) to = endOfScan(view.bytes, to);
    yield { marker, from: at, to };
    at = to;
  }
  throw new CannotClean('broken');
}

/** The others stand in no honest picture outside a scan; a decoder passes over them and would go on elsewhere than we. */
const hasLength = (marker: number): boolean => marker >= 0xc0 && (marker < 0xd0 || marker > SOI);

/** Not a marker of JPEG: whatever stands behind the end of the picture. */
const BEHIND = -1;

/** Where the coded picture ends: at the next marker that is neither an escaped 0xff nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const inside = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!inside) return at;
  }
  throw new CannotClean('broken');
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const begins = (view: View, { from, to }: Segment, word: string): boolean =>
  from + 4 + word.length <= to && view.text(from + 4, word.length) === word;

const isProfile = (view: View, segment: Segment): boolean =>
  segment.marker === 0xe2 && begins(view, segment, 'ICC_PROFILE\0');

function isNeeded(view: View, segment: Segment): boolean {
  const { marker } = segment;
  if (marker === COM || marker === BEHIND) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return begins(view, segment, 'JFIF\0');
  if (marker === 0xee) return begins(view, segment, 'Adobe') && segment.to - segment.from === 16;
  return isProfile(view, segment);
}

const BARE_HEAD = 18;

/** JFIF's head may carry a small copy of the picture, perhaps of one that was cut later. */
function bareHead(view: View, { from, to }: Segment, tally: Tally): Uint8Array {
  if (to - from <= BARE_HEAD) return view.bytes.subarray(from, to);
  tally.add('thumbnail');
  const head = view.bytes.slice(from, from + BARE_HEAD);
  head.set([0, BARE_HEAD - 2], 2);
  head.set([0, 0], BARE_HEAD - 2);
  return head;
}

function count(view: View, segment: Segment, tally: Tally): void {
  const body = view.bytes.subarray(segment.from + 4, segment.to);
  if (segment.marker === COM) tally.add('comment');
  else if (begins(view, segment, 'Exif\0')) countExif(body.subarray(6), tally);
  else if (begins(view, segment, 'http://ns.adobe.com/')) countXmp(latin1(body), tally);
  else if (begins(view, segment, 'JFXX')) tally.add('thumbnail');
  else if (begins(view, segment, 'Photoshop')) tally.add('author');
  else tally.add('other');
}
