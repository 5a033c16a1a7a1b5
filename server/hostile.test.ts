import { afterEach, expect, test } from 'vitest';
import {
  DEVICE_QUEUE_BYTES,
  MAX_ASKED_BYTES,
  MAX_PROFILE_VALUE_BYTES,
  PAD_BUCKETS,
} from '../protocol/limits.ts';
import type { ProfileEntry } from '../protocol/team/profile.ts';
import { BOX_OVERHEAD } from '../protocol/wire/sealed.ts';
import { sendFrame, submit, toDevice, type Peer } from '../tests/support/peer.ts';
import { settle, startRig, type Rig } from '../tests/support/rig.ts';

// What somebody without a key can do to those who have one: nothing that lasts.

const open: Rig[] = [];
async function rigWith(wishes: Parameters<typeof startRig>[0]): Promise<Rig> {
  const rig = await startRig(wishes);
  open.push(rig);
  return rig;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.stop()));
});

/** A profile that makes the document about as large as it may be. */
const largeProfile: readonly ProfileEntry[] = Array.from({ length: 7 }, (_, n) => ({
  key: `text${n}`,
  lang: 'de',
  value: 'x'.repeat(MAX_PROFILE_VALUE_BYTES),
}));
const LARGEST = (PAD_BUCKETS.at(-1) ?? 0) + BOX_OVERHEAD;

test('ephemerals of a reporter never cut an operator off, however large and however often named', async () => {
  const rig = await rigWith({ devices: 1 });
  const operator = await rig.device();
  operator.socket.pause();
  const tab = await rig.reporter(rig.mailbox());
  const targets = Array.from({ length: 64 }, () => toDevice(rig.id()));
  const { header, ct } = sendFrame([]);
  tab.send({ type: 'ephemeral', targets, header, ct });
  tab.send({ type: 'ephemeral', targets, header, ct: new Uint8Array(LARGEST) });
  expect(await tab.next('closing')).toEqual({ type: 'closing', why: 'too-large' });
  operator.socket.resume();
  await settle();
  expect(operator.socket.readyState).toBe(operator.socket.OPEN);
  expect(operator.frames.filter(({ type }) => type === 'ephemeral')).toHaveLength(1);
  expect(rig.relay().metrics.read().slowReaders).toBe(0);
});

test('a stranger who asks and does not read is dropped long before it fills the memory', async () => {
  const rig = await rigWith({ devices: 1 });
  expect(await rig.putNext({ profile: largeProfile })).toBe('done');
  const strangers = await Promise.all(Array.from({ length: 20 }, () => rig.dial()));
  const before = process.memoryUsage().arrayBuffers;
  for (const peer of strangers) {
    peer.socket.pause();
    for (let ref = 0; ref < 120; ref += 1) {
      peer.send({ type: 'team-get', ref, team: rig.team.id });
    }
  }
  const dropped = (): number => rig.relay().metrics.read().slowReaders;
  await expect.poll(dropped, { timeout: 4000 }).toBe(strangers.length);
  const grown = process.memoryUsage().arrayBuffers - before;
  // Without the bound each holds four megabytes; what both ends of the test have in flight is less.
  expect(grown).toBeLessThan(strangers.length * 12 * MAX_ASKED_BYTES);
  for (const peer of strangers) peer.cut();
});

test('a stranger who reads what it asked for is answered every time', async () => {
  const rig = await rigWith({ devices: 1 });
  expect(await rig.putNext({ profile: largeProfile })).toBe('done');
  const peer = await rig.dial();
  for (let ref = 0; ref < 50; ref += 1) {
    expect(await peer.ask({ type: 'team-get', ref, team: rig.team.id })).toMatchObject({ ref });
  }
});

test('a document is read no further than its signature when nobody of the team signed it', async () => {
  const rig = await rigWith({ devices: 1 });
  const peer = await rig.dial();
  const signer = 4 + 1 + 16 + 8 + 32 + 8 + 8;
  const start = rig.team.document().subarray(0, signer + 2 * 32);
  const document = Buffer.concat([start, Buffer.alloc(60_000, 0xff)]);
  const answer = await peer.ask({ type: 'team-put', ref: 1, claim: '', document });
  expect(answer).toEqual({ type: 'put-refused', ref: 1, why: 'bad-signature' });
});

/** Sends large envelopes until nothing more fits on the disk. */
async function fillDisk(rig: Rig, tab: Peer): Promise<void> {
  for (let sent = 0; sent < DEVICE_QUEUE_BYTES; sent += LARGEST) {
    const frame = sendFrame([toDevice(rig.id(1))], { bucket: LARGEST - BOX_OVERHEAD });
    if ((await submit(tab, frame))[0] === 'full') return;
  }
}

test('on a full disk a document that does not fit is told so, and everything else goes on', async () => {
  const rig = await rigWith({ devices: 2, config: { databaseMaxBytes: 512 * 1024 } });
  const tab = await rig.reporter(rig.mailbox());
  await fillDisk(rig, tab);
  const peer = await rig.dial();
  const document = rig.team.after(rig.team.document(), 2, { profile: largeProfile });
  peer.send({ type: 'team-put', ref: 1, claim: '', document });
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'full' });
  const device = await rig.device(1);
  const { envelope } = await device.next('deliver');
  device.send({ type: 'ack', eid: envelope.id });
  await rig.relay().sweep();
  expect(await rig.putNext({})).toBe('done');
});

test('a relay that is stopped in the middle of a sweep finishes it and ends in order', async () => {
  const rig = await startRig({ devices: 2 });
  for (let n = 0; n < 12; n += 1) {
    const tab = await rig.reporter(rig.mailbox());
    for (let m = 0; m < 50; m += 1) tab.send(sendFrame([toDevice(rig.id(1))]));
    await expect.poll(() => tab.frames.filter(({ type }) => type === 'result').length).toBe(50);
    await tab.close();
  }
  rig.later(15);
  await Promise.all([rig.relay().sweep(), rig.stop()]);
});
