// @vitest-environment node
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, test, vi } from 'vitest';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Foundation } from '../foundation.ts';
import { unwatched } from '../jobs.ts';
import { settled } from '../testing/test-env.ts';
import { record, recordId, StoreRig } from '../testing/store-rig.ts';
import { check } from './check.ts';
import type { RewritePlan } from './vault-store.ts';

const ok = { ok: true, value: null };
const COUNT = 12;
const NO_BUCKET: ReadonlySet<BucketId> = new Set();

/** Twelve records in three buckets, some in later versions, one deleted. */
async function filled(): Promise<{ readonly rig: StoreRig; readonly base: Foundation }> {
  const rig = new StoreRig();
  const base = await rig.opened();
  for (let n = 0; n < COUNT; n += 1) await base.store.commit([record(rig, n, { n: -1 })]);
  for (let n = 0; n < COUNT; n += 1) await base.store.commit([record(rig, n, { n })]);
  await base.store.commit([record(rig, 11, null)]);
  await base.store.checkpoint();
  return { rig, base };
}

const plans: Readonly<Record<string, (rig: StoreRig) => RewritePlan>> = {
  snapshot: () => ({ drop: NO_BUCKET, rekey: false }),
  erase: (rig) => ({ drop: new Set([rig.bucket(2)]), rekey: false }),
  rotation: () => ({ drop: NO_BUCKET, rekey: true }),
};

/** Whether record n is (still) there under this plan. */
const isThere = (rig: StoreRig, n: number, plan: RewritePlan): boolean =>
  n !== 11 && !plan.drop.has(rig.bucket(1 + (n % 3)));

async function expectAll(
  { store }: Foundation,
  rig: StoreRig,
  { plan, done = true }: { readonly plan: RewritePlan; readonly done?: boolean },
): Promise<void> {
  for (let n = 0; n < COUNT; n += 1) {
    const there = n !== 11 && (!done || isThere(rig, n, plan));
    expect(await store.get('message', recordId(n))).toEqual(there ? { n } : null);
  }
  const sound = { ok: true, value: { repaired: 0, unproven: 0 } };
  expect(await check(store, unwatched)).toEqual(sound);
}

test.each(Object.entries(plans))(
  '%s keeps what is to be kept, then and after opening again',
  async (_, of) => {
    const { rig, base } = await filled();
    const plan = of(rig);
    expect(await base.store.rewrite(plan, unwatched)).toEqual(ok);
    await expectAll(base, rig, { plan });
    expect(base.store.mark().generation).toBe(2);
    const again = await rig.opened();
    expect(again.rebuilt).toBe(0);
    await expectAll(again, rig, { plan });
    expect(
      await again.store.commit([record(rig, 0, { n: 1 }), record(rig, 11, { n: 11 })]),
    ).toEqual(ok);
  },
);

test('afterwards only the new files are there, and the journal holds no old version', async () => {
  const { rig, base } = await filled();
  const before = base.store.mark().end;
  await base.store.rewrite({ drop: NO_BUCKET, rekey: true }, unwatched);
  expect([...rig.disk.journals.keys()]).toEqual([2]);
  expect([...rig.disk.keyrings.keys()]).toEqual([2]);
  expect(base.store.mark().end).toBeLessThan(before);
  const names = await Dexie.getDatabaseNames();
  expect(names.filter((name) => name.startsWith(`${rig.database}-`))).toEqual([rig.copy]);
});

test('what is committed while it runs is in the next generation, in its newest version', async () => {
  const { rig, base } = await filled();
  const running = base.store.rewrite({ drop: NO_BUCKET, rekey: true }, unwatched);
  const commits = async (): Promise<void> => {
    for (let n = 0; n < COUNT; n += 1) await base.store.commit([record(rig, n, { n: `${n} new` })]);
    await base.store.commit([record(rig, 3, null), record(rig, 40, { n: 40 })]);
  };
  const [outcome] = await Promise.all([running, commits()]);
  expect(outcome).toEqual(ok);
  const { store } = await rig.opened();
  expect(await store.get('message', recordId(2))).toEqual({ n: '2 new' });
  expect(await store.get('message', recordId(40))).toEqual({ n: 40 });
  expect(store.has(recordId(3))).toBe(false);
  expect(await check(store, unwatched)).toMatchObject({ value: { repaired: 0, unproven: 0 } });
});

