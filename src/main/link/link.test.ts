import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EnvelopeId } from '../../../protocol/ids.ts';
import { DELIVER_WINDOW } from '../../../protocol/limits.ts';
import { startChild, freePort, type Child } from '../../../tools/children.ts';
import {
  deviceOn,
  dialPeer,
  mailboxFrame,
  newMailbox,
  sendFrame,
  submit,
  toDevice,
  type Peer,
  type TestMailbox,
} from '../../../tests/support/peer.ts';
import { createTestTeam, type TestTeam } from '../../../tests/support/test-team.ts';
import type { CarrierFact, Login } from '../../contract/carrier.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { Link, type LinkOptions } from './link.ts';
import { linkRequests } from './requests.ts';

// Every test speaks to the real relay in its own process, over real sockets.

interface Ready {
  readonly port: number;
  readonly origins: readonly string[];
  readonly claim: string;
}

let folder: string;
let port: number;
let origin: string;
let relay: Child<Ready>;
let team: TestTeam;
let login: Login;
const stops: (() => unknown)[] = [];

const startRelay = (): Promise<Child<Ready>> =>
  startChild<Ready>(
    'server/main.ts',
    { RELAY_PORT: String(port), RELAY_DB: path.join(folder, 'relay.db') },
    path.join(folder, 'relay.log'),
  );

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-link-'));
  port = await freePort();
  origin = `ws://127.0.0.1:${port}`;
  relay = await startRelay();
  team = createTestTeam({ origins: [origin], devices: [['operator'], ['operator']] });
  login = loginOf(0);
  const { requests, link } = desk();
  expect(await requests.dial({ origins: [origin], login: null })).toEqual(ok(null));
  const claim = { document: team.document(), claim: relay.ready.claim };
  expect(await requests.putTeam(claim)).toEqual(ok(null));
  link.stop();
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await relay.kill();
  await rm(folder, { recursive: true, force: true });
});

const loginOf = (index: number): Login => {
  const device = team.devices[index];
  if (device === undefined) throw new Error('no such device');
  const { id, login: keys } = device.keys;
  return { team: team.id, device: id, seed: keys.seed, documentSeq: 1 };
};

/** A link with a vault in its seat that remembers what it was told. */
function desk(options: Partial<LinkOptions> = {}) {
  const link = new Link({
    mayTell: async () => true,
    onWake: () => null,
    random: () => 0,
    ...options,
  });
  stops.push(() => link.stop());
  const facts: CarrierFact[] = [];
  link.seat((fact) => facts.push(fact));
  return { link, requests: linkRequests(link), facts };
}

const ofType = <T extends CarrierFact['type']>(facts: readonly CarrierFact[], type: T) =>
  facts.filter((fact): fact is Extract<CarrierFact, { type: T }> => fact.type === type);

const arrived = (facts: readonly CarrierFact[]): readonly EnvelopeId[] =>
  ofType(facts, 'envelopes-arrived').flatMap(({ envelopes }) => envelopes.map(({ id }) => id));

const soon = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 8000, interval: 10 });

async function signedIn(on: ReturnType<typeof desk>): Promise<void> {
  const before = ofType(on.facts, 'signed-in').length;
  await on.requests.dial({ origins: [origin], login });
  await soon(() => expect(ofType(on.facts, 'signed-in').length).toBeGreaterThan(before));
}

async function reporter(): Promise<{ readonly peer: Peer; readonly box: TestMailbox }> {
  const box = newMailbox(team.id);
  const peer = await dialPeer(origin);
  peer.send(mailboxFrame(peer, origin, box));
  await peer.next('subscribed');
  stops.push(() => peer.close());
  return { peer, box };
}

/** Sends noise of the right shape to our device; returns the ids in the order sent. */
async function report(count: number): Promise<readonly EnvelopeId[]> {
  const { peer } = await reporter();
  const ids: EnvelopeId[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const frame = sendFrame([toDevice(login.device)]);
    expect(await submit(peer, frame)).toEqual(['accepted']);
    ids.push(frame.eid);
  }
  return ids;
}

