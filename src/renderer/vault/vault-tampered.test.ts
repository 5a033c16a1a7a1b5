// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { SealedRow } from '../../contract/carrier.ts';
import { CHECK_AFTER_MS, REPAIRS_GATHER_MS } from './limits.ts';
import { vaultDb } from './store/db.ts';
import type { App } from './testing/bench.ts';
import { begun, texts, unlocked } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

/** Somebody has the profile and no passphrase: the sealed bytes of the copy change places. */
async function exchanged(app: App): Promise<number> {
  const db = vaultDb(`${app.database}-1`);
  await db.open();
  const rows = await db.rows.toArray();
  const turned = rows.map((row, index): SealedRow => ({
    ...row,
    sealed: rows.at(index - 1)?.sealed ?? row.sealed,
  }));
  await db.rows.bulkPut(turned);
  db.close();
  return rows.length;
}

const repairsTold = (app: App): number =>
  app.facts.reduce(
    (sum, fact) =>
      fact.type === 'trouble' && fact.trouble.kind === 'copy-repaired'
        ? sum + fact.trouble.count
        : sum,
    0,
  );

async function repairsNoted(app: App): Promise<number> {
  const { events } = await app.desk.audit({ before: null, limit: 50 });
  const noted = events.filter(({ act }) => act === 'copy-repaired');
  return noted.reduce((sum, { count }) => sum + (count ?? 0), 0);
}

async function lockedWithTalk() {
  const { app, reporter } = await begun();
  reporter.say('Zweite');
  await settled();
  await app.desk.lock(null);
  return { app, reporter };
}

test('rows exchanged while the vault was locked are put right as they are read, and the person and the log are told', async () => {
  const { app, reporter } = await lockedWithTalk();
  await exchanged(app);
  const again = await unlocked(app);
  const before = repairsTold(again);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
  await again.env.advance(REPAIRS_GATHER_MS);
  await settled();
  expect(repairsTold(again)).toBeGreaterThan(before);
  expect(await repairsNoted(again)).toBe(repairsTold(again));
});

test('those that nobody reads are found by the check after the unlock, and told and noted too', async () => {
  const { app } = await lockedWithTalk();
  const count = await exchanged(app);
  const again = await unlocked(app);
  await again.env.advance(CHECK_AFTER_MS);
  await settled();
  await again.env.advance(REPAIRS_GATHER_MS);
  await expect.poll(() => repairsTold(again)).toBe(count);
  expect(await repairsNoted(again)).toBe(count);
});

test('what was found right before a lock is in the log all the same', async () => {
  const { app, reporter } = await lockedWithTalk();
  await exchanged(app);
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
  await again.desk.lock(null);
  expect(repairsTold(again)).toBeGreaterThan(0);
  expect(await repairsNoted(await unlocked(again))).toBe(repairsTold(again));
});

test('rows that an unlock itself had to put right are in the log', async () => {
  const { app } = await lockedWithTalk();
  const db = vaultDb(`${app.database}-1`);
  await db.open();
  await db.sheets.clear();
  db.close();
  const count = await exchanged(app);
  const again = await unlocked(app);
  expect(again.answer).toEqual({ ok: true, value: { rebuilt: count } });
  expect(await repairsNoted(again)).toBe(count);
});

test('where nothing was wrong nothing is told', async () => {
  const { app, reporter } = await lockedWithTalk();
  const again = await unlocked(app);
  await texts(again, reporter);
  await again.env.advance(CHECK_AFTER_MS + REPAIRS_GATHER_MS);
  await settled();
  expect(repairsTold(again)).toBe(0);
  expect(await repairsNoted(again)).toBe(0);
});
