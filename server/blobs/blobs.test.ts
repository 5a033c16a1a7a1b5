import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BlobId, OwnCapability, ReadCapability, TeamId } from '../../protocol/ids.ts';
import { BLOB_WINDOW } from '../../protocol/limits.ts';
import { readHashOf } from '../../protocol/wire/blob.ts';
import { writeRelayFrame } from '../../protocol/wire/relay-frames.ts';
import {
  askBlob,
  download,
  newBlob,
  upload,
  type TestBlob,
} from '../../tests/support/blob-upload.ts';
import type { Peer } from '../../tests/support/peer.ts';
import { startRig, type Rig } from '../../tests/support/rig.ts';
import { openBlobs } from './room.ts';

vi.setConfig({ testTimeout: 30_000 });

let rig: Rig;
let tab: Peer;
let device: Peer;
beforeAll(async () => {
  rig = await startRig();
  tab = await rig.reporter(rig.mailbox());
  device = await rig.device();
});
afterAll(() => rig.stop());

const folder = (): string => `${rig.databasePath}-blobs`;

/** The whole answer as bytes, without the number it echoes. */
async function answerTo(peer: Peer, frame: Parameters<Peer['ask']>[0]): Promise<string> {
  return Buffer.from(writeRelayFrame(await peer.ask({ ...frame, ref: 1 }))).toString('hex');
}

test('what a reporter uploads chunk by chunk a device fetches byte for byte, and reading it changes nothing', async () => {
  const blob = newBlob(3);
  expect(await upload(tab, blob)).toEqual([[0, 1, 2], 'done', 'done', 'done']);
  for (let times = 0; times < 2; times += 1) {
    expect(await download(device, blob)).toEqual(blob.chunks);
  }
  expect(await askBlob(tab, blob.open())).toEqual([]);
});

test('a device’s blob is fetched by a reporter and by a colleague', async () => {
  const blob = newBlob(2);
  await upload(device, blob);
  expect(await download(tab, blob)).toEqual(blob.chunks);
  const colleague = await rig.device(1);
  expect(await download(colleague, blob)).toEqual(blob.chunks);
  await colleague.close();
});

test('nobody reads a blob before it is whole', async () => {
  const blob = newBlob(2);
  await askBlob(tab, blob.open());
  await askBlob(tab, blob.put(1));
  expect(await askBlob(device, blob.get(1))).toBe('absent');
  await askBlob(tab, blob.put(0));
  expect(await askBlob(device, blob.get(1))).toEqual(new Uint8Array(blob.chunks[1] ?? []));
});

test('an upload goes on where it was cut off, over another connection and after a restart', async () => {
  const blob = newBlob(5);
  const box = rig.mailbox();
  const first = await rig.reporter(box);
  await askBlob(first, blob.open());
  for (const index of [0, 3]) expect(await askBlob(first, blob.put(index))).toBe('done');
  first.cut();
  await rig.restart();
  [tab, device] = [await rig.reporter(rig.mailbox()), await rig.device()];
  const second = await rig.reporter(box);
  expect(await askBlob(second, blob.open())).toEqual([1, 2, 4]);
  for (const index of [1, 2, 4]) expect(await askBlob(second, blob.put(index))).toBe('done');
  expect(await download(device, blob)).toEqual(blob.chunks);
  await second.close();
});

test('a chunk that is there is never written again, whatever comes under its number', async () => {
  const blob = newBlob(1);
  await upload(tab, blob);
  const other = newBlob(1).chunks[0] ?? Buffer.alloc(0);
  expect(await askBlob(tab, blob.put(0, { chunk: other }))).toBe('done');
  expect(await download(device, blob)).toEqual(blob.chunks);
});

test('unknown, wrong, not whole and out of place are one answer, byte for byte', async () => {
  const [whole, half] = [newBlob(2), newBlob(2)];
  await upload(tab, whole);
  await askBlob(tab, half.open());
  const unknown = newBlob(2);
  const absent = await answerTo(device, unknown.get(0));
  expect(absent).toBe('910000000100');
  const asOwn = OwnCapability(whole.read);
  for (const frame of [
    half.get(0),
    whole.get(2),
    whole.get(0, { read: ReadCapability.random() }),
    whole.get(0, { read: ReadCapability(whole.own) }),
    whole.get(0, { blob: half.id }),
    unknown.put(0),
    half.put(2),
    half.put(0, { own: OwnCapability.random() }),
    half.put(0, { own: whole.own }),
    half.open({ own: OwnCapability.random() }),
    half.open({ chunks: 3 }),
    half.open({ readHash: readHashOf(half.id, whole.read) }),
    unknown.remove(),
    whole.remove({ own: asOwn }),
    whole.remove({ own: OwnCapability.random() }),
    whole.remove({ blob: half.id }),
  ]) {
    expect(await answerTo(device, frame), frame.type).toBe(absent);
  }
  expect(await download(device, whole)).toEqual(whole.chunks);
  expect(await askBlob(tab, half.open())).toEqual([0, 1]);
});

