import { afterEach, expect, test } from 'vitest';
import { platformRandom } from '../protocol/crypto/random.ts';
import { DeviceId, EnvelopeId, TeamId } from '../protocol/ids.ts';
import { JOIN_SHARE_ENVELOPES, JOINS_PER_HOUR, PAD_BUCKETS } from '../protocol/limits.ts';
import { readDocument } from '../protocol/team/document.ts';
import type { ClientFrame } from '../protocol/wire/client-frames.ts';
import type { SendResult } from '../protocol/wire/relay-frames.ts';
import { BOX_OVERHEAD, HEADER_BYTES, WRAP_BYTES } from '../protocol/wire/sealed.ts';
import { sendFrame, submit, toDevice, type Peer } from '../tests/support/peer.ts';
import { ackAll, settle, startRig, type Rig } from '../tests/support/rig.ts';

// How somebody who is nobody yet reaches the coordinators, and nobody else (PROTOCOL §5).

type Join = Extract<ClientFrame, { type: 'join' }>;

const HOUR = 1 / 24;
const open: Rig[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.stop()));
});

/** Device 0 coordinates, device 1 does not. */
async function rigWithCoordinator(): Promise<Rig> {
  const rig = await startRig({ devices: 2 });
  open.push(rig);
  const { devices } = readDocument(rig.team.document());
  const coordinating = devices.map((device) =>
    device.id === rig.id(0)
      ? { ...device, roles: [...device.roles, 'coordinator' as const] }
      : device,
  );
  expect(await rig.putNext({ devices: coordinating })).toBe('done');
  return rig;
}

const joinFrame = (rig: Rig, ids: readonly DeviceId[], changed: Partial<Join> = {}): Join => ({
  type: 'join',
  team: rig.team.id,
  eid: EnvelopeId.random(),
  targets: ids.map((device) => ({ kind: 'device', device, wrap: platformRandom(WRAP_BYTES) })),
  header: platformRandom(HEADER_BYTES),
  ct: platformRandom(PAD_BUCKETS[0] + BOX_OVERHEAD),
  ...changed,
});

async function ask(peer: Peer, frame: Join): Promise<readonly SendResult[]> {
  peer.send(frame);
  const { eid, results } = await peer.next('result');
  expect(eid).toBe(frame.eid);
  return results;
}

test('a request reaches a coordinator that is not there now, with its own wrap and without waking anybody', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  const frame = joinFrame(rig, [rig.id(0)]);
  expect(await ask(newcomer, frame)).toEqual(['accepted']);
  await newcomer.close();
  await rig.restart();
  const coordinator = await rig.device(0);
  const { envelope } = await coordinator.next('deliver');
  const [target] = frame.targets;
  expect(envelope).toEqual({
    id: frame.eid,
    wake: false,
    header: frame.header,
    wrap: target?.wrap,
    ct: frame.ct,
  });
});

test('who does not coordinate is refused like who does not exist, and nothing is kept for them', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  const frame = joinFrame(rig, [rig.id(1), DeviceId.random(), rig.id(0)]);
  expect(await ask(newcomer, frame)).toEqual(['refused', 'refused', 'accepted']);
  const operator = await rig.device(1);
  await operator.never('deliver', 150);
});

test('a team that is not served answers as one whose coordinators are all unknown', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  expect(await ask(newcomer, joinFrame(rig, [rig.id(0)], { team: TeamId.random() }))).toEqual([
    'refused',
  ]);
});

test('the same request again is accepted again and delivered once', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  const frame = joinFrame(rig, [rig.id(0)]);
  expect(await ask(newcomer, frame)).toEqual(['accepted']);
  expect(await ask(newcomer, frame)).toEqual(['accepted']);
  const coordinator = await rig.device(0);
  await coordinator.next('deliver');
  await coordinator.never('deliver', 150);
});

test('a team takes ten requests an hour, from however many connections, and then one every six minutes', async () => {
  const rig = await rigWithCoordinator();
  ackAll(await rig.device(0));
  for (let n = 0; n < JOINS_PER_HOUR; n += 1) {
    const peer = await rig.dial();
    expect(await ask(peer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
    await peer.close();
  }
  const peer = await rig.dial();
  expect(await ask(peer, joinFrame(rig, [rig.id(0), rig.id(1)]))).toEqual(['full', 'refused']);
  rig.later(HOUR / JOINS_PER_HOUR + 1e-6);
  expect(await ask(peer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
  expect(await ask(peer, joinFrame(rig, [rig.id(0)]))).toEqual(['full']);
});

test('requests that nobody may receive do not use the hour up', async () => {
  const rig = await rigWithCoordinator();
  const peer = await rig.dial();
  for (let n = 0; n < 2 * JOINS_PER_HOUR; n += 1) {
    expect(await ask(peer, joinFrame(rig, [rig.id(1)]))).toEqual(['refused']);
  }
  expect(await ask(peer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
});

test('ten wait in a queue and no more, and reporters and colleagues still come through', async () => {
  const rig = await rigWithCoordinator();
  const peer = await rig.dial();
  for (let n = 0; n < JOIN_SHARE_ENVELOPES; n += 1) {
    expect(await ask(peer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
  }
  rig.later(2 * HOUR);
  expect(await ask(peer, joinFrame(rig, [rig.id(0)]))).toEqual(['full']);
  const tab = await rig.reporter(rig.mailbox());
  const colleague = await rig.device(1);
  expect(await submit(tab, sendFrame([toDevice(rig.id(0))]))).toEqual(['accepted']);
  expect(await submit(colleague, sendFrame([toDevice(rig.id(0))]))).toEqual(['accepted']);
});

test('who has signed in does not ask to be let in', async () => {
  const rig = await rigWithCoordinator();
  for (const peer of [await rig.device(1), await rig.reporter(rig.mailbox())]) {
    peer.send(joinFrame(rig, [rig.id(0)]));
    expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'bad-frame' });
  }
});

test('a request that nobody collected is swept with the rest of the queue, and nobody is told', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  expect(await ask(newcomer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
  rig.later(15);
  await rig.relay().sweep();
  const coordinator = await rig.device(0);
  await coordinator.never('deliver', 150);
  expect(newcomer.frames.filter(({ type }) => type === 'expired')).toEqual([]);
});

test('when a coordinator is removed, what waited for it is gone, and the line is cut at once', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  const coordinator = await rig.device(0);
  expect(await ask(newcomer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
  const { devices } = readDocument(rig.team.document());
  const staying = devices.filter(({ id }) => id !== rig.id(0));
  expect(await rig.putNext({ devices: staying, revoked: [rig.id(0)] })).toBe('done');
  expect(await coordinator.next('closing')).toEqual({ type: 'closing', why: 'auth' });
  await coordinator.closed;
  expect(await ask(newcomer, joinFrame(rig, [rig.id(0)]))).toEqual(['refused']);
});

test('nothing is logged of a request', async () => {
  const rig = await rigWithCoordinator();
  const newcomer = await rig.dial();
  const before = rig.log.length;
  expect(await ask(newcomer, joinFrame(rig, [rig.id(0)]))).toEqual(['accepted']);
  await settle();
  expect(rig.log.slice(before)).toEqual([]);
});
