// @vitest-environment node
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { EPOCH_EVERY_MS, HEAD_EVERY_MS, LEAVE_PATIENCE_MS } from './limits.ts';
import type { App } from './testing/bench.ts';
import { begun, texts, unlocked } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** What lies in the vault's folder now. */
const profileOf = ({ disk: { header, keyring, journal } }: App) => ({
  header,
  keyring,
  journal: [...journal],
});

/** Somebody puts an older copy of the whole profile in the place of this one. */
async function putBack(app: App, before: ReturnType<typeof profileOf>): Promise<void> {
  app.disk.header = before.header;
  app.disk.keyring = before.keyring;
  app.disk.journal.splice(0, app.disk.journal.length, ...before.journal);
  await Dexie.delete(`${app.database}-1`);
}

const ALARM = {
  type: 'trouble',
  trouble: { kind: 'older-profile', count: expect.any(Number) },
};

test('a whole profile that was put back is noticed by its own bundle at the relay', async () => {
  const { app } = await begun();
  await app.desk.lock(null);
  const before = profileOf(app);
  const later = await unlocked(app);
  await later.env.sleep(49 * 3_600_000);
  expect(later.facts.filter(({ type }) => type === 'trouble')).toEqual([]);
  await later.desk.lock(null);
  later.crash();
  await putBack(app, before);
  const again = await unlocked(later);
  expect(again.facts).toContainEqual(ALARM);
  // Until somebody has read it, each unlock says it again, although the relay has a new bundle.
  await again.desk.lock(null);
  const third = await unlocked(again);
  expect(third.facts).toContainEqual(ALARM);
  expect(await third.desk.acknowledgeAlarm(null)).toMatchObject({ ok: true });
  await third.desk.lock(null);
  const fourth = await unlocked(third);
  expect(fourth.facts).not.toContainEqual(ALARM);
  const { events } = await fourth.desk.audit({ before: null, limit: 50 });
  const acts = events.map(({ act }) => act);
  expect(acts.filter((act) => act === 'trouble' || act === 'alarm-acknowledged')).toEqual([
    'alarm-acknowledged',
    'trouble',
    'trouble',
  ]);
});

/** A profile that was copied while its vault was open, and a message since. */
async function copiedAtNoon() {
  const { app, reporter } = await begun();
  await app.env.advance(HEAD_EVERY_MS);
  const noon = profileOf(app);
  reporter.say('Am Nachmittag');
  await settled();
  return { app, reporter, noon };
}

test('a profile copied in the middle of a day and put back after that day was locked is noticed at once', async () => {
  const { app, reporter, noon } = await copiedAtNoon();
  await app.desk.lock(null);
  app.crash();
  await putBack(app, noon);
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  expect(await texts(again, reporter)).toEqual(['Erste']);
  expect(again.facts).toContainEqual(ALARM);
});

test('so is one put back after a crash, once the vault was open for ten minutes more', async () => {
  const { app, noon } = await copiedAtNoon();
  await app.env.advance(EPOCH_EVERY_MS);
  app.crash();
  await putBack(app, noon);
  expect((await unlocked(app)).facts).toContainEqual(ALARM);
});

test('days of unlocking, locking and crashing alarm nobody', async () => {
  const { app, reporter } = await begun();
  let now = app;
  for (const end of ['lock', 'crash', 'lock'] as const) {
    reporter.say(end);
    await settled();
    await now.env.advance(EPOCH_EVERY_MS + HEAD_EVERY_MS);
    if (end === 'lock') await now.desk.lock(null);
    now = await unlocked(now);
    expect(now.facts.filter(({ type }) => type === 'trouble')).toEqual([]);
  }
});

test('bundles go out by the clock, whether something was written or not', async () => {
  const { app, reporter } = await begun();
  const puts = (): number => app.main.log.filter((what) => what === 'prekey').length;
  const before = puts();
  for (let n = 0; n < 5; n += 1) reporter.say('Noch etwas');
  await settled();
  expect(puts()).toBe(before);
  await app.env.advance(EPOCH_EVERY_MS);
  expect(puts()).toBe(before + 1);
  await app.env.advance(EPOCH_EVERY_MS);
  expect(puts()).toBe(before + 2);
});

test('a lock without a link publishes nothing, and one whose relay never answers is not kept open', async () => {
  const { app } = await begun();
  app.main.goOffline();
  await settled();
  const { length } = app.main.log.filter((what) => what === 'prekey');
  await app.desk.lock(null);
  expect(app.main.log.filter((what) => what === 'prekey')).toHaveLength(length);

  const again = await unlocked(app);
  again.disk.hanging.add('putPrekey');
  const locking = again.desk.lock(null);
  await settled();
  await again.env.advance(LEAVE_PATIENCE_MS);
  expect(await locking).toBeNull();
  again.disk.hanging.clear();
});
