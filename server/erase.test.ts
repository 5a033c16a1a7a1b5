import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BLOB_WINDOW } from '../protocol/limits.ts';
import { askBlob, download, newBlob, upload } from '../tests/support/blob-upload.ts';
import {
  sendFrame,
  submit,
  toDevice,
  toMailbox,
  type Peer,
  type TestMailbox,
} from '../tests/support/peer.ts';
import { startRig, type Rig } from '../tests/support/rig.ts';

vi.setConfig({ testTimeout: 30_000 });

let rig: Rig;
let box: TestMailbox;
let tab: Peer;
let device: Peer;
beforeEach(async () => {
  rig = await startRig();
  box = rig.mailbox();
  tab = await rig.reporter(box);
  device = await rig.device();
});
afterEach(() => rig.stop());

const erase = (peer: Peer) => peer.ask({ type: 'mailbox-erase', ref: 7 });
const done = { type: 'done', ref: 7 };
/** The first message of a session, which makes the mailbox. */
const first = () => sendFrame([toDevice(rig.id(1))], { tokenHash: box.tokenHash });

/** Names and contents of everything the relay has on disk, as one text. */
async function onDisk(): Promise<string> {
  const entries = await readdir(rig.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const bytes = await readFile(path.join(parentPath, name));
    return `${name} ${bytes.toString('latin1')}`;
  });
  return (await Promise.all(texts)).join('\n');
}

const traces = (reply: Uint8Array): readonly string[] => [
  box.id,
  ...[Buffer.from(box.id, 'hex'), box.tokenHash, reply].map((bytes) =>
    Buffer.from(bytes).toString('latin1'),
  ),
];

test('a mailbox that asks to be forgotten leaves no queue, no token, no file and not its name', async () => {
  const blobs = [newBlob(2), newBlob(3)];
  await submit(tab, first());
  const reply = sendFrame([toMailbox(box)]);
  expect(await submit(device, reply)).toEqual(['accepted']);
  for (const blob of blobs) await upload(tab, blob);
  await askBlob(tab, newBlob(5).open());
  const before = await onDisk();
  for (const trace of traces(reply.ct)) expect(before.includes(trace)).toBe(true);
  expect(await erase(tab)).toEqual(done);
  const after = await onDisk();
  expect(traces(reply.ct).filter((trace) => after.includes(trace))).toEqual([]);
  expect(await readdir(`${rig.databasePath}-blobs`)).toEqual([]);
  for (const blob of blobs) expect(await askBlob(device, blob.get(0))).toBe('absent');
  expect(await submit(device, sendFrame([toMailbox(box)]))).toEqual(['refused']);
});

test('what the mailbox sent before still reaches the device', async () => {
  const frames = [first(), first()];
  for (const frame of frames) await submit(tab, frame);
  expect(await erase(tab)).toEqual(done);
  const other = await rig.device(1);
  for (const { eid } of frames) expect((await other.next('deliver')).envelope.id).toBe(eid);
});

test('asking again, and asking without ever having written, is done too', async () => {
  expect(await erase(tab)).toEqual(done);
  const writing = await rig.reporter(box);
  await submit(writing, first());
  expect(await erase(writing)).toEqual(done);
  expect(await erase(await rig.reporter(box))).toEqual(done);
});

test('after its word the relay hangs up: who is forgotten proves anew that it is worth a mailbox', async () => {
  expect(await erase(tab)).toEqual(done);
  await tab.closed;
});

test('a neighbour keeps everything', async () => {
  const [other, blob] = [rig.mailbox(), newBlob(1)];
  const neighbour = await rig.reporter(other);
  await submit(neighbour, sendFrame([toDevice(rig.id(1))], { tokenHash: other.tokenHash }));
  await upload(neighbour, blob);
  await submit(tab, first());
  expect(await erase(tab)).toEqual(done);
  expect(await submit(device, sendFrame([toMailbox(other)]))).toEqual(['accepted']);
  await neighbour.next('deliver');
  expect(await download(device, blob)).toEqual(blob.chunks);
});

test('neither a device nor a stranger can have anything forgotten', async () => {
  const stranger = await rig.dial();
  for (const peer of [device, stranger]) {
    peer.send({ type: 'mailbox-erase', ref: 1 });
    expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'bad-frame' });
  }
});

test('who asks many times without waiting is cut off', async () => {
  for (let n = 0; n <= BLOB_WINDOW; n += 1) tab.send({ type: 'mailbox-erase', ref: n });
  expect(await tab.next('closing')).toEqual({ type: 'closing', why: 'too-fast' });
});
