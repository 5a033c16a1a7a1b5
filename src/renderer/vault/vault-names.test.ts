import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import type { RosterDevice, TeamRole } from '../../contract/people.ts';
import { NO_FILTER } from '../../contract/search.ts';
import type { App } from './testing/bench.ts';
import { unlocked } from './testing/begun.ts';
import { endAll, inboxOf, keep, read, reporterOf, team } from './testing/journey.ts';
import { colleagueOf } from './testing/fake-colleague.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;

/** As this device shows another. */
async function shown(on: App, of: App): Promise<RosterDevice | undefined> {
  const { device } = await of.desk.team(null);
  return (await on.desk.roster(null)).devices.find(({ id }) => id === device);
}

/** Two devices that can reach each other. */
async function two() {
  const ahorn = await team();
  const birke = keep(await secondDevice(ahorn));
  await settled();
  await ahorn.env.advance(MINUTE);
  return { ahorn, birke };
}

/** Fetches the team anew, as at each sign-in. */
async function signedIn(app: App): Promise<void> {
  app.main.goOffline();
  await settled();
  app.main.goOnline();
  await settled();
}

test('another name is written under at once and after a lock, and what was written keeps its own', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  await app.desk.send({ conversation, text: 'Vorher' });
  expect(await app.desk.nameSelf({ name: 'Linde' })).toEqual(ok(null));
  expect(await app.desk.team(null)).toMatchObject({ alias: 'Linde' });
  await app.desk.send({ conversation, text: 'Nachher' });
  const again = await unlocked(app);
  await again.desk.send({ conversation, text: 'Später' });
  const names = (await read(again, conversation)).flatMap((one) =>
    one.author === 'operator' ? [one.alias] : [],
  );
  expect(names).toEqual(['Team Ahorn', 'Linde', 'Linde']);
});

test('colleagues hear it, and see who answers under the new name', async () => {
  const { ahorn, birke } = await two();
  const reporter = reporterOf(ahorn);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  await ahorn.desk.claim({ conversation, anyway: false });
  await settled();
  expect((await inboxOf(birke))[0]?.holder).toMatchObject({ alias: 'Team Ahorn' });
  await ahorn.desk.nameSelf({ name: 'Linde' });
  await signedIn(ahorn);
  expect(await shown(birke, ahorn)).toMatchObject({
    name: 'Linde',
    alias: { now: 'Linde', before: 'Team Ahorn' },
  });
  expect((await inboxOf(birke))[0]?.holder).toMatchObject({ alias: 'Linde' });
});

test('what somebody calls a device here stays beside what it says of itself', async () => {
  const { ahorn, birke } = await two();
  const { device } = await ahorn.desk.team(null);
  await birke.desk.nameDevice({ device, name: 'Laptop am Empfang' });
  await ahorn.desk.nameSelf({ name: 'Linde' });
  await signedIn(ahorn);
  expect(await shown(birke, ahorn)).toMatchObject({
    name: 'Laptop am Empfang',
    alias: { now: 'Linde' },
  });
});

test('what somebody wrote is found by every name they go by here, whichever stands at it', async () => {
  const { ahorn, birke } = await two();
  const { device } = await ahorn.desk.team(null);
  const reporter = reporterOf(ahorn);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  await ahorn.desk.send({ conversation, text: 'Kastanie' });
  await ahorn.desk.nameSelf({ name: 'Linde' });
  await signedIn(ahorn);
  await birke.desk.nameDevice({ device, name: 'Laptop am Empfang' });
  const found = async (app: App, operator: string): Promise<number> =>
    (await app.desk.search({ ...NO_FILTER, text: 'Kastanie', operator, limit: 9 })).hits.length;
  for (const name of ['Team Ahorn', 'Linde', 'laptop']) expect(await found(birke, name)).toBe(1);
  for (const name of ['Team Ahorn', 'Linde']) expect(await found(ahorn, name)).toBe(1);
  expect([await found(ahorn, 'Laptop'), await found(birke, 'Weide')]).toEqual([0, 0]);
});

test('changed while nobody can be reached, it is told at the next sign-in, the newest only', async () => {
  const { ahorn, birke } = await two();
  ahorn.main.goOffline();
  await ahorn.desk.nameSelf({ name: 'Linde' });
  await ahorn.desk.nameSelf({ name: 'Weide' });
  await settled();
  expect(await shown(birke, ahorn)).toMatchObject({ alias: { now: '' } });
  ahorn.main.goOnline();
  await settled();
  expect(await shown(birke, ahorn)).toMatchObject({ alias: { now: 'Weide', before: 'Linde' } });
});

