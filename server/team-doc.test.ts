import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { newSignKeys } from '../protocol/crypto/keys.ts';
import { DOCUMENT_LIFE_MS } from '../protocol/limits.ts';
import { documentHash, readDocument } from '../protocol/team/document.ts';
import { beaconUntil } from '../protocol/team/beacon.ts';
import { readPrekey } from '../protocol/team/prekey.ts';
import { kidOf } from '../protocol/team/derived-ids.ts';
import type { ClientFrame } from '../protocol/wire/client-frames.ts';
import type { RelayFrame } from '../protocol/wire/relay-frames.ts';
import { authFrame, sendFrame, submit, toDevice, type Peer } from '../tests/support/peer.ts';
import { startRig, type Rig } from '../tests/support/rig.ts';
import { createTestTeam, forged } from '../tests/support/test-team.ts';

vi.setConfig({ testTimeout: 20_000 });

const HOUR = 60 * 60 * 1000;
const open: Rig[] = [];

async function rigWith(wishes: Parameters<typeof startRig>[0]): Promise<Rig> {
  const rig = await startRig(wishes);
  open.push(rig);
  return rig;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.stop()));
});

const ask = (peer: Peer, frame: Extract<ClientFrame, { ref: number }>): Promise<RelayFrame> =>
  peer.ask(frame);
const done = { type: 'done', ref: 1 };
const refusedAs = (why: string) => ({ type: 'put-refused', ref: 1, why });

const put = (document: Uint8Array, claim = ''): Extract<ClientFrame, { type: 'team-put' }> => ({
  type: 'team-put',
  ref: 1,
  claim,
  document,
});

test('a new relay prints a code that takes one team, once', async () => {
  const rig = await rigWith({ claimed: false });
  const code = rig.relay().claim ?? '';
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const peer = await rig.dial();
  const other = createTestTeam({ origins: [rig.origin] });
  expect(await ask(peer, put(rig.team.document()))).toEqual(refusedAs('bad-claim'));
  expect(await ask(peer, put(rig.team.document(), 'AAAA-AAAA'))).toEqual(refusedAs('bad-claim'));
  expect(await ask(peer, put(rig.team.document(), ` ${code.toLowerCase()} `))).toEqual(done);
  expect(await ask(peer, put(other.document(), code))).toEqual(refusedAs('bad-claim'));
  await peer.close();
  await rig.restart();
  expect(rig.relay().claim).toBeNull();
  const late = await rig.dial();
  expect(await ask(late, put(other.document(), code))).toEqual(refusedAs('not-served'));
  await late.close();
});

test('a forged first document leaves the code unused', async () => {
  const rig = await rigWith({ claimed: false });
  const code = rig.relay().claim ?? '';
  const peer = await rig.dial();
  expect(await ask(peer, put(forged(rig.team.document()), code))).toEqual(
    refusedAs('bad-signature'),
  );
  expect(await ask(peer, put(rig.team.document(), code))).toEqual(done);
  await peer.close();
});

test('after an hour the code is void', async () => {
  const rig = await rigWith({ claimed: false });
  rig.later(1 / 24 + 1 / 1000);
  const peer = await rig.dial();
  expect(await ask(peer, put(rig.team.document(), rig.relay().claim ?? ''))).toEqual(
    refusedAs('bad-claim'),
  );
  await peer.close();
});

test('a relay told whom to serve needs no code and takes nobody else', async () => {
  const team = createTestTeam({ origins: ['wss://relay.example'] });
  const rig = await rigWith({ claimed: false, config: { teams: new Map([[team.id, team.id]]) } });
  expect(rig.relay().claim).toBeNull();
  const peer = await rig.dial();
  expect(await ask(peer, put(rig.team.document()))).toEqual(refusedAs('not-served'));
  expect(await ask(peer, put(team.document()))).toEqual(done);
  await peer.close();
});

