import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_PICTURE_PIXELS } from '../limits.ts';
import { drawable, pictureType } from './picture.ts';

const bytes = (...all: readonly number[]): Uint8Array => new Uint8Array(all);
const be = (n: number, length: number): Uint8Array =>
  bytes(...Array.from({ length }, (_, i) => (n >>> (8 * (length - 1 - i))) & 0xff));
const le = (n: number, length: number): Uint8Array => be(n, length).toReversed();

const png = (width: number, height: number): Uint8Array =>
  concatBytes(
    bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
    utf8ToBytes('IHDR'),
    be(width, 4),
    be(height, 4),
  );
/** With a segment of metadata before the frame. */
const jpeg = (width: number, height: number): Uint8Array =>
  concatBytes(
    bytes(0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc2, 0, 17, 8),
    be(height, 2),
    be(width, 2),
    bytes(3, 0, 0, 0),
  );
const webp = (kind: string, rest: Uint8Array): Uint8Array =>
  concatBytes(
    utf8ToBytes('RIFF'),
    le(100, 4),
    utf8ToBytes(`WEBP${kind}`),
    le(50, 4),
    rest,
    bytes(0, 0),
  );
const extended = (width: number, height: number): Uint8Array =>
  webp('VP8X', concatBytes(bytes(0, 0, 0, 0), le(width - 1, 3), le(height - 1, 3)));
const lossless = (width: number, height: number): Uint8Array =>
  webp(
    'VP8L',
    concatBytes(bytes(0x2f), le(width - 1 + (height - 1) * 16_384, 4), new Uint8Array(8)),
  );
const lossy = (width: number, height: number): Uint8Array =>
  webp('VP8 ', concatBytes(bytes(0, 0, 0, 0x9d, 0x01, 0x2a), le(width, 2), le(height, 2)));

test.each([
  ['image/png', png],
  ['image/jpeg', jpeg],
  ['image/webp', extended],
  ['image/webp', lossless],
  ['image/webp', lossy],
])('%s is known by its bytes, and drawn up to a number of pixels', (type, make) => {
  expect(drawable(make(4000, 3000))).toBe(type);
  expect(pictureType(make(16_000, 16_000))).toBe(type);
  expect(drawable(make(16_000, 16_000))).toBeNull();
  expect(drawable(make(4000, 3000).subarray(0, 14))).toBeNull();
});

test('the largest picture that is drawn has exactly as many pixels as are allowed', () => {
  expect(drawable(png(MAX_PICTURE_PIXELS, 1))).toBe('image/png');
  expect(drawable(png(MAX_PICTURE_PIXELS + 1, 1))).toBeNull();
  expect(drawable(png(0, 10))).toBeNull();
});

test.each([
  ['a marker without a length', [0xff, 0x01]],
  ['a restart', [0xff, 0xd0]],
  ['an escaped byte', [0xff, 0x00]],
])('a picture cannot hide its size from us behind %s, where a decoder goes on', (_, marker) => {
  const [start, large, small] = [bytes(0xff, 0xd8), jpeg(60_000, 60_000), jpeg(10, 10)];
  const frame = large.subarray(large.indexOf(0xc2) - 1);
  // Read as a length, the frame's own marker leads past it.
  const past = new Uint8Array(0xff_c2 - frame.length);
  const hidden = concatBytes(start, bytes(...marker), frame, past, small.subarray(2));
  expect(drawable(hidden)).toBeNull();
});

test('whatever else the bytes are, nothing is drawn and nothing breaks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(drawable(noise)).toBeNull();
      drawable(concatBytes(bytes(0xff, 0xd8, 0xff), noise));
      drawable(concatBytes(utf8ToBytes('RIFF0000WEBPVP8X'), noise));
    }),
  );
});
