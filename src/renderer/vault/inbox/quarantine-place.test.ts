import { expect, test } from 'vitest';
import { BucketId, idBytes } from '../../../../protocol/ids.ts';
import { bodyHash, conversationOf, SenderKey } from '../../../../protocol/talk/names.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Change, StoredRecord } from '../store/vault-store.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';

const senderPk = new Uint8Array(32);
const SENDER = SenderKey.of(senderPk);

type Room = Outcome<null, 'disk-full' | 'vault-full'>;

/** Records in memory under spare buckets without end; each `open` is an unlock of its own. */
function rig() {
  const memory = new MemoryStore();
  const newest = async (bucket: BucketId): Promise<readonly StoredRecord[]> =>
    [...memory.records.values()].filter(
      (one) => one.bucket === bucket && one.table === 'quarantine',
    );
  const store = Object.assign(memory, { newest });
  const taken: BucketId[] = [];
  let room: Room = ok(null);
  const buckets = {
    own: BucketId.random(),
    ensure: async () => room,
    take: () => {
      const bucket = BucketId.random();
      taken.push(bucket);
      return bucket;
    },
  };
  const open = async () => await openQuarantine({ store, buckets, nameKey: idBytes });
  const keep = async (into: Quarantine, text: string): Promise<void> => {
    const body = new TextEncoder().encode(text);
    const held = { senderPk, body, bodyHash: bodyHash(body) };
    await commit(into)(into.keep(held, 1, []) ?? []);
  };
  const commit = (into: Quarantine) => async (changes: readonly Change[]) => {
    const committed = await store.commit(changes);
    if (committed.ok) for (const change of changes) into.put(change);
    return committed;
  };
  const left = (what: Room): void => {
    room = what;
  };
  return { store, taken, buckets, open, keep, commit, left };
}

const texts = async (of: Quarantine): Promise<readonly string[]> =>
  (await of.waiting(1)).map(({ held }) => new TextDecoder().decode(held.body));

test('what waits lies in a bucket of its own, the same one at the next unlock', async () => {
  const { open, keep, taken, store, buckets } = rig();
  await keep(await open(), '{"n":1}');
  const again = await open();
  await keep(again, '{"n":2}');
  expect(await texts(again)).toEqual(['{"n":1}', '{"n":2}']);
  expect(taken).toHaveLength(1);
  const rows = [...store.records.values()].filter(({ table }) => table === 'quarantine');
  expect(rows.every(({ bucket }) => bucket === taken[0])).toBe(true);
  expect(buckets.own).not.toBe(taken[0]);
});

test('once nothing waits the bucket still is no spare one, since journals remember', async () => {
  const { open, keep, taken, store, commit } = rig();
  const one = await open();
  await keep(one, '{"n":1}');
  await commit(one)((await one.waiting(1)).map(({ drop }) => drop));
  expect(await texts(one)).toEqual([]);
  expect(taken.map(store.used)).toEqual([true]);
  expect(await one.move(commit(one))).toEqual(ok(taken.slice(0, 1)));
});

test('a move leaves nothing behind, and names what may be destroyed', async () => {
  const { open, keep, taken, store, commit } = rig();
  const one = await open();
  const all = Array.from({ length: 45 }, (_, n) => `{"n":${n}}`);
  for (const text of all.slice(0, 20)) await keep(one, text);
  expect(await one.move(commit(one))).toEqual(ok(taken.slice(0, 1)));
  one.moved(taken.slice(0, 1));
  const [old, now] = taken;
  const inBucket = (bucket: BucketId | undefined) =>
    [...store.records.values()].filter(
      (row) => row.bucket === bucket && row.table === 'quarantine',
    );
  expect(inBucket(old)).toEqual([]);
  expect(inBucket(now)).toHaveLength(20);
  expect(await texts(await open())).toEqual(all.slice(0, 20));
});

test('an erase that was refused loses nothing, and the next one takes both buckets along', async () => {
  const { open, keep, taken, commit } = rig();
  const one = await open();
  for (const text of ['{"n":1}', '{"n":2}']) await keep(one, text);
  const about = await one.about(new Set([conversationOf(SENDER)]));
  await commit(one)(about.map(({ drop }) => drop));
  await one.move(commit(one));
  await commit(one)(about.map((each) => each.keep));
  const again = await open();
  expect(await texts(again)).toHaveLength(2);
  const moved = await again.move(commit(again));
  expect(moved.ok && new Set(moved.value)).toEqual(new Set(taken.slice(0, 2)));
  again.moved(taken.slice(0, 2));
  expect(await texts(await open())).toHaveLength(2);
});

test('what waited in the own bucket, as in older vaults, is found and leaves it with the first erase', async () => {
  const { open, keep, store, buckets, taken, commit } = rig();
  const before = await open();
  await keep(before, '{"n":1}');
  for (const [id, row] of store.records) {
    if (row.table === 'setting') store.records.delete(id);
    else store.records.set(id, { ...row, bucket: buckets.own });
  }
  const one = await open();
  expect(await texts(one)).toEqual(['{"n":1}']);
  expect(await one.move(commit(one))).toEqual(ok([]));
  const rows = [...store.records.values()].filter(({ table }) => table === 'quarantine');
  expect(rows.map(({ bucket }) => bucket)).toEqual(taken.slice(-1));
});

test('without another bucket an erase goes on without the move, and without room it does not', async () => {
  const { open, keep, commit, left, store } = rig();
  const one = await open();
  await keep(one, '{"n":1}');
  left(refuse('vault-full'));
  expect(await one.move(commit(one))).toEqual(ok([]));
  left(refuse('disk-full'));
  expect(await one.move(commit(one))).toEqual(refuse('disk-full'));
  left(ok(null));
  store.full = true;
  expect(await one.move(commit(one))).toEqual(refuse('disk-full'));
  store.full = false;
  expect(await texts(await open())).toEqual(['{"n":1}']);
});

test('where nothing ever waited an erase takes no bucket', async () => {
  const { open, taken, commit } = rig();
  const one = await open();
  expect(await one.move(commit(one))).toEqual(ok([]));
  expect(taken).toEqual([]);
});

test('an erase that could not move it forgets no bucket in which something waits', async () => {
  const { open, keep, commit, left, store, buckets } = rig();
  await keep(await open(), '{"n":1}');
  for (const [id, row] of store.records) {
    if (row.table === 'setting') store.records.delete(id);
    else store.records.set(id, { ...row, bucket: buckets.own });
  }
  const one = await open();
  left(refuse('vault-full'));
  expect(await one.move(commit(one))).toEqual(ok([]));
  one.moved([]);
  left(ok(null));
  await keep(one, '{"n":2}');
  expect(await texts(await open())).toEqual(['{"n":1}', '{"n":2}']);
});
