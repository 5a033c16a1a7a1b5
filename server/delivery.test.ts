import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { platformRandom } from '../protocol/crypto/random.ts';
import { DeviceId, EnvelopeId } from '../protocol/ids.ts';
import { DELIVER_WINDOW } from '../protocol/limits.ts';
import type { ClientFrame } from '../protocol/wire/client-frames.ts';
import {
  newMailbox,
  sendFrame,
  submit,
  toDevice,
  toMailbox,
  type Peer,
  type TestMailbox,
} from '../tests/support/peer.ts';
import { ackAll, settle, startRig, type Rig } from '../tests/support/rig.ts';

vi.setConfig({ testTimeout: 20_000 });

let rig: Rig;
const open: Peer[] = [];

beforeAll(async () => {
  rig = await startRig({ devices: 3 });
});
afterAll(() => rig.stop());

/** Whatever a test left in the queues is taken out, so that the next starts with empty ones. */
afterEach(async () => {
  await Promise.all(open.splice(0).map((peer) => peer.close()));
  for (const index of [0, 1, 2]) {
    const peer = await rig.device(index);
    ackAll(peer);
    for (const frame of peer.frames) {
      if (frame.type === 'deliver') peer.send({ type: 'ack', eid: frame.envelope.id });
    }
    await settle(60);
    await peer.close();
  }
});

const use = async (peer: Promise<Peer>): Promise<Peer> => {
  const opened = await peer;
  open.push(opened);
  return opened;
};
const operator = (index = 0): Promise<Peer> => use(rig.device(index));
const reporter = (box: TestMailbox): Promise<Peer> => use(rig.reporter(box));
const delivered = (peer: Peer): readonly EnvelopeId[] =>
  peer.frames.flatMap((frame) => (frame.type === 'deliver' ? [frame.envelope.id] : []));
/** Exactly these come, and nothing more after them. */
async function comes(peer: Peer, eids: readonly (EnvelopeId | undefined)[]): Promise<void> {
  await expect.poll(() => delivered(peer).length, { timeout: 10_000 }).toBe(eids.length);
  await settle();
  expect(delivered(peer)).toEqual(eids);
}
const ephemeral = (
  frame: ReturnType<typeof sendFrame>,
): Extract<ClientFrame, { type: 'ephemeral' }> => ({
  type: 'ephemeral',
  targets: frame.targets,
  header: frame.header,
  ct: frame.ct,
});

test('what a reporter sends reaches each device with its own wrap, byte for byte', async () => {
  const [a, b] = [await operator(0), await operator(1)];
  const tab = await reporter(rig.mailbox());
  const frame = sendFrame([toDevice(rig.id(0)), toDevice(rig.id(1))]);
  expect(await submit(tab, frame)).toEqual(['accepted', 'accepted']);
  for (const [index, peer] of [a, b].entries()) {
    const { envelope } = await peer.next('deliver');
    expect(envelope.id).toBe(frame.eid);
    expect(envelope.wake).toBe(true);
    expect(Buffer.from(envelope.header).equals(frame.header)).toBe(true);
    expect(Buffer.from(envelope.ct).equals(frame.ct)).toBe(true);
    expect(Buffer.from(envelope.wrap).equals(frame.targets[index]?.wrap ?? new Uint8Array())).toBe(
      true,
    );
  }
});

test('an envelope waits for a device that is away, and comes in order of arrival', async () => {
  const tab = await reporter(rig.mailbox());
  const sent: EnvelopeId[] = [];
  for (let n = 0; n < 5; n += 1) {
    const frame = sendFrame([toDevice(rig.id())]);
    sent.push(frame.eid);
    await submit(tab, frame);
  }
  const peer = await operator();
  await comes(peer, sent);
});

test('no more than 32 are on the way at once, and each ack lets one more come', async () => {
  const tab = await reporter(rig.mailbox());
  const sent: EnvelopeId[] = [];
  for (let n = 0; n < DELIVER_WINDOW + 8; n += 1) {
    const frame = sendFrame([toDevice(rig.id())]);
    sent.push(frame.eid);
    await submit(tab, frame);
  }
  const peer = await operator();
  await comes(peer, sent.slice(0, DELIVER_WINDOW));
  const [first, second] = delivered(peer);
  if (first === undefined || second === undefined) throw new Error('nothing came');
  peer.send({ type: 'ack', eid: first });
  peer.send({ type: 'ack', eid: second });
  await comes(peer, sent.slice(0, DELIVER_WINDOW + 2));
});

test('what was not acknowledged comes again on the next subscription, what was does not', async () => {
  const tab = await reporter(rig.mailbox());
  const frames = [sendFrame([toDevice(rig.id())]), sendFrame([toDevice(rig.id())])];
  for (const frame of frames) await submit(tab, frame);
  const peer = await operator();
  await comes(
    peer,
    frames.map(({ eid }) => eid),
  );
  peer.send({ type: 'ack', eid: frames[0]?.eid ?? EnvelopeId.random() });
  // The answer says that the relay has read everything before it.
  await peer.ask({ type: 'team-get', ref: 1, team: rig.team.id });
  peer.cut();
  await comes(await operator(), [frames[1]?.eid]);
});

test('the same envelope sent twice is accepted twice and delivered once', async () => {
  const peer = await operator();
  const tab = await reporter(rig.mailbox());
  const frame = sendFrame([toDevice(rig.id())]);
  expect(await submit(tab, frame)).toEqual(['accepted']);
  expect(await submit(tab, frame)).toEqual(['accepted']);
  await comes(peer, [frame.eid]);
});

