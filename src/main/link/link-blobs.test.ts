import { afterEach, beforeEach, expect, test } from 'vitest';
import { OwnCapability, ReadCapability } from '../../../protocol/ids.ts';
import { BLOB_WINDOW } from '../../../protocol/limits.ts';
import { askBlob, download, newBlob, upload } from '../../../tests/support/blob-upload.ts';
import { startLinkRig, type LinkRig } from '../../../tests/support/link-rig.ts';
import { ok, refuse } from '../../contract/outcome.ts';

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
  expect(all.slice(0, BLOB_WINDOW).every((chunk) => chunk.ok)).toBe(true);
  expect(all.at(-1)).toEqual(refuse('busy'));
  expect(await fetch(BLOB_WINDOW)).toMatchObject({ ok: true });
});

test('without a connection nothing is asked for', async () => {
  const { fetch } = await uploaded(1);
  await rig.killRelay();
  await expect.poll(() => fetch(0), { timeout: 10_000 }).toEqual(refuse('offline'));
});

/** A blob of ours, and a link that is signed in to bring it. */
async function ours(chunks: number) {
  const blob = newBlob(chunks);
  const on = rig.desk();
  await rig.signedIn(on);
  const { id, own } = blob;
  const { readHash } = blob.open();
  const open = async () => await on.requests.openBlob({ blob: id, own, readHash, chunks });
  const send = async (index: number, by = own) => {
    const chunk = blob.chunks[index] ?? new Uint8Array(0);
    return await on.requests.sendChunk({ blob: id, own: by, index, chunk });
  };
  return { blob, on, open, send };
}

test('a blob is brought over the team’s own connection and read by a reporter', async () => {
  const { blob, open, send } = await ours(3);
  expect(await open()).toEqual(ok([0, 1, 2]));
  for (const index of [2, 0, 1]) expect(await send(index)).toEqual(ok(null));
  expect(await open()).toEqual(ok([]));
  const { peer } = await rig.reporter();
  expect(await download(peer, blob)).toEqual(blob.chunks);
});

test('after the relay was away it says which chunks are still missing', async () => {
  const { on, open, send } = await ours(3);
  expect(await open()).toEqual(ok([0, 1, 2]));
  expect(await send(1)).toEqual(ok(null));
  await rig.killRelay();
  await expect.poll(() => send(2), { timeout: 10_000 }).toEqual(refuse('offline'));
  await rig.startRelay();
  await rig.signedIn(on);
  expect(await open()).toEqual(ok([0, 2]));
});

test('a chunk is brought by its owner and by nobody else', async () => {
  const { open, send } = await ours(1);
  expect(await send(0)).toEqual(refuse('absent'));
  expect(await open()).toEqual(ok([0]));
  expect(await send(0, OwnCapability.random())).toEqual(refuse('absent'));
});

test('what is taken back is gone, and so is what never was', async () => {
  const { blob, on, open, send } = await ours(1);
  await open();
  expect(await send(0)).toEqual(ok(null));
  const { id, own } = blob;
  expect(await on.requests.dropBlob({ blob: id, own })).toEqual(ok(null));
  const { peer } = await rig.reporter();
  expect(await askBlob(peer, blob.get(0))).toBe('absent');
  expect(await on.requests.dropBlob({ blob: id, own })).toEqual(ok(null));
});

test('what is brought and what is fetched share the window of the connection', async () => {
  const { open, send } = await ours(BLOB_WINDOW + 1);
  await open();
  const all = await Promise.all(Array.from({ length: BLOB_WINDOW + 1 }, (_, n) => send(n)));
  expect(all.slice(0, BLOB_WINDOW).every((sent) => sent.ok)).toBe(true);
  expect(all.at(-1)).toEqual(refuse('busy'));
});
