import { skipId3 } from './mp3.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { countVorbis } from './tags.ts';
import { joined, viewOf, type View } from './view-of.ts';

/** FLAC with the two blocks a player needs: what the stream is, and where to seek. Throws CannotClean `broken`. */
export function cleanFlac(file: Uint8Array, tally: Tally): Uint8Array<ArrayBuffer> {
  const view = viewOf(file);
  const kept: Uint8Array[] = [];
  let at = skipId3(file, tally);
  if (view.text(at, 4) !== 'fLaC') throw new CannotClean('broken');
  at += 4;
  for (let last = false; !last;) {
    const head = view.u8(at);
    last = (head & 0x80) !== 0;
    const length = (view.u8(at + 1) << 16) | view.u16(at + 2);
    const to = at + 4 + length;
    view.u8(to - 1);
    const block = file.slice(at, to);
    block[0] = head & 0x7f;
    if (needed.has(head & 0x7f)) kept.push(block);
    else count(head & 0x7f, block.subarray(4), tally);
    at = to;
  }
  const final = kept.at(-1);
  if (final === undefined) throw new CannotClean('broken');
  final[0] = (final[0] ?? 0) | 0x80;
  return joined([SIGN, ...kept, file.subarray(at, soundEnd(file, tally))]);
}

const SIGN = Uint8Array.from([0x66, 0x4c, 0x61, 0x43]);
const STREAM_INFO = 0;
const PADDING = 1;
const SEEK_TABLE = 3;
const COMMENTS = 4;
const PICTURE = 6;
const needed = new Set([STREAM_INFO, SEEK_TABLE]);

function count(block: number, body: Uint8Array, tally: Tally): void {
  if (block === COMMENTS) countVorbis(body, tally);
  else if (block === PICTURE) tally.add('thumbnail');
  else if (block !== PADDING || body.some((byte) => byte !== 0)) tally.add('other');
}

const ID3V1 = 128;
/** The end of an APE tag, and the like of it that may stand in front. */
const APE = 32;
const APE_HAS_HEAD = 0x8000_0000;
const MAX_TAGS = 16;

/** FLAC has its own place for words, yet programs for MP3 put their tags behind it, one behind the other. */
function soundEnd(file: Uint8Array, tally: Tally): number {
  const view = viewOf(file);
  let end = file.length;
  for (let n = 0; n < MAX_TAGS; n += 1) {
    const length = tagBefore(view, end);
    if (length === 0) return end;
    tally.add('author');
    end -= length;
  }
  throw new CannotClean('broken');
}

/** Bytes of the tag that ends here, or 0. */
function tagBefore(view: View, end: number): number {
  const startsWith = (word: string, at: number): boolean =>
    at >= 0 && view.text(at, word.length) === word;
  if (startsWith('TAG', end - ID3V1)) return ID3V1;
  if (!startsWith('APETAGEX', end - APE)) return 0;
  const head = view.u32(end - APE + 20, true) >= APE_HAS_HEAD ? APE : 0;
  const length = view.u32(end - APE + 12, true) + head;
  if (length < APE || length > end) throw new CannotClean('broken');
  return length;
}