test('a repeat that comes after the acknowledgement is accepted and not delivered again', async () => {
  const peer = await operator();
  const tab = await reporter(rig.mailbox());
  const frame = sendFrame([toDevice(rig.id())]);
  const acked = ackAll(peer);
  await submit(tab, frame);
  await expect.poll(() => acked).toEqual([frame.eid]);
  await peer.ask({ type: 'team-get', ref: 1, team: rig.team.id });
  await settle(60);
  expect(await submit(tab, frame)).toEqual(['accepted']);
  await comes(peer, [frame.eid]);
});

test('a second subscriber takes the queue over: the first hears end and nothing after it', async () => {
  const first = await operator();
  const tab = await reporter(rig.mailbox());
  const second = await operator();
  await first.next('end');
  await first.closed;
  const frame = sendFrame([toDevice(rig.id())]);
  await submit(tab, frame);
  await second.next('deliver');
  expect(first.frames.at(-1)?.type).toBe('end');
});

test('a mailbox is taken over in the same way', async () => {
  const box = rig.mailbox();
  const first = await reporter(box);
  await reporter(box);
  await first.next('end');
  expect(await first.closed).toBe(1000);
});

test('a device may write to a mailbox only with a token the reporter gave away in an accepted message', async () => {
  const box = rig.mailbox();
  const tab = await reporter(box);
  const peer = await operator();
  const before = sendFrame([toMailbox(box)]);
  expect(await submit(peer, before)).toEqual(['refused']);
  await submit(tab, sendFrame([toDevice(rig.id())], { tokenHash: box.tokenHash }));
  expect(await submit(peer, sendFrame([toMailbox(box)]))).toEqual(['accepted']);
  await tab.next('deliver');
});

test('unknown mailbox, wrong token, unknown device and a reporter writing to a mailbox get one and the same answer', async () => {
  const box = rig.mailbox();
  const tab = await reporter(box);
  const peer = await operator();
  await submit(tab, sendFrame([toDevice(rig.id())], { tokenHash: box.tokenHash }));
  const wrong = toMailbox(box, platformRandom(16));
  const unknown = toMailbox(newMailbox(rig.team.id));
  const nobody = toDevice(DeviceId.random());
  expect(await submit(peer, sendFrame([wrong, unknown, nobody]))).toEqual([
    'refused',
    'refused',
    'refused',
  ]);
  expect(await submit(tab, sendFrame([toMailbox(box)]))).toEqual(['refused']);
});

test('a refused target never fails the others', async () => {
  const peer = await operator(1);
  const tab = await reporter(rig.mailbox());
  const frame = sendFrame([toDevice(DeviceId.random()), toDevice(rig.id(1))]);
  expect(await submit(tab, frame)).toEqual(['refused', 'accepted']);
  await peer.next('deliver');
});

test('an ephemeral reaches who is there, is stored nowhere and is never answered', async () => {
  const [a, tab] = [await operator(0), await reporter(rig.mailbox())];
  const frame = ephemeral(sendFrame([toDevice(rig.id(0)), toDevice(rig.id(1))]));
  tab.send(frame);
  const heard = await a.next('ephemeral');
  expect(Buffer.from(heard.wrap).equals(frame.targets[0]?.wrap ?? new Uint8Array())).toBe(true);
  const late = await operator(1);
  await late.never('ephemeral', 150);
  expect(tab.frames.map(({ type }) => type)).toEqual(['hello', 'subscribed']);
});

test('an ephemeral to a mailbox needs the token too', async () => {
  const box = rig.mailbox();
  const [peer, tab] = [await operator(), await reporter(box)];
  await submit(tab, sendFrame([toDevice(rig.id())], { tokenHash: box.tokenHash }));
  peer.send(ephemeral(sendFrame([toMailbox(box, platformRandom(16))])));
  await tab.never('ephemeral', 150);
  peer.send(ephemeral(sendFrame([toMailbox(box)])));
  await tab.next('ephemeral');
});

test('of many ephemerals in one second only two pass', async () => {
  const [peer, tab] = [await operator(), await reporter(rig.mailbox())];
  for (let n = 0; n < 10; n += 1) tab.send(ephemeral(sendFrame([toDevice(rig.id())])));
  await peer.next('ephemeral');
  await peer.next('ephemeral');
  await settle();
  expect(peer.frames.filter(({ type }) => type === 'ephemeral')).toHaveLength(2);
});

test('acknowledging what was delivered never counts as talking too fast', async () => {
  const strict = await startRig({ devices: 3, bounds: { frameBurst: 30, framesPerSecond: 1 } });
  for (const index of [1, 2]) {
    const colleague = await strict.device(index);
    for (let n = 0; n < 250; n += 1) colleague.send(sendFrame([toDevice(strict.id(0))]));
    for (let n = 0; n < 250; n += 1) await colleague.next('result');
    await colleague.close();
  }
  const peer = await strict.device(0);
  for (const frame of peer.frames) {
    if (frame.type === 'deliver') peer.send({ type: 'ack', eid: frame.envelope.id });
  }
  ackAll(peer);
  await expect.poll(() => new Set(delivered(peer)).size, { timeout: 10_000 }).toBe(500);
  await peer.close();
  await strict.stop();
});