describe('signing in', () => {
  test('the relay knows this device by its login key and names the prekey it holds', async () => {
    const on = desk();
    await signedIn(on);
    const [fact] = ofType(on.facts, 'signed-in');
    expect(fact?.documentSeq).toBe(1);
    expect(fact?.kid).toEqual(new Uint8Array(8));
    expect(Math.abs((fact?.time ?? 0) - Date.now())).toBeLessThan(5000);
    expect(ofType(on.facts, 'link-changed').map(({ link }) => link)).toEqual([
      'offline',
      'connecting',
      'online',
    ]);
  });

  test('a wrong key is not let in, and the link says offline and keeps trying', async () => {
    const on = desk();
    await on.requests.dial({ origins: [origin], login: { ...login, seed: new Uint8Array(32) } });
    await soon(() => expect(ofType(on.facts, 'link-changed').at(-1)?.link).toBe('offline'));
    expect(ofType(on.facts, 'signed-in')).toEqual([]);
    await on.requests.dial({ origins: [origin], login });
    await soon(() => expect(ofType(on.facts, 'signed-in')).toHaveLength(1));
  });

  test('origins are dialled in order until one answers', async () => {
    const on = desk();
    const dead = `ws://127.0.0.1:${await freePort()}`;
    await on.requests.dial({ origins: [dead, origin], login });
    await soon(() => expect(ofType(on.facts, 'signed-in')).toHaveLength(1));
  });

  test.each([
    'ws://relay.example.org',
    'https://127.0.0.1',
    'wss://relay.example.org/path',
    'wss://user@relay.example.org',
    'WSS://relay.example.org',
    'wss://relay.example.org?x',
    'file:///etc/passwd',
    'ws://127.0.0.1.example.org',
    '',
  ])('%s is not dialled', async (address) => {
    const { requests } = desk();
    expect(await requests.dial({ origins: [origin, address], login })).toEqual(
      refuse('bad-origin'),
    );
  });
});

describe('carrying', () => {
  test('team, prekey and beacon go up and the team comes back', async () => {
    const on = desk();
    await signedIn(on);
    const [device] = team.devices;
    if (device === undefined) throw new Error('no device');
    const bundle = team.bundle(device);
    const beacon = team.beacon(device);
    expect(await on.requests.putPrekey({ bundle })).toEqual(ok(null));
    expect(await on.requests.putBeacon({ beacon })).toEqual(ok(null));
    const answer = await on.requests.fetchTeam({ team: team.id });
    expect(answer).toMatchObject(
      ok({ document: team.document(), bundles: [bundle], beacon: expect.any(Uint8Array) }),
    );
    expect(await on.requests.putBeacon({ beacon: beacon.slice(0, -1) })).toEqual(
      refuse('bad-document'),
    );
  });

  test('a post answers one result per target, and the same post again answers the same', async () => {
    const on = desk();
    await signedIn(on);
    const { box, peer } = await reporter();
    const frame = sendFrame([toDevice(loginOf(1).device)]);
    await submit(peer, sendFrame([toDevice(login.device)], { tokenHash: box.tokenHash }));
    const mailbox = {
      kind: 'mailbox',
      mailbox: box.id,
      token: box.token,
      wrap: frame.targets[0]?.wrap ?? new Uint8Array(),
    } as const;
    const post = { eid: frame.eid, wake: true, header: frame.header, ct: frame.ct };
    const targets = [...frame.targets, { ...mailbox, token: new Uint8Array(16) }, mailbox];
    const expected = ok(['accepted', 'refused', 'accepted']);
    expect(await on.requests.post({ ...post, targets })).toEqual(expected);
    expect(await Promise.all([1, 2].map(() => on.requests.post({ ...post, targets })))).toEqual([
      expected,
      expected,
    ]);
    expect((await peer.next('deliver')).envelope.id).toBe(frame.eid);
  });

  test('an ephemeral reaches whoever is there and is never stored', async () => {
    const on = desk();
    await signedIn(on);
    await on.requests.subscribe(null);
    const { peer } = await reporter();
    const { header, ct } = sendFrame([]);
    peer.send({ type: 'ephemeral', targets: [toDevice(login.device)], header, ct });
    await soon(() => expect(ofType(on.facts, 'ephemeral-arrived')).toHaveLength(1));
    expect(ofType(on.facts, 'ephemeral-arrived')[0]).toMatchObject({
      header: Uint8Array.from(header),
      ct: Uint8Array.from(ct),
    });
  });
});

