import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  arrived,
  ofType,
  soon,
  startLinkRig,
  type LinkRig,
} from '../../../tests/support/link-rig.ts';
import { deviceOn, sendFrame, submit, toDevice } from '../../../tests/support/peer.ts';
import type { CarrierFact } from '../../contract/carrier.ts';
import { ok, refuse } from '../../contract/outcome.ts';

// Apart: the vault is locked, the relay is killed, or someone else has the queue.

let rig: LinkRig;

beforeEach(async () => {
  rig = await startLinkRig();
});

afterEach(() => rig.stop());

describe('while the vault is locked', () => {
  test('the link stays up, holds what comes, acks nothing, and tells it all to the next vault', async () => {
    const wakes: boolean[] = [];
    const on = rig.desk({ onWake: (_, read) => wakes.push(read) });
    await rig.signedIn(on);
    await on.requests.subscribe(null);
    on.link.vacate();
    const ids = await rig.report(4);
    await soon(() => expect(wakes).toEqual([false, false, false, false]));
    expect(arrived(on.facts)).toEqual([]);

    const facts: CarrierFact[] = [];
    on.link.seat((fact) => facts.push(fact));
    expect(facts).toEqual([{ type: 'link-changed', link: 'online' }]);
    await on.requests.dial({ origins: [rig.origin], login: rig.login() });
    expect(facts.map(({ type }) => type)).toEqual(['link-changed', 'signed-in']);
    await on.requests.subscribe(null);
    await soon(() => expect(arrived(facts)).toEqual(ids));
  });

  test('a call for help is told from what waits, but not one that may have waited itself', async () => {
    const wakes: string[] = [];
    const backlog = 300;
    const on = rig.desk({ onWake: (what) => wakes.push(what), backlog });
    await rig.signedIn(on);
    await on.requests.subscribe(null);
    on.link.vacate();
    const keys = rig.team.devices[1]?.keys;
    if (keys === undefined) throw new Error('no second device');
    const about = { team: rig.team.id, device: keys.id, login: keys.login };
    const colleague = await deviceOn(rig.origin, about);
    rig.later(() => colleague.close());
    const help = () => ({ ...sendFrame([toDevice(rig.login().device)]), wake: 'help' as const });
    await submit(colleague, help());
    await soon(() => expect(wakes).toEqual(['waits']));
    await new Promise((resolve) => setTimeout(resolve, backlog));
    await submit(colleague, help());
    await soon(() => expect(wakes).toEqual(['waits', 'help']));
  });

  test('a page that has not unlocked yet is told no delivery', async () => {
    const on = rig.desk();
    await rig.signedIn(on);
    await on.requests.subscribe(null);
    const facts: CarrierFact[] = [];
    on.link.seat((fact) => facts.push(fact));
    await rig.report(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(arrived(facts)).toEqual([]);
  });

  test(
    'after the relay came back it still receives, for the notice',
    { timeout: 20_000 },
    async () => {
      const wakes: boolean[] = [];
      const on = rig.desk({ onWake: (_, read) => wakes.push(read) });
      await rig.signedIn(on);
      await on.requests.subscribe(null);
      on.link.vacate();
      await rig.killRelay();
      await rig.startRelay();
      await rig.report(1);
      await soon(() => expect(wakes).toEqual([false]));
    },
  );
});

describe('a relay that is killed', () => {
  test(
    'what was in flight is offline, what was accepted is there, and the link comes back by itself',
    { timeout: 20_000 },
    async () => {
      const on = rig.desk();
      await rig.signedIn(on);
      await on.requests.subscribe(null);
      const ids = await rig.report(3);
      await soon(() => expect(arrived(on.facts)).toEqual(ids));
      const inFlight = Array.from({ length: 20 }, () => {
        const { eid, header, ct } = sendFrame([]);
        return on.requests.post({
          eid,
          wake: true,
          targets: [toDevice(rig.login(1).device)],
          header,
          ct,
        });
      });
      await rig.killRelay();
      for (const outcome of await Promise.all(inFlight)) {
        expect([ok(['accepted']), refuse('offline')]).toContainEqual(outcome);
      }
      expect(await on.requests.settle({ ids })).toEqual(refuse('offline'));
      expect(await on.requests.subscribe(null)).toEqual(refuse('offline'));

      await rig.startRelay();
      await soon(() => expect(ofType(on.facts, 'signed-in')).toHaveLength(2));
      const before = on.facts.length;
      await on.requests.subscribe(null);
      await soon(() => expect(arrived(on.facts.slice(before))).toEqual(ids));
    },
  );

  test('a post nobody answers is offline', async () => {
    const { requests } = rig.desk();
    const { eid, header, ct } = sendFrame([]);
    const post = { eid, wake: true, targets: [toDevice(rig.login().device)], header, ct };
    expect(await requests.post(post)).toEqual(refuse('offline'));
    expect(await requests.fetchTeam({ team: rig.team.id })).toEqual(refuse('offline'));
  });
});

test('when another connection takes the queue over, the link says so and does not fight', async () => {
  const on = rig.desk();
  await rig.signedIn(on);
  await on.requests.subscribe(null);
  const keys = rig.team.devices[0]?.keys;
  if (keys === undefined) throw new Error('no device');
  const other = await deviceOn(rig.origin, {
    team: rig.team.id,
    device: keys.id,
    login: keys.login,
  });
  rig.later(() => other.close());
  await soon(() => expect(ofType(on.facts, 'taken-over')).toHaveLength(1));
  expect(ofType(on.facts, 'link-changed').at(-1)?.link).toBe('offline');
  await other.never('end', 1500);
  await rig.signedIn(on);
  await on.requests.subscribe(null);
  await other.next('end');
});
