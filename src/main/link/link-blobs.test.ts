import { afterEach, beforeEach, expect, test } from 'vitest';
import { ReadCapability } from '../../../protocol/ids.ts';
import { BLOB_WINDOW } from '../../../protocol/limits.ts';
import { newBlob, upload } from '../../../tests/support/blob-upload.ts';
import { startLinkRig, type LinkRig } from '../../../tests/support/link-rig.ts';
import { refuse } from '../../contract/outcome.ts';

// Every test speaks to the real relay in its own process, over real sockets.

let rig: LinkRig;

beforeEach(async () => {
  rig = await startLinkRig();
});

afterEach(() => rig.stop());

async function uploaded(chunks: number) {
  const { peer } = await rig.reporter();
  const blob = newBlob(chunks);
  expect((await upload(peer, blob)).at(-1)).toBe('done');
  const on = rig.desk();
  await rig.signedIn(on);
  const fetch = async (index: number, read = blob.read) =>
    await on.requests.fetchChunk({ blob: blob.id, read, index });
  return { blob, on, fetch };
}

test('a chunk comes over the team’s own connection as it was put', async () => {
  const { blob, fetch } = await uploaded(2);
  for (const index of [1, 0]) {
    const chunk = await fetch(index);
    expect(chunk.ok && Buffer.compare(chunk.value, blob.chunks[index] ?? Buffer.alloc(0))).toBe(0);
  }
});

test('what the relay has not, or does not give to this capability, is absent', async () => {
  const { fetch } = await uploaded(1);
  expect(await fetch(7)).toEqual(refuse('absent'));
  expect(await fetch(0, ReadCapability.random())).toEqual(refuse('absent'));
});

test('no more chunks are asked for at once than the law allows: the next is told to wait', async () => {
  const { fetch } = await uploaded(BLOB_WINDOW + 1);
  const all = await Promise.all(Array.from({ length: BLOB_WINDOW + 1 }, (_, n) => fetch(n)));
  expect(all.slice(0, BLOB_WINDOW).every(({ ok }) => ok)).toBe(true);
  expect(all.at(-1)).toEqual(refuse('busy'));
  expect(await fetch(BLOB_WINDOW)).toMatchObject({ ok: true });
});

test('without a connection nothing is asked for', async () => {
  const { fetch } = await uploaded(1);
  await rig.killRelay();
  await expect.poll(() => fetch(0), { timeout: 10_000 }).toEqual(refuse('offline'));
});
