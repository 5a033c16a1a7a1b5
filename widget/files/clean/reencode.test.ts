import { expect, test } from 'vitest';
import { inspect, MAX_PICTURE_PIXELS, MAX_SENT_PIXELS, sentSize } from './reencode.ts';
import { CannotClean } from './refusal.ts';
import { newTally } from './removed.ts';

/** A PNG that says how large it is and has nothing else in it. */
function pngOf(width: number, height: number): Uint8Array {
  const file = Buffer.alloc(8 + 25 + 12);
  file.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  file.writeUInt32BE(13, 8);
  file.write('IHDR', 12, 'latin1');
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  file.write('IEND', 37, 'latin1');
  return new Uint8Array(file);
}

const SIDE = 10_000;

test('a picture of as many pixels as may be decoded is let through', () => {
  const facts = inspect('png', pngOf(SIDE, MAX_PICTURE_PIXELS / SIDE), newTally());
  expect(facts).toMatchObject({ width: SIDE, height: MAX_PICTURE_PIXELS / SIDE });
});

test('one row more is said to be too large, before anything is decoded', () => {
  const larger = pngOf(SIDE, MAX_PICTURE_PIXELS / SIDE + 1);
  expect(() => inspect('png', larger, newTally())).toThrow(new CannotClean('too-large'));
});

test('a picture without pixels is broken', () => {
  expect(() => inspect('png', pngOf(0, SIDE), newTally())).toThrow(new CannotClean('broken'));
});

/** The start of a frame as large as it can be, and what a JPEG ends with. */
const LARGE_FRAME = [0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0];
const SMALL_FRAME = [0xff, 0xc0, 0, 17, 8, 0, 9, 0, 9, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0];

test.each([
  ['a marker without a length', 0x01],
  ['a restart', 0xd0],
  ['an escaped byte', 0x00],
])('a JPEG cannot hide its size behind %s, where a browser goes on', (_, marker) => {
  // Read as a length, the large frame's own marker leads past it to a small one.
  const past = Array.from({ length: 0xff_c0 - LARGE_FRAME.length }, () => 0);
  const hidden = [0xff, 0xd8, 0xff, marker, ...LARGE_FRAME, ...past, ...SMALL_FRAME, 0xff, 0xd9];
  expect(() => inspect('jpeg', new Uint8Array(hidden), newTally())).toThrow(
    new CannotClean('broken'),
  );
});

test('a GIF is as large as its largest frame, whatever it says of its screen', () => {
  const screen = [...Buffer.from('GIF89a'), 1, 0, 1, 0, 0, 0, 0];
  const frame = [0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 1, 0x44, 0, 0x3b];
  const gif = new Uint8Array([...screen, ...frame]);
  expect(() => inspect('gif', gif, newTally())).toThrow(new CannotClean('too-large'));
});

test.each([
  [4032, 3024],
  [4096, 4096],
])('a picture of %i by %i is sent as it is', (width, height) => {
  expect(sentSize({ width, height })).toEqual({ width, height });
});

test.each([
  [8192, 8192],
  [12_000, 9000],
  [30_000, 4000],
  [MAX_PICTURE_PIXELS, 1],
])('a picture of %i by %i is made smaller, in the same shape', (width, height) => {
  const sent = sentSize({ width, height });
  expect(sent.width * sent.height).toBeLessThanOrEqual(MAX_SENT_PIXELS + width);
  expect(Math.min(sent.width, sent.height)).toBeGreaterThanOrEqual(1);
  const factor = sent.width / width;
  expect(Math.abs(sent.height - height * factor)).toBeLessThanOrEqual(1);
});