test('a reader cannot delete; the uploader can, and then it never was', async () => {
  const blob = newBlob(2);
  await upload(tab, blob);
  expect(await askBlob(device, blob.remove({ own: OwnCapability(blob.read) }))).toBe('absent');
  expect(await download(device, blob)).toEqual(blob.chunks);
  expect(await askBlob(tab, blob.remove())).toBe('done');
  for (const frame of [blob.get(0), blob.put(0), blob.remove()]) {
    expect(await askBlob(tab, frame)).toBe('absent');
  }
  expect((await readdir(folder())).filter((name) => name.startsWith(blob.id))).toEqual([]);
});

test('two uploaders at once do not disturb each other, and two that draw one name are not mixed', async () => {
  const other = await rig.reporter(rig.mailbox());
  const [mine, theirs] = [newBlob(6), newBlob(6)];
  await Promise.all([upload(tab, mine), upload(other, theirs)]);
  expect(await download(device, mine)).toEqual(mine.chunks);
  expect(await download(device, theirs)).toEqual(theirs.chunks);

  const drawn = newBlob(1);
  const said = await Promise.all([
    askBlob(tab, drawn.open()),
    askBlob(other, drawn.open({ own: OwnCapability.random() })),
  ]);
  expect(said).toContainEqual([0]);
  expect(said).toContain('absent');
  await other.close();
});

test('a name is 16 bytes and becomes 32 hex digits: there is no way out of the folder', async () => {
  const before = await readdir(rig.folder);
  for (const text of ['../../../../tmp/', '/etc/passwd\0\0\0\0\0', '..\\..\\..\\about\0']) {
    const id = BlobId.of(new Uint8Array(Buffer.from(text.padEnd(16, '.').slice(0, 16))));
    const blob: TestBlob = newBlob(1);
    expect(await askBlob(tab, blob.open({ blob: id }))).toEqual([0]);
    expect(await askBlob(tab, blob.put(0, { blob: id }))).toBe('done');
    expect((await readdir(path.join(folder(), id))).toSorted()).toEqual(['0', 'about']);
  }
  expect(await readdir(rig.folder)).toEqual(before);
  for (const name of await readdir(folder())) expect(name).toMatch(/^[0-9a-f]{32}$/);
  for (const text of ['../x', '..', '', 'ABCDEF', `${'0'.repeat(31)}/`]) {
    expect(() => BlobId(text)).toThrow('bad-id');
  }
});

test('neither the folder nor the log holds a capability', async () => {
  const blob = newBlob(1);
  await upload(tab, blob);
  await download(device, blob);
  const about = await readFile(path.join(folder(), blob.id, 'about'));
  const everything = Buffer.concat([about, Buffer.from(rig.log.join('\n'))]);
  for (const secret of [blob.read, blob.own]) {
    expect(everything.includes(Buffer.from(secret, 'hex'))).toBe(false);
    expect(everything.toString('latin1')).not.toContain(secret);
  }
  // The search itself must be able to find something.
  expect(about.includes(Buffer.from(rig.team.id, 'hex'))).toBe(true);
  expect(rig.log.join('\n')).not.toContain(blob.id);
});

test('who has not signed in may not even ask', async () => {
  const blob = newBlob(1);
  for (const frame of [blob.open(), blob.put(0), blob.get(0), blob.remove()]) {
    const stranger = await rig.dial();
    stranger.send(frame);
    expect(await stranger.next('closing')).toEqual({ type: 'closing', why: 'bad-frame' });
    await stranger.closed;
  }
});

test('who leaves more frames unanswered than the window holds is closed as too fast', async () => {
  const peer = await rig.reporter(rig.mailbox());
  const blob = newBlob(BLOB_WINDOW + 1);
  await askBlob(peer, blob.open());
  for (const index of blob.chunks.keys()) peer.send(blob.put(index));
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'too-fast' });
  await peer.closed;
});

test('the counters know how many, and a sweep takes what is past its time with everything in it', async () => {
  const counters = rig.relay().metrics.read();
  expect(counters.storedChunks).toBeGreaterThan(5);
  expect(counters.refusedBlobs).toBeGreaterThan(2);
  rig.later(93);
  await rig.relay().sweep();
  expect(await readdir(folder())).toEqual([]);
  expect(rig.relay().metrics.read().expiredBlobs).toBeGreaterThan(2);
});

test('another team’s capabilities are worth nothing here', async () => {
  const blob = newBlob(1);
  await upload(tab, blob);
  await rig.relay().stop();
  const blobs = await openBlobs(folder(), 1024 ** 3, () => Date.now() + 93 * 86_400_000);
  const chunk = { blob: blob.id, read: blob.read, index: 0 };
  expect(await blobs.get(TeamId.random(), chunk)).toBe('absent');
  expect(await blobs.get(rig.team.id, chunk)).toEqual(blob.chunks[0]);
  expect(await blobs.remove(TeamId.random(), { blob: blob.id, own: blob.own })).toBe('absent');
});
