// @vitest-environment node
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Foundation } from '../foundation.ts';
import { CHECKPOINT_AFTER_MS, CHECKPOINT_EVERY_ENTRIES, MANIFEST_PAGE } from '../limits.ts';
import { record, recordId, StoreRig } from '../testing/store-rig.ts';
import { vaultDb, type Sheet } from './db.ts';
import type { Heads, VaultStore } from './vault-store.ts';

interface Line {
  readonly n: unknown;
}

const asLine = (raw: unknown): Line => {
  if (typeof raw !== 'object' || raw === null || !('n' in raw)) throw new TypeError('no line');
  return { n: raw.n };
};

/** The list of a test: one line per bucket, made of record n of bucket n. Answers what was read anew. */
async function listOf(
  rig: StoreRig,
  store: VaultStore,
): Promise<{ readonly heads: Heads<Line>; readonly read: readonly BucketId[] }> {
  const read: BucketId[] = [];
  const heads = await store.heads<Line>('cases', {
    parse: asLine,
    read: async (bucket) => {
      read.push(bucket);
      const value = await store.get('message', recordId(rig.buckets.indexOf(bucket)));
      return value === null ? null : asLine(value);
    },
  });
  return { heads, read };
}

const numbersIn = (heads: Heads<Line>): readonly number[] =>
  Array.from(heads.entries(), ([, { n }]) => Number(n)).toSorted((a, b) => a - b);

const own = (rig: StoreRig, n: number, value: object | null) => ({
  ...record(rig, n, value),
  bucket: rig.bucket(n),
});

/** Records 1 to 5, each in a bucket of its own, with a list and a checkpoint. */
async function kept(): Promise<{
  readonly rig: StoreRig;
  readonly base: Foundation;
  readonly heads: Heads<Line>;
}> {
  const rig = new StoreRig();
  const base = await rig.opened();
  const { heads } = await listOf(rig, base.store);
  for (let n = 1; n <= 5; n += 1) {
    await base.store.commit([own(rig, n, { n })]);
    heads.set(rig.bucket(n), { n });
  }
  base.store.firstLook(() => ({ lines: [], total: 5 }));
  await base.store.checkpoint();
  return { rig, base, heads };
}

async function sheets(rig: StoreRig, change?: (db: ReturnType<typeof vaultDb>) => Promise<void>) {
  const db = vaultDb(rig.copy);
  await db.open();
  await change?.(db);
  const all = await db.sheets.toArray();
  db.close();
  return all;
}

const changedSheets = (before: readonly Sheet[], after: readonly Sheet[]): readonly Sheet[] => {
  const known = new Set(before.map(({ sealed }) => sealed.join()));
  return after.filter(({ sealed }) => !known.has(sealed.join()));
};

const tell = { type: 'first-look', conversations: [], total: 5 };

test('an unlock begins from the checkpoint: nothing is replayed, no record opened, the first look told', async () => {
  const { rig } = await kept();
  const { store, vouched, rebuilt } = await rig.opened();
  expect([vouched, rebuilt]).toEqual([true, 0]);
  const { heads, read } = await listOf(rig, store);
  expect(read).toEqual([]);
  expect([...heads.entries()].map(([, { n }]) => n)).toEqual([1, 2, 3, 4, 5]);
  expect(rig.facts).toContainEqual(tell);
});

test('what was written after the checkpoint is read anew, and only that', async () => {
  const { rig, base } = await kept();
  await base.store.commit([own(rig, 2, { n: 22 }), own(rig, 6, { n: 6 })]);
  await base.store.commit([own(rig, 3, null)]);
  const { store } = await rig.opened();
  const { heads, read } = await listOf(rig, store);
  expect(read.toSorted()).toEqual([rig.bucket(2), rig.bucket(6)].toSorted());
  expect(numbersIn(heads)).toEqual([1, 4, 5, 6, 22]);
});

test('a line that was not set between commit and checkpoint is read anew', async () => {
  const { rig, base } = await kept();
  await base.store.commit([own(rig, 4, { n: 44 })]);
  await base.store.checkpoint();
  const { heads } = await listOf(rig, (await rig.opened()).store);
  expect(heads.get(rig.bucket(4))).toEqual({ n: 44 });
});

test('a line that was removed stays away, and its place is used again', async () => {
  const { rig, base, heads } = await kept();
  heads.set(rig.bucket(2), null);
  await base.store.commit([own(rig, 7, { n: 7 })]);
  heads.set(rig.bucket(7), { n: 7 });
  await base.store.checkpoint();
  const again = await listOf(rig, (await rig.opened()).store);
  expect(again.read).toEqual([]);
  expect(Array.from(again.heads.entries(), ([, { n }]) => n)).toEqual([1, 7, 3, 4, 5]);
});

test('after one change among thousands a checkpoint writes a few pages', async () => {
  const rig = new StoreRig();
  const { store } = await rig.opened();
  const all = Array.from({ length: MANIFEST_PAGE * 3 }, (_, n) => record(rig, n, { n }));
  for (let at = 0; at < all.length; at += 500) await store.commit(all.slice(at, at + 500));
  await store.checkpoint();
  const before = await sheets(rig);
  await store.commit([record(rig, MANIFEST_PAGE + 9, { n: 'x' })]);
  await store.checkpoint();
  const written = changedSheets(before, await sheets(rig));
  // Root, first look, one page of records, one of buckets.
  expect(written).toHaveLength(4);
  expect(written.reduce((sum, { sealed }) => sum + sealed.length, 0)).toBeLessThan(100_000);
}, 20_000);

