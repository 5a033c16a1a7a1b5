// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { equalBytes } from '../../../protocol/hash.ts';
import type { SealedRow } from '../../contract/carrier.ts';
import { CHECK_AFTER_MS, REPAIRS_GATHER_MS } from './limits.ts';
import { vaultDb, type VaultDb } from './store/db.ts';
import type { App } from './testing/bench.ts';
import { begun, texts, unlocked } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

/** Somebody has the profile and no passphrase: what they do to the sealed rows of the copy, and to how many. */
type Harm = (db: VaultDb, before: readonly SealedRow[]) => Promise<number>;

const harms = {
  exchanged: async ({ rows }) => {
    const all = await rows.toArray();
    const turned = all.map((row, index): SealedRow => ({
      ...row,
      sealed: all.at(index - 1)?.sealed ?? row.sealed,
    }));
    await rows.bulkPut(turned);
    return all.length;
  },
  'put back as they were earlier': async ({ rows }, before) => {
    const now = new Map((await rows.toArray()).map((row) => [row.id, row.sealed]));
    const older = before.filter(({ id, sealed }) => {
      const newest = now.get(id);
      return newest !== undefined && !equalBytes(newest, sealed);
    });
    await rows.bulkPut(older);
    return older.length;
  },
  deleted: async ({ rows }) => {
    const all = await rows.toCollection().primaryKeys();
    await rows.bulkDelete(all);
    return all.length;
  },
} satisfies Readonly<Record<string, Harm>>;
const kinds = Object.keys(harms) as readonly (keyof typeof harms)[];

async function inCopy<T>({ database }: App, work: (db: VaultDb) => Promise<T>): Promise<T> {
  const db = vaultDb(`${database}-1`);
  await db.open();
  try {
    return await work(db);
  } finally {
    db.close();
  }
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
  const before = await inCopy(app, async ({ rows }) => await rows.toArray());
  reporter.say('Zweite');
  await settled();
  await app.desk.lock(null);
  const harm = async (how: keyof typeof harms): Promise<number> =>
    await inCopy(app, async (db) => await harms[how](db, before));
  return { app, reporter, harm };
}

test.each(kinds)(
  'rows %s while the vault was locked are put right as they are read, and the person and the log are told',
  async (how) => {
    const { app, reporter, harm } = await lockedWithTalk();
    expect(await harm(how)).toBeGreaterThan(0);
    const again = await unlocked(app);
    const before = repairsTold(again);
    expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
    await again.env.advance(REPAIRS_GATHER_MS);
    await settled();
    expect(repairsTold(again)).toBeGreaterThan(before);
    expect(await repairsNoted(again)).toBe(repairsTold(again));
  },
);

test.each(kinds)(
  'rows %s that nobody reads are found by the check after the unlock, and told and noted too',
  async (how) => {
    const { app, harm } = await lockedWithTalk();
    const count = await harm(how);
    const again = await unlocked(app);
    await again.env.advance(CHECK_AFTER_MS);
    await settled();
    await again.env.advance(REPAIRS_GATHER_MS);
    await expect.poll(() => repairsTold(again)).toBe(count);
    expect(await repairsNoted(again)).toBe(count);
  },
);

test('what was found right before a lock is in the log all the same', async () => {
  const { app, reporter, harm } = await lockedWithTalk();
  await harm('exchanged');
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
  await again.desk.lock(null);
  expect(repairsTold(again)).toBeGreaterThan(0);
  expect(await repairsNoted(await unlocked(again))).toBe(repairsTold(again));
});

test.each(kinds)('rows %s that an unlock itself had to put right are in the log', async (how) => {
  const { app, harm } = await lockedWithTalk();
  await inCopy(app, async ({ sheets }) => await sheets.clear());
  const count = await harm(how);
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