test('a document is replaced only by its true successor', async () => {
  const rig = await rigWith({});
  const peer = await rig.dial();
  const first = rig.team.document();
  const second = rig.team.after(first, 2);
  const long = Date.now() - DOCUMENT_LIFE_MS - HOUR;
  for (const [document, why] of [
    [rig.team.after(first, 3), 'not-newest'],
    [rig.team.after(second, 2), 'not-newest'],
    [rig.team.document({ profile: [] }), 'not-newest'],
    [forged(second), 'bad-signature'],
    [rig.team.after(first, 2, { issued: long, expires: long + HOUR }), 'expired'],
    [rig.team.after(first, 2, { issued: Date.now() + 2 * HOUR }), 'bad-document'],
    [new Uint8Array(300), 'bad-document'],
  ] as const) {
    expect(await ask(peer, put(document))).toEqual(refusedAs(why));
  }
  const thief = newSignKeys();
  const foreign = rig.team.document(
    { seq: 2, prev: documentHash(first), signer: thief.publicKey },
    thief,
  );
  expect(await ask(peer, put(foreign))).toEqual(refusedAs('not-allowed'));
  expect(await ask(peer, put(first))).toEqual(done);
  expect(await ask(peer, put(second))).toEqual(done);
  expect(await ask(peer, put(second))).toEqual(done);
  expect(await ask(peer, put(first))).toEqual(refusedAs('not-newest'));
  await peer.close();
});

test('a change of root is taken at any higher seq, however many documents the key before it has put', async () => {
  const rig = await rigWith({});
  const peer = await rig.dial();
  const first = rig.team.document();
  const second = rig.team.after(first, 2);
  expect(await ask(peer, put(second))).toEqual(done);
  const root = rig.team.document(
    {
      seq: 1000,
      prev: documentHash(first),
      signer: rig.team.next.publicKey,
      next: newSignKeys().publicKey,
    },
    rig.team.next,
  );
  expect(await ask(peer, put(root))).toEqual(done);
  expect(await ask(peer, put(rig.team.after(root, 1001)))).toEqual(refusedAs('not-allowed'));
  await peer.close();
});

test('document and bundles survive a restart, a beacon does not', async () => {
  const rig = await rigWith({});
  const device = rig.team.devices[0];
  if (device === undefined) throw new Error('no device');
  const bundle = rig.team.bundle(device);
  const peer = await rig.device();
  expect(await ask(peer, { type: 'prekey-put', ref: 1, bundle })).toEqual(done);
  expect(await ask(peer, { type: 'beacon-put', ref: 1, beacon: rig.team.beacon(device) })).toEqual(
    done,
  );
  await rig.restart();
  const again = await rig.dial();
  const team = await ask(again, { type: 'team-get', ref: 9, team: rig.team.id });
  if (team.type !== 'team') throw new Error(team.type);
  expect(Buffer.from(team.document).equals(rig.team.document())).toBe(true);
  expect(team.bundles.map((bytes) => Buffer.from(bytes).equals(bundle))).toEqual([true]);
  expect(team.beacon).toHaveLength(0);
  again.send(authFrame(again, rig.origin, rig.login()));
  const { kid } = await again.next('authed');
  expect(Buffer.from(kid).equals(kidOf(device.prekey.publicKey))).toBe(true);
  await again.close();
});

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ devices: 3 });
});
afterAll(() => rig.stop());

