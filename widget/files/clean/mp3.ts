import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { countId3 } from './tags.ts';
import { joined, latin1 } from './view-of.ts';

/**
 * The sound frames of an MP3 and nothing else: ID3 in front, ID3v1, APE and Lyrics3 behind, and whatever was put
 * between are left out. Throws CannotClean `broken` where there is no sound.
 */
export function cleanMp3(file: Uint8Array, tally: Tally): Uint8Array<ArrayBuffer> {
  const start = skipId3(file, tally);
  countBehind(file, tally);
  const frames: Uint8Array[] = [];
  let strange = false;
  let at = start;
  while (at + 4 <= file.length) {
    const length = frameBytes(file, at);
    if (length > 0 && isFollowed(file, at + length)) {
      frames.push(file.subarray(at, at + length));
      at += length;
    } else {
      strange = true;
      const next = file.indexOf(0xff, at + 1);
      at = next < 0 ? file.length : next;
    }
  }
  if (frames.length === 0) throw new CannotClean('broken');
  if (strange && Object.keys(tally.removed()).length === 0) tally.add('other');
  return joined(frames);
}

/** Several tags may stand one behind the other. Answers where they end. */
export function skipId3(file: Uint8Array, tally: Tally): number {
  let at = 0;
  for (let n = 0; n < MAX_TAGS && latin1(file.subarray(at, at + 3)) === 'ID3'; n += 1) {
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = file.subarray(at + 5, at + 10);
    const footer = (flags & 0x10) === 0 ? 0 : 10;
    const to = at + 10 + ((a << 21) | (b << 14) | (c << 7) | d) + footer;
    if (to > file.length) throw new CannotClean('broken');
    countId3(file.subarray(at, to), tally);
    at = to;
  }
  return at;
}

const MAX_TAGS = 16;
/** What stands behind the sound is short, but for pictures in an APE tag. */
const BEHIND_BYTES = 64 * 1024;

/** Tags behind the sound are no frames and fall away by themselves; here they are only named. */
function countBehind(file: Uint8Array, tally: Tally): void {
  const end = latin1(file.subarray(-BEHIND_BYTES));
  if (end.at(-128) === 'T' && end.slice(-128, -125) === 'TAG') tally.add('author');
  if (end.includes('APETAGEX')) tally.add('author');
  if (end.includes('LYRICSBEGIN')) tally.add('comment');
}

/** A frame counts when another one, a tag or the end follows it: four bytes alone prove nothing. */
const isFollowed = (file: Uint8Array, at: number): boolean =>
  at === file.length ||
  (at < file.length &&
    (frameBytes(file, at) > 0 || /^(TAG|APE|LYR|ID3)/.test(latin1(file.subarray(at, at + 3)))));

/** Bytes of the Layer III frame that begins here, or 0. */
function frameBytes(file: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0] = file.subarray(at, at + 3);
  if (a !== 0xff || (b & 0xe6) !== 0xe2) return 0;
  const version = (b >> 3) & 3;
  const rate = rates[version === 3 ? 1 : 2]?.[c >> 4] ?? 0;
  const hertz = (samplings[(c >> 2) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  if (version === 1 || rate === 0 || hertz === 0) return 0;
  const samples = version === 3 ? 144 : 72;
  return Math.floor((samples * rate * 1000) / hertz) + ((c >> 1) & 1);
}

const samplings = [44_100, 48_000, 32_000];
/** kbit/s of MPEG 1 and of the two later ones. */
const rates: Readonly<Record<number, readonly number[]>> = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
