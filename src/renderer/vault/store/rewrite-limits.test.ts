// @vitest-environment node
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import type { BucketId } from '../../../../protocol/ids.ts';
import { unwatched } from '../jobs.ts';
import { MAX_ENTRY_BYTES, MAX_ROW_BYTES, REWRITE_ENTRIES } from '../limits.ts';
import { record, recordId, StoreRig } from '../testing/store-rig.ts';

const NO_BUCKET: ReadonlySet<BucketId> = new Set();
const SNAPSHOT = { drop: NO_BUCKET, rekey: false };
const ok = { ok: true, value: null };

test('records as large as they may be are taken over, however many', async () => {
  const rig = new StoreRig();
  const { store } = await rig.opened();
  const words = 'x'.repeat(MAX_ROW_BYTES - 1024);
  rig.disk.maxAppend = (REWRITE_ENTRIES + 1) * MAX_ENTRY_BYTES;
  for (let n = 0; n < 20; n += 1) await store.commit([record(rig, n, { words })]);
  expect(await store.rewrite(SNAPSHOT, unwatched)).toEqual(ok);
  const again = await rig.opened();
  expect(await again.store.get('message', recordId(19))).toEqual({ words });
}, 20_000);

test('a journal that holds an entry twice is healed from all the same', async () => {
  const rig = new StoreRig();
  const { store } = await rig.opened();
  for (let n = 0; n < 6; n += 1) await store.commit([record(rig, n, { n })]);
  const [first] = rig.disk.journal;
  rig.disk.journal.push(first ?? new Uint8Array());
  await Dexie.delete(rig.copy);
  expect(await store.rewrite(SNAPSHOT, unwatched)).toEqual(ok);
  const again = await rig.opened();
  for (let n = 0; n < 6; n += 1) {
    expect(await again.store.get('message', recordId(n))).toEqual({ n });
  }
});

test('a record that moves to another bucket is our own bug and never gets to the journal', async () => {
  const rig = new StoreRig();
  const { store } = await rig.opened();
  await store.commit([record(rig, 1, { n: 1 })]);
  const moved = { ...record(rig, 1, { n: 2 }), bucket: rig.bucket(5) };
  await expect(store.commit([moved])).rejects.toThrow('bucket');
  expect(rig.disk.journal).toHaveLength(1);
  expect(await (await rig.opened()).store.get('message', recordId(1))).toEqual({ n: 1 });
});

test('a journal that could not be read for a moment costs no record', async () => {
  const rig = new StoreRig();
  const { store } = await rig.opened();
  for (let n = 0; n < 6; n += 1) await store.commit([record(rig, n, { n })]);
  await Dexie.delete(rig.copy);
  rig.disk.flaky.set('replay', 1);
  expect(await store.rewrite(SNAPSHOT, unwatched)).toEqual(ok);
  const again = await rig.opened();
  for (let n = 0; n < 6; n += 1) {
    expect(await again.store.get('message', recordId(n))).toEqual({ n });
  }
});
