import { expect, test } from 'vitest';
import { BucketId, idBytes } from '../../../../protocol/ids.ts';
import { MAX_GOING_PER_RECORD } from '../limits.ts';
import { sealRow } from '../store/sealed-row.ts';
import type { Change } from '../store/vault-store.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { openGoing, type ContactsGoing } from './contacts-going.ts';

const own = BucketId.random();
/** More than one row could name. */
const MANY = 16_000;
const BATCH = 100;

/** A store that seals what it keeps as the real one does, and so refuses what is too large. */
async function opened() {
  const store = new MemoryStore();
  const buckets = new Set<BucketId>();
  const parts = {
    store: { has: store.has, get: store.get, used: (bucket: BucketId) => buckets.has(bucket) },
    buckets: { own },
    nameKey: (bucket: BucketId) => idBytes(bucket),
  };
  const commit = async (going: ContactsGoing, changes: readonly Change[]): Promise<void> => {
    for (const { table, id, value } of changes.filter((one) => one.bucket === own)) {
      sealRow(new Uint8Array(32), { table, id, version: 1 }, value);
    }
    await store.commit(changes);
    for (const change of changes) going.put(change);
  };
  const going = await openGoing(parts);
  const wait = async (count: number): Promise<readonly BucketId[]> => {
    const more = Array.from({ length: count }, () => BucketId.random());
    for (const bucket of more) buckets.add(bucket);
    for (let at = 0; at < count; at += BATCH) {
      await commit(going, going.going(more.slice(at, at + BATCH)));
    }
    return more;
  };
  return { store, going, wait, commit, again: async () => await openGoing(parts), buckets };
}

test('however many contacts wait to be destroyed, every one is taken in, and known after the next unlock', async () => {
  const { going, wait, again } = await opened();
  const all = await wait(MANY);
  expect(going.all()).toEqual(all);
  expect((await again()).all()).toEqual(all);
});

test('what was destroyed is waited for no longer, wherever it is named, and its place is used again', async () => {
  const { store, going, wait, commit, again } = await opened();
  const count = 2 * MAX_GOING_PER_RECORD + 9;
  const all = await wait(count);
  const named = store.records.size - count;
  const left = all.filter((_, at) => at % 7 === 0);
  await commit(going, going.gone(all.filter((_, at) => at % 7 !== 0)));
  expect(going.all()).toEqual(left);
  expect((await again()).all()).toEqual(left);
  const more = await wait(count - left.length);
  expect(going.all().toSorted()).toEqual([...left, ...more].toSorted());
  expect((await again()).all()).toEqual(going.all());
  expect(store.records.size - count - more.length).toBe(named);
});

test('what a crash kept from being written down as destroyed is seen at the next unlock', async () => {
  const { wait, again, buckets } = await opened();
  const [first, ...rest] = await wait(3);
  if (first !== undefined) buckets.delete(first);
  expect((await again()).all()).toEqual(rest);
});