describe('deliveries', () => {
  test('nothing is delivered before the vault subscribes, then everything in order', async () => {
    const on = desk();
    await signedIn(on);
    const ids = await report(5);
    expect(arrived(on.facts)).toEqual([]);
    await on.requests.subscribe(null);
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
  });

  test('what is settled does not come back; what is not, does', async () => {
    const on = desk();
    await signedIn(on);
    await on.requests.subscribe(null);
    const ids = await report(3);
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
    expect(await on.requests.settle({ ids: ids.slice(0, 2) })).toEqual(ok(null));
    on.link.stop();
    const next = desk();
    await signedIn(next);
    await next.requests.subscribe(null);
    await soon(() => expect(arrived(next.facts)).toEqual(ids.slice(2)));
  });

  test('settling what this connection never delivered does no harm', async () => {
    const on = desk();
    await signedIn(on);
    expect(await on.requests.settle({ ids: [EnvelopeId.random()] })).toEqual(ok(null));
    expect(await on.requests.subscribe(null)).toEqual(ok(null));
    const ids = await report(1);
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
  });

  test(
    'a full queue drains through the window, in order and each once',
    { timeout: 30_000 },
    async () => {
      const on = desk();
      await signedIn(on);
      const ids = [...(await report(MANY)), ...(await report(MANY))];
      const told: EnvelopeId[] = [];
      on.link.seat((fact) => {
        if (fact.type !== 'envelopes-arrived') return;
        const batch = fact.envelopes.map(({ id }) => id);
        expect(batch.length).toBeLessThanOrEqual(DELIVER_WINDOW);
        told.push(...batch);
        void on.requests.settle({ ids: batch });
      });
      await on.requests.dial({ origins: [origin], login });
      await on.requests.subscribe(null);
      await soon(() => expect(told).toEqual(ids));
    },
  );

  test('while the disk has no room nothing is told or acked, and then everything is', async () => {
    let room = false;
    const on = desk({ mayTell: async () => room });
    await signedIn(on);
    await on.requests.subscribe(null);
    const ids = await report(2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(arrived(on.facts)).toEqual([]);
    room = true;
    on.link.retell();
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
  });
});

describe('while the vault is locked', () => {
  test('the link stays up, holds what comes, acks nothing, and tells it all to the next vault', async () => {
    const wakes: boolean[] = [];
    const on = desk({ onWake: (read) => wakes.push(read) });
    await signedIn(on);
    await on.requests.subscribe(null);
    on.link.vacate();
    const ids = await report(4);
    await soon(() => expect(wakes).toEqual([false, false, false, false]));

    const facts: CarrierFact[] = [];
    on.link.seat((fact) => facts.push(fact));
    expect(facts).toEqual([{ type: 'link-changed', link: 'online' }]);
    await on.requests.dial({ origins: [origin], login });
    expect(facts.map(({ type }) => type)).toEqual(['link-changed', 'signed-in']);
    await on.requests.subscribe(null);
    await soon(() => expect(arrived(facts)).toEqual(ids));
  });

  test('a page that has not unlocked yet is told no delivery', async () => {
    const on = desk();
    await signedIn(on);
    await on.requests.subscribe(null);
    const facts: CarrierFact[] = [];
    on.link.seat((fact) => facts.push(fact));
    await report(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(arrived(facts)).toEqual([]);
  });

  test(
    'after the relay came back it still receives, for the notice',
    { timeout: 20_000 },
    async () => {
      const wakes: boolean[] = [];
      const on = desk({ onWake: (read) => wakes.push(read) });
      await signedIn(on);
      await on.requests.subscribe(null);
      on.link.vacate();
      await relay.kill();
      relay = await startRelay();
      await report(1);
      await soon(() => expect(wakes).toEqual([false]));
    },
  );
});

describe('a relay that is killed', () => {
  test(
    'what was in flight is offline, what was accepted is there, and the link comes back by itself',
    { timeout: 20_000 },
    async () => {
      const on = desk();
      await signedIn(on);
      await on.requests.subscribe(null);
      const ids = await report(3);
      await soon(() => expect(arrived(on.facts)).toEqual(ids));
      const inFlight = Array.from({ length: 20 }, () => {
        const { eid, header, ct } = sendFrame([]);
        return on.requests.post({
          eid,
          wake: true,
          targets: [toDevice(loginOf(1).device)],
          header,
          ct,
        });
      });
      await relay.kill();
      for (const outcome of await Promise.all(inFlight)) {
        expect([ok(['accepted']), refuse('offline')]).toContainEqual(outcome);
      }
      expect(await on.requests.settle({ ids })).toEqual(refuse('offline'));
      expect(await on.requests.subscribe(null)).toEqual(refuse('offline'));

      relay = await startRelay();
      await soon(() => expect(ofType(on.facts, 'signed-in')).toHaveLength(2));
      const before = on.facts.length;
      await on.requests.subscribe(null);
      await soon(() => expect(arrived(on.facts.slice(before))).toEqual(ids));
    },
  );

  test('a post nobody answers is offline', async () => {
    const { requests } = desk();
    const { eid, header, ct } = sendFrame([]);
    const post = { eid, wake: true, targets: [toDevice(login.device)], header, ct };
    expect(await requests.post(post)).toEqual(refuse('offline'));
    expect(await requests.fetchTeam({ team: team.id })).toEqual(refuse('offline'));
  });
});

test('when another connection takes the queue over, the link says so and does not fight', async () => {
  const on = desk();
  await signedIn(on);
  await on.requests.subscribe(null);
  const keys = team.devices[0]?.keys;
  if (keys === undefined) throw new Error('no device');
  const other = await deviceOn(origin, { team: team.id, device: keys.id, login: keys.login });
  stops.push(() => other.close());
  await soon(() => expect(ofType(on.facts, 'taken-over')).toHaveLength(1));
  expect(ofType(on.facts, 'link-changed').at(-1)?.link).toBe('offline');
  await other.never('end', 1500);
  await signedIn(on);
  await on.requests.subscribe(null);
  await other.next('end');
});

/** Nearly what one mailbox may have unacked; twice that is more than three windows. */
const MANY = 60;