test('the same name again is no news, and on a full disk nothing changes', async () => {
  const app = await team();
  expect(await app.desk.nameSelf({ name: 'Team Ahorn' })).toEqual(ok(null));
  app.disk.full = true;
  expect(await app.desk.nameSelf({ name: 'Linde' })).toEqual(refuse('disk-full'));
  app.disk.full = false;
  expect(await app.desk.team(null)).toMatchObject({ alias: 'Team Ahorn' });
});

test('of two names chosen at once the later one stands, here and with colleagues', async () => {
  const { ahorn, birke } = await two();
  const chosen = [
    ahorn.desk.nameSelf({ name: 'Linde' }),
    ahorn.desk.nameSelf({ name: 'Team Ahorn' }),
  ];
  expect(await Promise.all(chosen)).toEqual([ok(null), ok(null)]);
  await signedIn(ahorn);
  expect(await ahorn.desk.team(null)).toMatchObject({ alias: 'Team Ahorn' });
  expect(await shown(birke, ahorn)).toMatchObject({
    alias: { now: 'Team Ahorn', before: 'Linde' },
  });
});

test('a name there was no room for is told to nobody, and chosen again it is', async () => {
  const { ahorn, birke } = await two();
  ahorn.disk.keyringsRefused = Infinity;
  expect(await ahorn.desk.nameSelf({ name: 'Linde' })).toEqual(refuse('disk-full'));
  ahorn.disk.keyringsRefused = 0;
  await signedIn(ahorn);
  expect(await ahorn.desk.team(null)).toMatchObject({ alias: 'Team Ahorn' });
  expect(await shown(birke, ahorn)).toMatchObject({ alias: { now: '' } });
  expect(await ahorn.desk.nameSelf({ name: 'Linde' })).toEqual(ok(null));
  await signedIn(ahorn);
  expect(await shown(birke, ahorn)).toMatchObject({ alias: { now: 'Linde' } });
});

test('a name nobody has heard yet is still told when there was no room for the next one', async () => {
  const { ahorn, birke } = await two();
  ahorn.main.goOffline();
  await ahorn.desk.nameSelf({ name: 'Linde' });
  ahorn.disk.keyringsRefused = Infinity;
  expect(await ahorn.desk.nameSelf({ name: 'Weide' })).toEqual(refuse('disk-full'));
  ahorn.disk.keyringsRefused = 0;
  ahorn.main.goOnline();
  await settled();
  expect(await shown(birke, ahorn)).toMatchObject({
    alias: { now: 'Linde', before: 'Team Ahorn' },
  });
});

test('killed between another name and writing under it, it tells the one it goes on under', async () => {
  const { ahorn, birke } = await two();
  ahorn.main.goOffline();
  await ahorn.desk.nameSelf({ name: 'Linde' });
  ahorn.disk.appendsUntilCrash = 1;
  const unanswered = expect(ahorn.desk.nameSelf({ name: 'Weide' })).rejects.toThrow('door closed');
  await settled();
  const again = await unlocked(ahorn);
  await unanswered;
  expect(await again.desk.team(null)).toMatchObject({ alias: 'Linde' });
  again.main.goOnline();
  await settled();
  expect(await shown(birke, again)).toMatchObject({ alias: { now: 'Linde' } });
});

/** What a colleague with these roles says of its name, as this device then shows it. */
async function saying(roles: readonly TeamRole[]) {
  const app = await team();
  const { device: own } = await app.desk.team(null);
  const colleague = await colleagueOf(app, roles);
  const { id } = colleague.keys;
  const says = async (name: string, version: number): Promise<void> => {
    colleague.say(own, { type: 'alias', name, version });
    await settled();
  };
  const names = async (): Promise<string | undefined> =>
    (await app.desk.roster(null)).devices.find((one) => one.id === id)?.alias.now;
  return { app, id, says, names };
}

test('a name that is older than the one known, or said again, changes nothing', async () => {
  const { says, names } = await saying(['operator']);
  await says('Weide', 3);
  await says('Linde', 2);
  await says('Eibe', 3);
  expect(await names()).toBe('Weide');
});

test('who neither answers nor coordinates has no name to say', async () => {
  const { says, names } = await saying(['manager']);
  await says('Weide', 1);
  expect(await names()).toBe('');
});

test('a removed device is heard no more, and shows under no new name in what it held', async () => {
  const { app, id, says } = await saying(['operator']);
  await says('Weide', 1);
  const shows = async () => JSON.stringify((await app.desk.roster(null)).removed);
  expect(await app.desk.removeDevice({ device: id })).toMatchObject({ ok: true });
  await says('Direktion', 2);
  expect(await shows()).toContain(id);
  expect(await shows()).not.toContain('Direktion');
});
