// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Foundation } from '../foundation.ts';
import { heal } from '../foundation.ts';
import { unwatched } from '../jobs.ts';
import { record, recordId, StoreRig } from '../testing/store-rig.ts';
import { check, type Found } from './check.ts';

const COUNT = 30;

/** Records with a checkpoint, opened again from it. */
async function vouched(): Promise<{ readonly rig: StoreRig; readonly base: Foundation }> {
  const rig = new StoreRig();
  const { store } = await rig.opened();
  for (let n = 0; n < COUNT; n += 1) await store.commit([record(rig, n, { n })]);
  await store.commit([record(rig, 0, null), record(rig, 1, { n: 'new' })]);
  await store.checkpoint();
  return { rig, base: await rig.opened() };
}

async function found({ store }: Foundation): Promise<Found> {
  const outcome = await check(store, unwatched);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

const flip = (bytes: Uint8Array | undefined, at: number): void => {
  if (bytes === undefined) throw new Error('no entry');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
};

const damagedAt = (rig: StoreRig, index: number): void => flip(rig.disk.journal[index], 90);

const all = async ({ store }: Foundation): Promise<readonly unknown[]> => {
  const values: unknown[] = [];
  for (let n = 1; n < COUNT; n += 1) values.push(await store.get('message', recordId(n)));
  return values;
};
const everything = ['new', ...Array.from({ length: COUNT - 2 }, (_, n) => n + 2)].map((n) => ({
  n,
}));

test('nothing is found where nothing is wrong', async () => {
  const { base } = await vouched();
  expect(await found(base)).toEqual({ repaired: 0, unproven: 0 });
});

test('rows of the copy that are gone, exchanged or strange are put right and counted', async () => {
  const { rig, base } = await vouched();
  const { rows } = base.store;
  const [five, six] = (await rows.get([recordId(5), recordId(6)])) ?? [];
  if (five === undefined || six === undefined) throw new Error('no rows');
  await rows.remove([recordId(4)]);
  await rows.keep([
    { ...five, sealed: six.sealed },
    { ...six, sealed: five.sealed },
    { ...five, id: recordId(99) },
  ]);
  expect(await found(base)).toEqual({ repaired: 4, unproven: 0 });
  expect(await all(base)).toEqual(everything);
  // Nothing was left for reading to find.
  base.repairs.stop();
  expect(rig.troubles).toEqual([]);
  expect(await found(base)).toEqual({ repaired: 0, unproven: 0 });
});

test('what is committed while it runs is not taken for damage', async () => {
  const { rig, base } = await vouched();
  const checking = check(base.store, unwatched);
  for (let n = 2; n < 12; n += 1) await base.store.commit([record(rig, n, { n: `${n} again` })]);
  await base.store.commit([record(rig, 12, null), record(rig, 50, { n: 50 })]);
  expect(await checking).toEqual({ ok: true, value: { repaired: 0, unproven: 0 } });
});

test('damage in the old part of the journal is found, and healed from the copy', async () => {
  const { rig, base } = await vouched();
  damagedAt(rig, 9);
  expect((await found(base)).unproven).toBeGreaterThan(0);
  expect(await heal(base.store, base.jobs, base.trouble)).toEqual({ ok: true, value: null });
  expect(rig.troubles).toEqual([{ kind: 'journal-healed', count: 1 }]);
  const again = await rig.opened();
  expect(again.store.mark().generation).toBe(2);
  expect(await all(again)).toEqual(everything);
  expect(await found(again)).toEqual({ repaired: 0, unproven: 0 });
});

test('a record that the damage took from both copies is counted, and the rest goes on', async () => {
  const { rig, base } = await vouched();
  damagedAt(rig, 9);
  await base.store.rows.remove([recordId(9), recordId(20)]);
  expect(await found(base)).toMatchObject({ repaired: 1 });
  await heal(base.store, base.jobs, base.trouble);
  expect(rig.troubles).toEqual([{ kind: 'journal-damaged', count: 1 }]);
  const again = await rig.opened();
  expect(again.store.has(recordId(9))).toBe(false);
  expect(await again.store.get('message', recordId(20))).toEqual({ n: 20 });
  expect(await found(again)).toEqual({ repaired: 0, unproven: 0 });
});

test('a journal that cannot be read at all is rewritten at unlock where the checkpoint knows everything', async () => {
  const { rig, base } = await vouched();
  await base.heads.record();
  await base.store.checkpoint();
  const { journal } = rig.disk;
  damagedAt(rig, 3);
  journal.pop();
  const again = await rig.open();
  expect(again.ok).toBe(true);
  if (!again.ok) return;
  expect(await all(again.value)).toEqual(everything);
  expect(rig.troubles).toEqual([{ kind: 'journal-healed', count: 1 }]);
});

test('it stops when it is told to', async () => {
  const { base } = await vouched();
  const watch = { progress: () => undefined, stopped: () => true };
  expect(await check(base.store, watch)).toEqual({ ok: false, refusal: 'stopped' });
});

test('what stood behind the checkpoint when the journal was damaged is lost, and not called healed', async () => {
  const { rig, base } = await vouched();
  await base.heads.record();
  await base.store.checkpoint();
  await base.store.commit([record(rig, 2, { n: 'later' })]);
  await base.store.commit([record(rig, 50, { n: 50 })]);
  damagedAt(rig, rig.disk.journal.length - 2);
  const again = await rig.opened();
  expect(rig.troubles).toEqual([{ kind: 'journal-damaged', count: 2 }]);
  expect(await again.store.get('message', recordId(2))).toEqual({ n: 2 });
});