test('reading goes on while keys and copy are exchanged', async () => {
  const { rig, base } = await filled();
  let over = false;
  const running = base.store.rewrite({ drop: NO_BUCKET, rekey: true }, unwatched).finally(() => {
    over = true;
  });
  for (let n = 0; !over; n = (n + 1) % (COUNT - 1)) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    expect(await base.store.get('message', recordId(n))).toEqual({ n });
  }
  expect(await running).toEqual(ok);
  base.repairs.stop();
  expect(rig.troubles).toEqual([]);
});

test('rows that the copy has lost come from the journal, and a new copy that is without them says so', async () => {
  const { rig, base } = await filled();
  await base.store.rows.remove([recordId(4), recordId(5)]);
  expect(await base.store.rewrite({ drop: NO_BUCKET, rekey: true }, unwatched)).toEqual(ok);
  base.repairs.stop();
  expect(rig.troubles).toEqual([{ kind: 'copy-repaired', count: 2 }]);
  await expectAll(await rig.opened(), rig, { plan: { drop: NO_BUCKET, rekey: true } });
});

test('a copy that gives nothing while the keys are made anew is not called wrong: the journal has its rows', async () => {
  const { rig, base } = await filled();
  const silent = vi.spyOn(base.store.rows, 'get').mockResolvedValue(null);
  expect(await base.store.rewrite({ drop: NO_BUCKET, rekey: true }, unwatched)).toEqual(ok);
  silent.mockRestore();
  base.repairs.stop();
  expect(rig.troubles).toEqual([]);
  await expectAll(await rig.opened(), rig, { plan: { drop: NO_BUCKET, rekey: true } });
});

test('stopped, or on a full disk, everything is as before', async () => {
  const { rig, base } = await filled();
  const plan = { drop: NO_BUCKET, rekey: true };
  const stopped = { progress: () => undefined, stopped: () => true };
  expect(await base.store.rewrite(plan, stopped)).toEqual({ ok: false, refusal: 'stopped' });
  rig.disk.full = true;
  expect(await base.store.rewrite(plan, unwatched)).toEqual({ ok: false, refusal: 'disk-full' });
  rig.disk.full = false;
  expect([...rig.disk.journals.keys()]).toEqual([1]);
  expect(base.store.mark().generation).toBe(1);
  await expectAll(base, rig, { plan });
  expect(await base.store.rewrite(plan, unwatched)).toEqual(ok);
  await expectAll(await rig.opened(), rig, { plan });
});

test('the erased cannot be read again from the files and the copy of before', async () => {
  const { rig, base } = await filled();
  const old = (rig.disk.journals.get(1) ?? []).map((bytes) => bytes.slice());
  const rows = (await base.store.rows.get([1, 4, 7].map(recordId))) ?? [];
  await base.store.rewrite({ drop: new Set([rig.bucket(2)]), rekey: false }, unwatched);
  rig.disk.journals.set(1, old);
  await base.store.rows.keep(rows);
  base.store.close();
  const { store, keys } = await rig.opened();
  expect(keys.dataKey(rig.bucket(2))).toBeUndefined();
  for (const n of [1, 4, 7]) expect(await store.get('message', recordId(n))).toBeNull();
  expect([...rig.disk.journals.keys()]).toEqual([2]);
});

test.each(Object.entries(plans))(
  'the app dying at any step of a %s loses nothing that was to be kept',
  async (_, of) => {
    for (let step = 1; ; step += 1) {
      const { rig, base } = await filled();
      const plan = of(rig);
      let finished = false;
      rig.disk.crashAfter = step;
      void base.store.rewrite(plan, unwatched).then(
        () => {
          finished = true;
        },
        () => undefined,
      );
      await settled();
      const again = await rig.opened();
      const done = again.store.mark().generation === 2;
      if (finished) expect(done).toBe(true);
      await expectAll(again, rig, { plan, done });
      expect([...rig.disk.journals.keys()]).toEqual([done ? 2 : 1]);
      expect([...rig.disk.keyrings.keys()]).toEqual([done ? 2 : 1]);
      again.store.close();
      if (finished) return;
    }
  },
  60_000,
);

test('the app dying at any step of a commit loses nothing that was answered', async () => {
  for (const step of [1, 2, 3]) {
    const { rig, base } = await filled();
    const answered: number[] = [];
    rig.disk.crashAfter = step;
    for (let n = 20; n < 25; n += 1) {
      void base.store.commit([record(rig, n, { n })]).then(() => answered.push(n));
    }
    await settled();
    const again = await rig.opened();
    expect(answered.length).toBe(step - 1);
    for (const n of answered) {
      expect(await again.store.get('message', recordId(n))).toEqual({ n });
    }
    await expectAll(again, rig, { plan: { drop: NO_BUCKET, rekey: false } });
  }
});