test('only the newest prekey of the own device is taken, and everybody else hears that there is a newer one', async () => {
  const [mine, foreign] = rig.team.devices;
  if (mine === undefined || foreign === undefined) throw new Error('no device');
  const peer = await rig.device(0);
  const visitor = await rig.dial();
  visitor.send({ type: 'team-get', ref: 1, team: rig.team.id });
  await visitor.next('team');
  const issued = Date.now();
  const at = (time: number): Uint8Array => rig.team.bundle(mine, { issued: time });
  const send = (bundle: Uint8Array): Promise<RelayFrame> =>
    ask(peer, { type: 'prekey-put', ref: 1, bundle });
  const first = at(issued);
  expect(await send(first)).toEqual(done);
  expect(await visitor.next('newer')).toEqual({ type: 'newer', documentSeq: 1 });
  expect(await send(first)).toEqual(done);
  expect(await send(at(issued - 1000))).toEqual(refusedAs('not-newest'));
  expect(await send(at(issued + 1000))).toEqual(done);
  expect(await send(at(issued + 2 * HOUR))).toEqual(refusedAs('bad-document'));
  expect(await send(rig.team.bundle(foreign))).toEqual(refusedAs('not-allowed'));
  expect(await send(forged(at(issued + 2000)))).toEqual(refusedAs('bad-signature'));
  const team = await ask(visitor, { type: 'team-get', ref: 2, team: rig.team.id });
  expect(team.type === 'team' && team.bundles.length).toBe(1);
  await Promise.all([peer.close(), visitor.close()]);
});

test('a beacon reaches everybody who looks at the team, and the longest one stays', async () => {
  const [one, two] = rig.team.devices;
  if (one === undefined || two === undefined) throw new Error('no device');
  const [a, b, tab] = [await rig.device(0), await rig.device(1), await rig.reporter(rig.mailbox())];
  const until = beaconUntil(Date.now());
  const long = rig.team.beacon(one, until);
  expect(await ask(a, { type: 'beacon-put', ref: 1, beacon: long })).toEqual(done);
  const { beacon } = await tab.next('beacon');
  expect(Buffer.from(beacon).equals(long)).toBe(true);
  await b.next('beacon');
  expect(
    await ask(b, { type: 'beacon-put', ref: 1, beacon: rig.team.beacon(two, until - 60_000) }),
  ).toEqual(done);
  await tab.never('beacon', 100);
  const wrong = { type: 'beacon-put', ref: 1, beacon: rig.team.beacon(one, until + 1000) } as const;
  expect(await ask(b, wrong)).toEqual(refusedAs('not-allowed'));
  const far = {
    type: 'beacon-put',
    ref: 1,
    beacon: rig.team.beacon(one, Date.now() + HOUR),
  } as const;
  expect(await ask(a, far)).toEqual(refusedAs('expired'));
  const team = await ask(tab, { type: 'team-get', ref: 2, team: rig.team.id });
  expect(team.type === 'team' && Buffer.from(team.beacon).equals(long)).toBe(true);
  await Promise.all([a.close(), b.close(), tab.close()]);
});

test('a revoked device loses its connection, its queue and its prekey at once', async () => {
  const gone = rig.team.devices[2];
  if (gone === undefined) throw new Error('no device');
  const peer = await rig.device(2);
  const tab = await rig.reporter(rig.mailbox());
  expect(await ask(peer, { type: 'prekey-put', ref: 1, bundle: rig.team.bundle(gone) })).toEqual(
    done,
  );
  const colleague = await rig.device(0);
  const onlyForIt = sendFrame([toDevice(rig.id(2))]);
  expect(await submit(tab, onlyForIt)).toEqual(['accepted']);
  await peer.next('deliver');
  const devices = readDocument(rig.team.document()).devices.filter(({ id }) => id !== gone.keys.id);
  expect(await rig.putNext({ devices, revoked: [gone.keys.id] })).toBe('done');
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'auth' });
  await peer.closed;
  expect(await colleague.next('newer')).toEqual({ type: 'newer', documentSeq: 2 });
  expect(await tab.next('expired')).toMatchObject({ eid: onlyForIt.eid });
  expect(await submit(tab, sendFrame([toDevice(rig.id(2)), toDevice(rig.id(0))]))).toEqual([
    'refused',
    'accepted',
  ]);
  const team = await ask(colleague, { type: 'team-get', ref: 2, team: rig.team.id });
  const held = team.type === 'team' ? team.bundles.map((bytes) => readPrekey(bytes).device) : [];
  expect(held).not.toContain(gone.keys.id);
  await Promise.all([colleague.close(), tab.close()]);
});
