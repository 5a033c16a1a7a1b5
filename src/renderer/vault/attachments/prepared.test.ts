import { concatBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { redrawn } from '../testing/redrawn.ts';
import { prepared } from './prepared.ts';
import type { Redraw } from './redraw.ts';

/** As a picture of 16 by 16 pixels begins. */
const PNG = concatBytes(
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  new TextEncoder().encode('IHDR'),
  new Uint8Array([0, 0, 0, 16, 0, 0, 0, 16, 1, 2, 3]),
);
const MIB = 1024 * 1024;

test('a picture too large as PNG goes as JPEG', async () => {
  const heavy: Redraw = async (picture, as) => {
    const drawn = await redrawn(picture, as);
    if (drawn === null || as.type === 'image/jpeg') return drawn;
    return { ...drawn, file: new Blob([new Uint8Array(2 * MIB)]) };
  };
  const { cleaned } = await prepared(PNG, { redraw: heavy, most: MIB });
  expect(cleaned?.media).toBe('image/jpeg');
});

test('what the canvas cannot decode, or cannot write small enough, goes only as it is', async () => {
  expect((await prepared(PNG, { redraw: async () => null, most: MIB })).cleaned).toBe(null);
  expect((await prepared(PNG, { redraw: redrawn, most: 10 })).cleaned).toBe(null);
});

test('what claims more pixels than this app draws is not even decoded', async () => {
  const bomb = PNG.slice();
  bomb.set([0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff], 16);
  const asked: Blob[] = [];
  const counting: Redraw = async (picture, as) => {
    asked.push(picture);
    return await redrawn(picture, as);
  };
  const { original, cleaned } = await prepared(bomb, { redraw: counting, most: MIB });
  expect({ cleaned, media: original.media, asked }).toEqual({
    cleaned: null,
    media: 'image/png',
    asked: [],
  });
});
