import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvelopeId } from '../../../protocol/ids.ts';
import { DELIVER_WINDOW } from '../../../protocol/limits.ts';
import {
  arrived,
  ofType,
  soon,
  startLinkRig,
  type LinkRig,
} from '../../../tests/support/link-rig.ts';
import { sendFrame, submit, toDevice } from '../../../tests/support/peer.ts';
import { freePort } from '../../../tools/children.ts';
import { ok, refuse } from '../../contract/outcome.ts';

// Every test speaks to the real relay in its own process, over real sockets.

let rig: LinkRig;

beforeEach(async () => {
  rig = await startLinkRig();
});

afterEach(() => rig.stop());

describe('signing in', () => {
  test('the relay knows this device by its login key and names the prekey it holds', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
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
    const on = rig.desk();
    await on.requests.dial({
      origins: [rig.origin],
      login: { ...rig.login(), seed: new Uint8Array(32) },
    });
    await soon(() => expect(ofType(on.facts, 'link-changed').at(-1)?.link).toBe('offline'));
    expect(ofType(on.facts, 'signed-in')).toEqual([]);
    await on.requests.dial({ origins: [rig.origin], login: rig.login() });
    await soon(() => expect(ofType(on.facts, 'signed-in')).toHaveLength(1));
  });

  test('origins are dialled in order until one answers', async () => {
    const on = rig.desk();
    const dead = `ws://127.0.0.1:${await freePort()}`;
    await on.requests.dial({ origins: [dead, rig.origin], login: rig.login() });
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
    const { requests } = rig.desk();
    expect(await requests.dial({ origins: [rig.origin, address], login: rig.login() })).toEqual(
      refuse('bad-origin'),
    );
  });
});

describe('carrying', () => {
  test('team, prekey and beacon go up and the team comes back', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
    const [device] = rig.team.devices;
    if (device === undefined) throw new Error('no device');
    const bundle = rig.team.bundle(device);
    const beacon = rig.team.beacon(device);
    expect(await on.requests.putPrekey({ bundle })).toEqual(ok(null));
    expect(await on.requests.putBeacon({ beacon })).toEqual(ok(null));
    const answer = await on.requests.fetchTeam({ team: rig.team.id });
    expect(answer).toMatchObject(
      ok({ document: rig.team.document(), bundles: [bundle], beacon: expect.any(Uint8Array) }),
    );
    expect(await on.requests.putBeacon({ beacon: beacon.slice(0, -1) })).toEqual(
      refuse('bad-document'),
    );
  });

  test('a post answers one result per target, and the same post again answers the same', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
    const { box, peer } = await rig.reporter();
    const frame = sendFrame([toDevice(rig.login(1).device)]);
    await submit(peer, sendFrame([toDevice(rig.login().device)], { tokenHash: box.tokenHash }));
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
    const on = rig.desk();
    await rig.signedIn(on);
    await on.requests.subscribe(null);
    const { peer } = await rig.reporter();
    const { header, ct } = sendFrame([]);
    peer.send({ type: 'ephemeral', targets: [toDevice(rig.login().device)], header, ct });
    await soon(() => expect(ofType(on.facts, 'ephemeral-arrived')).toHaveLength(1));
    expect(ofType(on.facts, 'ephemeral-arrived')[0]).toMatchObject({
      header: Uint8Array.from(header),
      ct: Uint8Array.from(ct),
    });
  });
});

describe('deliveries', () => {
  test('nothing is delivered before the vault subscribes, then everything in order', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
    const ids = await rig.report(5);
    expect(arrived(on.facts)).toEqual([]);
    await on.requests.subscribe(null);
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
  });

  test('what is settled does not come back; what is not, does', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
    await on.requests.subscribe(null);
    const ids = await rig.report(3);
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
    expect(await on.requests.settle({ ids: ids.slice(0, 2) })).toEqual(ok(null));
    on.link.stop();
    const next = rig.desk();
    await rig.signedIn(next);
    await next.requests.subscribe(null);
    await soon(() => expect(arrived(next.facts)).toEqual(ids.slice(2)));
  });

  test('settling what this connection never delivered does no harm', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
    expect(await on.requests.settle({ ids: [EnvelopeId.random()] })).toEqual(ok(null));
    expect(await on.requests.subscribe(null)).toEqual(ok(null));
    const ids = await rig.report(1);
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
  });

  test(
    'a full queue drains through the window, in order and each once',
    { timeout: 30_000 },
    async () => {
      const on = rig.desk();
      await rig.signedIn(on);
      const ids = [...(await rig.report(MANY)), ...(await rig.report(MANY))];
      const told: EnvelopeId[] = [];
      on.link.seat((fact) => {
        if (fact.type !== 'envelopes-arrived') return;
        const batch = fact.envelopes.map(({ id }) => id);
        expect(batch.length).toBeLessThanOrEqual(DELIVER_WINDOW);
        told.push(...batch);
        void on.requests.settle({ ids: batch });
      });
      await on.requests.dial({ origins: [rig.origin], login: rig.login() });
      await on.requests.subscribe(null);
      await soon(() => expect(told).toEqual(ids));
    },
  );

  test('while the disk has no room nothing is told or acked, and then everything is', async () => {
    let room = false;
    const on = rig.desk({ mayTell: async () => room });
    await rig.signedIn(on);
    await on.requests.subscribe(null);
    const ids = await rig.report(2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(arrived(on.facts)).toEqual([]);
    room = true;
    on.link.retell();
    await soon(() => expect(arrived(on.facts)).toEqual(ids));
  });
});

/** Nearly what one mailbox may have unacked; twice that is more than three windows. */
const MANY = 60;
