// @vitest-environment node
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { isDue } from './housekeeping.ts';
import { SNAPSHOT_EVERY_MS, SNAPSHOT_GARBAGE_BYTES } from './limits.ts';
import { NO_ENTRIES } from './store/entry.ts';
import type { Manifest } from './store/manifest.ts';
import { begun, unlocked } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

const holding = (end: number, live: number) => ({
  mark: () => ({ generation: 1, head: NO_ENTRIES, end }),
  manifest: { bytes: live } as unknown as Manifest,
});

test('a generation is written anew after a week, when half of it or much of it is out of date', () => {
  const week = SNAPSHOT_EVERY_MS;
  const large = SNAPSHOT_GARBAGE_BYTES * 10;
  expect(isDue(holding(201, 100), 0, week)).toBe(true);
  expect(isDue(holding(201, 100), 0, week - 1)).toBe(false);
  expect(isDue(holding(200, 100), 0, week)).toBe(false);
  expect(isDue(holding(large + SNAPSHOT_GARBAGE_BYTES, large), 0, week)).toBe(false);
  expect(isDue(holding(large + SNAPSHOT_GARBAGE_BYTES + 1, large), 0, week)).toBe(true);
});

const ALARM = {
  type: 'trouble',
  trouble: { kind: 'older-profile', count: expect.any(Number) },
};

test('a whole profile that was put back is noticed by its own bundle at the relay', async () => {
  const { app } = await begun();
  await app.desk.lock(null);
  const { header, keyring, journal } = app.disk;
  const before = { header, keyring, journal: [...journal] };
  const later = await unlocked(app);
  await later.env.sleep(49 * 3_600_000);
  expect(later.facts.filter(({ type }) => type === 'trouble')).toEqual([]);
  await later.desk.lock(null);
  app.disk.header = before.header;
  app.disk.keyring = before.keyring;
  app.disk.journal.splice(0, app.disk.journal.length, ...before.journal);
  later.crash();
  await Dexie.delete(`${app.database}-1`);
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
