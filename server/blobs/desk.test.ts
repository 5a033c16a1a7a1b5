import { expect, test } from 'vitest';
import { BLOBS_AT_ONCE } from '../../protocol/limits.ts';
import { newBlob } from '../../tests/support/blob-upload.ts';
import { aReporter } from '../../tests/support/store-rig.ts';
import type { Blobs } from './contract.ts';
import { blobDesk } from './desk.ts';

/** A disk that takes as long as it is told to. */
function slowBlobs(): { readonly blobs: Blobs; readonly goOn: () => void } {
  let goOn = (): void => undefined;
  const waited = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const blobs: Blobs = {
    open: () => waited.then(() => 'absent' as const),
    put: () => waited.then(() => 'done' as const),
    get: () => waited.then(() => 'absent' as const),
    remove: () => waited.then(() => 'done' as const),
    removeAll: () => waited.then(() => 'done' as const),
    sweep: async () => 0,
    fullness: () => 0,
  };
  return { blobs, goOn: () => goOn() };
}

test('so many at once and no more: the next is told to come again, and can', async () => {
  const { blobs, goOn } = slowBlobs();
  const desk = blobDesk(blobs, () => undefined);
  const frame = newBlob(1).put(0);
  const busy = { type: 'blob-refused', ref: frame.ref, why: 'busy' };
  const begun = Array.from({ length: BLOBS_AT_ONCE }, () => desk.answer(aReporter(), frame));
  expect(await desk.answer(aReporter(), frame)).toEqual(busy);
  goOn();
  for (const answer of await Promise.all(begun)) expect(answer.type).toBe('done');
  expect((await desk.answer(aReporter(), frame)).type).toBe('done');
});

test('a desk that closes finishes what was begun and begins nothing new', async () => {
  const { blobs, goOn } = slowBlobs();
  const desk = blobDesk(blobs, () => undefined);
  const frame = newBlob(1).put(0);
  const begun = desk.answer(aReporter(), frame);
  const closing = desk.close().then(() => 'closed');
  expect(await desk.answer(aReporter(), frame)).toMatchObject({ why: 'busy' });
  const later = new Promise((resolve) => setTimeout(() => resolve('still open'), 20));
  expect(await Promise.race([closing, later])).toBe('still open');
  goOn();
  expect((await begun).type).toBe('done');
  expect(await closing).toBe('closed');
});
