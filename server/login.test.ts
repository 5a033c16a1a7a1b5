import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newSignKeys } from '../protocol/crypto/keys.ts';
import { platformRandom } from '../protocol/crypto/random.ts';
import { DeviceId, EnvelopeId, TeamId } from '../protocol/ids.ts';
import { readDocument } from '../protocol/team/document.ts';
import { authFrame, deviceOn, mailboxFrame, newMailbox, type Peer } from '../tests/support/peer.ts';
import { startRig, type Rig } from '../tests/support/rig.ts';

vi.setConfig({ testTimeout: 20_000 });

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ devices: 3, bounds: { authTimeoutMs: 500, visitMs: 2500 } });
});
afterAll(() => rig.stop());

/** The bytes of whatever the relay says before it closes, hello left out. */
async function lastWords(peer: Peer): Promise<string> {
  await peer.closed;
  return Buffer.concat(peer.raw.slice(1)).toString('hex');
}

const CLOSING_AUTH = '8e01';

test('hello comes first, with another nonce each time', async () => {
  const [one, two] = [await rig.dial(), await rig.dial()];
  expect(one.frames[0]?.type).toBe('hello');
  expect(Buffer.from(one.hello.nonce).equals(two.hello.nonce)).toBe(false);
  expect(Math.abs(one.hello.time - Date.now())).toBeLessThan(5000);
  expect(one.hello.workBits).toBe(0);
  await Promise.all([one.close(), two.close()]);
});

test('a device signs in and learns which prekey the relay holds for it', async () => {
  const peer = await rig.dial();
  peer.send(authFrame(peer, rig.origin, rig.login()));
  const { kid, documentSeq } = await peer.next('authed');
  expect(Buffer.from(kid).toString('hex')).toBe('0000000000000000');
  expect(documentSeq).toBe(1);
  await peer.close();
});

test('a login is good for one connection: its nonce works nowhere else', async () => {
  const [first, second] = [await rig.dial(), await rig.dial()];
  const frame = authFrame(first, rig.origin, rig.login());
  first.send(frame);
  await first.next('authed');
  second.send(frame);
  expect(await lastWords(second)).toBe(CLOSING_AUTH);
  first.send(frame);
  expect(await first.next('closing')).toEqual({ type: 'closing', why: 'bad-frame' });
});

test('forged, foreign, unknown and revoked logins get the same bytes', async () => {
  expect(
    await rig.putNext({
      devices: devicesWithout(2),
      revoked: [rig.id(2)],
    }),
  ).toBe('done');
  const known = rig.login();
  const attempts: ((peer: Peer) => ReturnType<typeof authFrame>)[] = [
    (peer) => ({ ...authFrame(peer, rig.origin, known), signature: platformRandom(64) }),
    (peer) => authFrame(peer, rig.origin, { ...known, login: newSignKeys() }),
    (peer) => authFrame(peer, 'wss://elsewhere.example', known),
    (peer) => authFrame(peer, rig.origin, known, { relayNonce: platformRandom(32) }),
    (peer) => ({ ...authFrame(peer, rig.origin, known), documentSeq: 7 }),
    (peer) => authFrame(peer, rig.origin, { ...known, device: DeviceId.random() }),
    (peer) => authFrame(peer, rig.origin, { ...known, team: TeamId.random() }),
    (peer) => authFrame(peer, rig.origin, rig.login(2)),
  ];
  for (const attempt of attempts) {
    const peer = await rig.dial();
    peer.send(attempt(peer));
    expect(await lastWords(peer)).toBe(CLOSING_AUTH);
  }
});

const devicesWithout = (index: number) =>
  readDocument(rig.team.document()).devices.filter(({ id }) => id !== rig.id(index));

test('a device that knows only an older document is let in and told that there is a newer one', async () => {
  const peer = await rig.dial();
  peer.send(authFrame(peer, rig.origin, rig.login(), { documentSeq: 0 }));
  const { documentSeq } = await peer.next('authed');
  expect(await peer.next('newer')).toEqual({ type: 'newer', documentSeq });
  await peer.close();
});

test('a mailbox opens for its key alone, and only under the name that follows from it', async () => {
  const box = newMailbox(rig.team.id);
  const other = newMailbox(rig.team.id);
  const attempts: ((peer: Peer) => ReturnType<typeof mailboxFrame>)[] = [
    (peer) => mailboxFrame(peer, rig.origin, { ...box, id: other.id }),
    (peer) => ({ ...mailboxFrame(peer, rig.origin, box), mailbox: other.id }),
    (peer) => ({ ...mailboxFrame(peer, rig.origin, box), signature: platformRandom(64) }),
    (peer) => ({ ...mailboxFrame(peer, rig.origin, box), key: platformRandom(32) }),
    (peer) => mailboxFrame(peer, 'ws://127.0.0.1:1', box),
    (peer) => mailboxFrame(peer, rig.origin, { ...box, team: TeamId.random() }),
  ];
  for (const attempt of attempts) {
    const peer = await rig.dial();
    peer.send(attempt(peer));
    expect(await lastWords(peer)).toBe(CLOSING_AUTH);
  }
  const peer = await rig.reporter(box);
  expect(peer.frames.map(({ type }) => type)).toEqual(['hello', 'subscribed']);
  await peer.close();
});

test('nothing but looking at a team works before a login', async () => {
  for (const frame of [
    { type: 'subscribe' },
    { type: 'ack', eid: EnvelopeId.random() },
    { type: 'prekey-put', ref: 1, bundle: platformRandom(100) },
    { type: 'beacon-put', ref: 1, beacon: platformRandom(100) },
  ] as const) {
    const peer = await rig.dial();
    peer.send(frame);
    expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'bad-frame' });
    await peer.closed;
  }
});

test('who says nothing within the time is asked to leave', async () => {
  const peer = await rig.dial();
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'timeout' });
  await peer.closed;
});

test('who looks at a team may stay longer, but not for ever', async () => {
  const peer = await rig.dial();
  peer.send({ type: 'team-get', ref: 5, team: rig.team.id });
  const { ref, document } = await peer.next('team');
  expect(ref).toBe(5);
  expect(document.length).toBeGreaterThan(100);
  await peer.never('closing', 900);
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'timeout' });
});

test('an unknown team has no document, and looking at it buys no time', async () => {
  const peer = await rig.dial();
  peer.send({ type: 'team-get', ref: 1, team: TeamId.random() });
  expect((await peer.next('team')).document.length).toBe(0);
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'timeout' });
});

test('a signed-in device is not timed out', async () => {
  const peer = await deviceOn(rig.origin, rig.login());
  await peer.never('closing', 900);
  await peer.close();
});