test('it is written a while after the last change, after many entries, and not when nothing changed', async () => {
  const { rig, base } = await kept();
  const first = await sheets(rig);
  await base.store.commit([own(rig, 1, { n: 11 })]);
  await rig.env.advance(CHECKPOINT_AFTER_MS - 1);
  expect(changedSheets(first, await sheets(rig))).toEqual([]);
  await rig.env.advance(1);
  await expect.poll(async () => changedSheets(first, await sheets(rig)).length).toBeGreaterThan(0);
  const second = await sheets(rig);
  await base.store.checkpoint();
  expect(changedSheets(second, await sheets(rig))).toEqual([]);
  for (let n = 0; n < CHECKPOINT_EVERY_ENTRIES; n += 1) {
    await base.store.commit([own(rig, 1, { n })]);
  }
  await expect.poll(async () => changedSheets(second, await sheets(rig)).length).toBeGreaterThan(0);
}, 30_000);

test.each<[string, (db: ReturnType<typeof vaultDb>) => Promise<void>]>([
  [
    'one page is gone',
    async (db) =>
      await db.sheets
        .limit(1)
        .delete()
        .then(() => undefined),
  ],
  ['everything is gone', async (db) => await db.sheets.clear()],
  [
    'a byte of every page was changed',
    async (db) => {
      const all = await db.sheets.toArray();
      for (const { sealed } of all) sealed[40] = (sealed[40] ?? 0) ^ 1;
      await db.sheets.bulkPut(all);
    },
  ],
  [
    'two pages were exchanged',
    async (db) => {
      const [a, b, ...rest] = await db.sheets.toArray();
      if (a === undefined || b === undefined) throw new Error('no pages');
      const swapped = [
        { ...a, sealed: b.sealed },
        { ...b, sealed: a.sealed },
      ];
      await db.sheets.bulkPut([...swapped, ...rest]);
    },
  ],
])(
  'a checkpoint of which %s is ignored, or believed no further than it can be',
  async (_, change) => {
    const { rig, base } = await kept();
    base.store.close();
    await sheets(rig, change);
    const { store } = await rig.opened();
    const { heads } = await listOf(rig, store);
    expect(numbersIn(heads)).toEqual([1, 2, 3, 4, 5]);
    for (let n = 1; n <= 5; n += 1) expect(await store.get('message', recordId(n))).toEqual({ n });
  },
);

test('pages of an older checkpoint do not fit under a newer root', async () => {
  const { rig, base } = await kept();
  const old = await sheets(rig);
  await base.store.commit([own(rig, 1, { n: 11 })]);
  await base.store.checkpoint();
  base.store.close();
  const now = await sheets(rig);
  const root = changedSheets(old, now).find(({ sealed }) => sealed.length > 1000);
  await sheets(rig, async (db) => {
    await db.sheets.bulkPut(old.filter(({ id }) => id !== root?.id));
  });
  const { store } = await rig.opened();
  expect(await store.get('message', recordId(1))).toEqual({ n: 11 });
});

test('a whole older checkpoint is only a longer way', async () => {
  const { rig, base } = await kept();
  const old = await sheets(rig);
  await base.store.commit([own(rig, 1, { n: 11 }), own(rig, 2, null)]);
  await base.store.checkpoint();
  base.store.close();
  await sheets(rig, async (db) => {
    await db.sheets.clear();
    await db.sheets.bulkPut([...old]);
  });
  const { store, vouched } = await rig.opened();
  expect(vouched).toBe(true);
  expect(await store.get('message', recordId(1))).toEqual({ n: 11 });
  expect(store.has(recordId(2))).toBe(false);
});

test('a journal shorter than the checkpoint knows is rolled back', async () => {
  const { rig } = await kept();
  rig.disk.journal.pop();
  expect(await rig.open()).toEqual({ ok: false, refusal: 'rolled-back' });
});

test('a journal whose tail does not continue the checkpoint is not read from there', async () => {
  const { rig, base } = await kept();
  await base.store.commit([own(rig, 1, { n: 11 })]);
  const last = rig.disk.journal.at(-1);
  if (last !== undefined) last[30] = (last[30] ?? 0) ^ 1;
  await Dexie.delete(rig.copy);
  expect(await rig.open()).toEqual({ ok: false, refusal: 'damaged-journal' });
});

test('sheets of others are kept under the same epoch, and tell nothing by their names', async () => {
  const { rig, base } = await kept();
  await base.store.putSheet('search', new Uint8Array([1, 2, 3]));
  const { store } = await rig.opened();
  expect(await store.getSheet('search')).toEqual(new Uint8Array([1, 2, 3]));
  expect(await store.getSheet('other')).toBeNull();
  for (const { id } of await sheets(rig)) expect(id).toMatch(/^[0-9a-f]{32}$/);
  await store.dropSheet('search');
  expect(await store.getSheet('search')).toBeNull();
});
