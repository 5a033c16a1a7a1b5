import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { HELP_AGAIN_MS, HELP_CALLS_PER_HOUR, HELP_LIFE_MS } from '../../../protocol/limits.ts';
import { PLAIN_RULES } from '../../contract/duty.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { endAll, keep, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Calling colleagues for help, and being called. Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`calls for help: seed ${seed}`);

const HOUR = 60 * 60_000;

async function three() {
  const one = await team();
  const two = keep(await secondDevice(one));
  const third = keep(await secondDevice(one));
  for (const app of [one, two]) {
    app.main.tell({ type: 'team-newer', documentSeq: 3 });
    await settled();
  }
  return { one, two, third };
}

const calls = async (app: App) => await app.desk.helpCalls(null);
const rung = ({ facts }: App): number => facts.filter(({ type }) => type === 'help-rings').length;
const notices = ({ main }: App): number => main.log.filter((what) => what === 'call help').length;
const callFrom = async (app: App) => {
  const called = await app.desk.callHelp({ about: null });
  await settled();
  return called;
};
const idAt = async (app: App) => {
  const [call] = await calls(app);
  if (call === undefined) throw new Error('nobody calls');
  return call.id;
};
const answer = async (app: App) => {
  const said = await app.desk.comeToHelp({ call: await idAt(app) });
  await settled();
  return said;
};

test('a call rings at every colleague, away or not, and everybody sees who comes', async () => {
  const { one, two, third } = await three();
  await two.desk.setDuty({ duty: 'away' });
  expect(await callFrom(one)).toEqual(ok(null));
  expect([one, two, third].map(rung)).toEqual([0, 1, 1]);
  expect([one, two, third].map(notices)).toEqual([0, 1, 1]);
  expect(await calls(two)).toMatchObject([{ own: false, alias: 'Team Ahorn', coming: [] }]);
  expect(await answer(two)).toEqual(ok(null));
  for (const app of [one, third]) {
    expect(await calls(app)).toMatchObject([{ coming: [{ alias: 'Team Birke', own: false }] }]);
  }
  expect(await calls(two)).toMatchObject([{ coming: [{ own: true }] }]);
});

test('whoever has switched it off is not rung, and sees it all the same', async () => {
  const { one, two } = await three();
  await two.desk.setDutyRules({ rules: { ...PLAIN_RULES, help: false } });
  expect(two.main.heedsHelp).toBe(false);
  await callFrom(one);
  expect([rung(two), notices(two)]).toEqual([0, 0]);
  expect(await calls(two)).toHaveLength(1);
});

test('with sound and notices off it rings, since it has a switch of its own', async () => {
  const { one, two } = await three();
  const rules = { ...PLAIN_RULES, sound: false, notices: false };
  await two.desk.setDutyRules({ rules });
  expect([two.main.heedsWakes, two.main.heedsHelp]).toEqual([false, true]);
  await callFrom(one);
  expect([rung(two), notices(two)]).toEqual([1, 1]);
});

test('while nobody comes it is said again, once somebody does no more, and it ends by itself', async () => {
  const { one, two, third } = await three();
  await callFrom(one);
  await one.env.advance(2 * HELP_AGAIN_MS);
  expect(rung(two)).toBe(3);
  await answer(third);
  await one.env.advance(2 * HELP_AGAIN_MS);
  expect(rung(two)).toBe(3);
  await one.env.advance(HELP_LIFE_MS);
  for (const app of [one, two, third]) expect(await calls(app)).toEqual([]);
  expect(two.facts.findLast(({ type }) => type === 'help-changed')).toMatchObject({ calls: [] });
});

test('whoever called calls once more while somebody comes: it rings again, and the first call is over', async () => {
  const { one, two, third } = await three();
  await callFrom(one);
  await answer(two);
  const first = await idAt(one);
  expect(await callFrom(one)).toEqual(ok(null));
  expect([rung(two), rung(third)]).toEqual([2, 2]);
  for (const app of [one, two, third]) {
    expect(await calls(app)).toMatchObject([{ coming: [] }]);
    expect(await idAt(app)).not.toBe(first);
  }
});

test('whoever said so before and did not come ends no ringing a second time, and anybody else does', async () => {
  const { one, two, third } = await three();
  await callFrom(one);
  await answer(two);
  await callFrom(one);
  await answer(two);
  expect(rung(third)).toBe(2);
  await one.env.advance(HELP_AGAIN_MS);
  expect(rung(third)).toBe(3);
  await answer(third);
  await one.env.advance(2 * HELP_AGAIN_MS);
  expect(rung(third)).toBe(3);
});

test('whoever called ends it for everybody; whoever was called only hides it', async () => {
  const { one, two, third } = await three();
  await callFrom(one);
  await two.desk.endHelp({ call: await idAt(two) });
  await settled();
  expect([await calls(one), await calls(two), await calls(third)].map((all) => all.length)).toEqual(
    [1, 0, 1],
  );
  await one.env.advance(HELP_AGAIN_MS);
  expect([rung(two), rung(third)]).toEqual([1, 2]);
  await one.desk.endHelp({ call: await idAt(one) });
  await settled();
  for (const app of [one, two, third]) expect(await calls(app)).toEqual([]);
});

test('a call leads into the conversation it is about, where that is here', async () => {
  const { one, two, third } = await three();
  third.main.goOffline();
  const reporter = reporterOf(one);
  reporter.say('Ich stehe auf der Brücke');
  await settled();
  one.relay.queue((await third.desk.team(null)).device).waiting.clear();
  third.main.goOnline();
  await settled();
  const { conversation } = reporter.keys;
  await one.desk.callHelp({ about: conversation });
  await settled();
  expect(await calls(two)).toMatchObject([{ about: conversation }]);
  expect(await calls(third)).toMatchObject([{ about: null }]);
  expect(reporter.got).toEqual([]);
});

test('nobody is told that somebody was called who was not: offline, alone, no operator', async () => {
  const one = await team();
  expect(await callFrom(one)).toEqual(refuse('nobody'));
  keep(await secondDevice(one));
  one.main.goOffline();
  expect(await callFrom(one)).toEqual(refuse('offline'));
  expect(await calls(one)).toEqual([]);
  const manager = keep(await secondDevice(one, ['coordinator']));
  expect(await callFrom(manager)).toEqual(refuse('not-operator'));
});

test('so many calls an hour and no more, on both sides', async () => {
  const { one, two } = await three();
  for (let n = 0; n < HELP_CALLS_PER_HOUR; n += 1) {
    expect(await callFrom(one)).toEqual(ok(null));
    expect(await callFrom(one)).toEqual(ok(null));
    await one.desk.endHelp({ call: await idAt(one) });
    await settled();
  }
  expect(await callFrom(one)).toEqual(refuse('too-often'));
  expect(rung(two)).toBe(HELP_CALLS_PER_HOUR);
  // A lock forgets what was counted; whoever is called has not.
  await one.desk.lock(null);
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  expect(await callFrom(again)).toEqual(ok(null));
  expect(rung(two)).toBe(HELP_CALLS_PER_HOUR);
  expect(await calls(two)).toEqual([]);
  await again.env.advance(HOUR);
  await callFrom(again);
  expect(rung(two)).toBe(HELP_CALLS_PER_HOUR + 1);
});

test('a call that comes too late, or would never end, is none', async () => {
  const { one, two, third } = await three();
  two.main.goOffline();
  await callFrom(one);
  await one.env.advance(HELP_LIFE_MS + 1);
  two.main.goOnline();
  await settled();
  expect([rung(two), await calls(two)]).toEqual([0, []]);
  expect(rung(third)).toBeGreaterThan(0);
});

test('whoever crashes while they call leaves nothing behind but the log, and the call ends for the others', async () => {
  const { one, two } = await three();
  await callFrom(one);
  await one.env.advance(2000);
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await calls(again)).toEqual([]);
  const { events } = await again.desk.audit({ before: null, limit: 50 });
  expect(events.map(({ act }) => act)).toContain('help-called');
  expect(await calls(two)).toHaveLength(1);
  await answer(two);
  await again.env.advance(HELP_LIFE_MS);
  expect(await calls(two)).toEqual([]);
});

test('whatever is called, answered, ended and cut off: nobody rings too often, and all agree in the end', async () => {
  const act = fc.record({
    who: fc.constantFrom(0, 1, 2),
    what: fc.constantFrom('call', 'come', 'end', 'net', 'wait'),
  });
  const { one, two, third } = await three();
  const apps = [one, two, third];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 10 }), async (acts) => {
      const before = apps.map(rung);
      for (const { who, what } of acts) {
        const app = apps[who] ?? one;
        const [call] = await calls(app);
        if (what === 'call') await app.desk.callHelp({ about: null });
        if (what === 'come' && call !== undefined) await app.desk.comeToHelp({ call: call.id });
        if (what === 'end' && call !== undefined) await app.desk.endHelp({ call: call.id });
        if (what === 'net' && app.main.online) app.main.goOffline();
        else if (what === 'net') app.main.goOnline();
        if (what === 'wait') await one.env.sleep(HELP_AGAIN_MS);
        await settled();
      }
      for (const app of apps) app.main.goOnline();
      await settled();
      const times = HELP_LIFE_MS / HELP_AGAIN_MS;
      for (const [n, app] of apps.entries()) {
        const most = 2 * HELP_CALLS_PER_HOUR * times;
        expect(rung(app) - (before[n] ?? 0)).toBeLessThanOrEqual(most);
      }
      await one.env.sleep(HELP_LIFE_MS);
      for (const app of apps) expect(await calls(app)).toEqual([]);
      await one.env.sleep(HOUR);
    }),
    { seed, numRuns: 6, endOnFailure: true },
  );
});
