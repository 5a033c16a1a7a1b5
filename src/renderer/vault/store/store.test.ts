// @vitest-environment node
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import type { SealedRow } from '../../../contract/carrier.ts';
import type { Foundation } from '../foundation.ts';
import { MAX_ROW_BYTES, REPAIRS_GATHER_MS } from '../limits.ts';
import { record, recordId, StoreRig } from '../testing/store-rig.ts';
import { reconcile } from './copy.ts';
import { vaultDb } from './db.ts';
import { NotWritten, type VaultStore } from './vault-store.ts';

const ok = { ok: true, value: null };
const GOOD = [{ n: 1 }, { n: 22 }, { n: 3 }];

const values = async (store: VaultStore): Promise<readonly unknown[]> =>
  await Promise.all([1, 2, 3].map(async (n) => await store.get('message', recordId(n))));

/** Three records, the second in its second version. */
async function filled(): Promise<{ readonly rig: StoreRig; readonly base: Foundation }> {
  const rig = new StoreRig();
  const base = await rig.opened();
  await base.store.commit([record(rig, 1, { n: 1 }), record(rig, 2, { n: 2 })]);
  await base.store.commit([record(rig, 3, { n: 3 })]);
  await base.store.commit([record(rig, 2, { n: 22 })]);
  return { rig, base };
}

/** The copy changed behind the app's back. */
async function tampered(
  rig: StoreRig,
  change: (rows: readonly SealedRow[]) => readonly SealedRow[],
): Promise<void> {
  const db = vaultDb(rig.copy);
  await db.open();
  const rows = await db.rows.toArray();
  await db.rows.clear();
  await db.rows.bulkPut([...change(rows)]);
  db.close();
}

const sealedOf = (rows: readonly SealedRow[], n: number): Uint8Array => {
  const found = rows.find(({ id }) => id === recordId(n));
  if (found === undefined) throw new Error('no such row');
  return found.sealed;
};

test('what was committed is there after opening again, and nothing had to be rebuilt', async () => {
  const { rig } = await filled();
  const { store, rebuilt } = await rig.opened();
  expect(rebuilt).toBe(0);
  expect(await values(store)).toEqual(GOOD);
});

test('a database that was deleted is rebuilt from the journal, with progress', async () => {
  const { rig, base } = await filled();
  base.store.close();
  await Dexie.delete(rig.copy);
  const { store, rebuilt } = await rig.opened();
  expect(rebuilt).toBe(3);
  expect(await values(store)).toEqual(GOOD);
  expect(rig.facts).toContainEqual(
    expect.objectContaining({ type: 'job', state: expect.objectContaining({ job: 'rebuild' }) }),
  );
});

test.each<[string, number, (rows: readonly SealedRow[]) => readonly SealedRow[]]>([
  [
    'bytes swapped between two rows',
    2,
    (rows) =>
      rows.map((row) => {
        if (row.id === recordId(1)) return { ...row, sealed: sealedOf(rows, 3) };
        return row.id === recordId(3) ? { ...row, sealed: sealedOf(rows, 1) } : row;
      }),
  ],
  [
    'a row moved to another place',
    1,
    (rows) => rows.map((row) => (row.id === recordId(3) ? { ...row, seq: 9 } : row)),
  ],
  [
    'a row whose version was changed in clear',
    1,
    (rows) => rows.map((row) => (row.id === recordId(2) ? { ...row, version: 1 } : row)),
  ],
  ['a row that was deleted', 1, (rows) => rows.filter(({ id }) => id !== recordId(1))],
  [
    'a row nobody wrote',
    1,
    (rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, id: recordId(9) }))],
  ],
])('%s is noticed, counted and put right', async (_, count, change) => {
  const { rig, base } = await filled();
  base.store.close();
  await tampered(rig, change);
  const { store, rebuilt } = await rig.opened();
  expect(rebuilt).toBe(count);
  expect(await values(store)).toEqual(GOOD);
  store.close();
  expect((await rig.opened()).rebuilt).toBe(0);
});

test('of a copy that is read only so far, what was not read is written anew and not called wrong', async () => {
  const { base } = await filled();
  const { parts, ground, rows, owed, manifest, breathe } = base.store;
  const { generation, chain } = ground;
  const silent = { ...rows, after: async () => null };
  const copy = { carrier: parts.carrier, generation, owed, manifest, hash: chain.hash, breathe };
  await rows.remove([recordId(1)]);
  expect(await reconcile({ ...copy, rows: silent })).toBe(0);
  expect(await rows.get([recordId(1)])).toHaveLength(1);
  await rows.remove([recordId(1)]);
  expect(await reconcile({ ...copy, rows })).toBe(1);
});

test('an older version of a row is noticed and put right', async () => {
  const { rig, base } = await filled();
  const [old] = (await base.store.rows.get([recordId(2)])) ?? [];
  await base.store.commit([record(rig, 2, { n: 222 })]);
  base.store.close();
  await tampered(rig, (rows) => rows.map((row) => (row.id === recordId(2) ? (old ?? row) : row)));
  const { store, rebuilt } = await rig.opened();
  expect(rebuilt).toBe(1);
  expect(await store.get('message', recordId(2))).toEqual({ n: 222 });
});

test('a deleted record stays deleted when its row comes back', async () => {
  const { rig, base } = await filled();
  const gone = (await base.store.rows.get([recordId(1)])) ?? [];
  await base.store.commit([record(rig, 1, null)]);
  base.store.close();
  await tampered(rig, (rows) => [...rows, ...gone]);
  const { store } = await rig.opened();
  expect(store.has(recordId(1))).toBe(false);
  expect(await store.get('message', recordId(1))).toBeNull();
  expect(await store.rows.get([recordId(1)])).toEqual([]);
});

test('rows exchanged while the vault is open come from the journal when they are read, and that is told once for all', async () => {
  const { rig, base } = await filled();
  const rows = (await base.store.rows.get([recordId(1), recordId(3)])) ?? [];
  await base.store.rows.keep(
    rows.map((row) => ({ ...row, sealed: sealedOf(rows, row.id === recordId(1) ? 3 : 1) })),
  );
  expect(await values(base.store)).toEqual(GOOD);
  expect(rig.troubles).toEqual([]);
  await rig.env.advance(REPAIRS_GATHER_MS);
  expect(rig.troubles).toEqual([{ kind: 'copy-repaired', count: 2 }]);
  expect(await base.store.get('message', recordId(1))).toEqual({ n: 1 });
  await rig.env.advance(REPAIRS_GATHER_MS);
  expect(rig.troubles).toHaveLength(1);
});

test('a record that is in neither copy answers null and is counted once', async () => {
  const { rig, base } = await filled();
  await base.store.rows.remove([recordId(1)]);
  const { journal } = rig.disk;
  const [first] = journal;
  if (first !== undefined) first[70] = (first[70] ?? 0) ^ 1;
  journal[0] = first?.slice(0, 60) ?? new Uint8Array();
  expect(await base.store.get('message', recordId(1))).toBeNull();
  expect(await base.store.get('message', recordId(1))).toBeNull();
  expect(rig.troubles).toEqual([{ kind: 'journal-damaged', count: 1 }]);
});

test('a full disk changes nothing at all', async () => {
  const { rig, base } = await filled();
  rig.disk.full = true;
  const changes = [record(rig, 1, { n: 111 }), record(rig, 4, { n: 4 })];
  expect(await base.store.commit(changes)).toEqual({ ok: false, refusal: 'disk-full' });
  rig.disk.full = false;
  expect(await base.store.get('message', recordId(1))).toEqual({ n: 1 });
  expect(base.store.has(recordId(4))).toBe(false);
  expect(await base.store.commit(changes)).toEqual(ok);
  expect(await (await rig.opened()).store.get('message', recordId(1))).toEqual({ n: 111 });
});

test('rows IndexedDB refuses are served from memory, and rebuilt at the next unlock', async () => {
  const { rig, base } = await filled();
  base.store.rows = {
    ...base.store.rows,
    keep: async () => await Promise.reject(new Error('QuotaExceededError')),
  };
  expect(await base.store.commit([record(rig, 2, { n: 222 }), record(rig, 4, { n: 4 })])).toEqual(
    ok,
  );
  expect(await base.store.get('message', recordId(2))).toEqual({ n: 222 });
  const page = await base.store.newest(rig.bucket(2), 'message', { upTo: 10, limit: 2 });
  expect(page.map(({ value }) => value)).toEqual([{ n: 4 }, { n: 1 }]);
  expect((await rig.opened()).rebuilt).toBe(2);
});

test('a page takes every record of its last place, so no tie is cut', async () => {
  const { rig, base } = await filled();
  const at = (n: number, seq: number) => ({ ...record(rig, n * 3, { n }), seq });
  await base.store.commit([at(2, 7), at(3, 7), at(4, 7), at(5, 8)]);
  const page = await base.store.newest(rig.bucket(1), 'message', { upTo: 8, limit: 2 });
  expect(page.map(({ seq }) => seq)).toEqual([8, 7, 7, 7]);
});

test('records of one table come in order, those of others in the same bucket do not', async () => {
  const { rig, base } = await filled();
  const bucket = rig.bucket(1);
  const more = [5, 2, 9].map((n) => ({ ...record(rig, 30 + n * 3, { n }), seq: n, bucket }));
  const head = { ...record(rig, 60, { head: true }), table: 'case', seq: 0, bucket } as const;
  await base.store.commit([...more, head]);
  const seen: unknown[] = [];
  for await (const { seq } of base.store.each(bucket, 'message')) seen.push(seq);
  expect(seen).toEqual([2, 4, 5, 9]);
  expect(await base.store.find(recordId(60))).toEqual({ table: 'case', value: { head: true } });
  expect(await base.store.find(recordId(61))).toBeNull();
  expect(base.store.count(bucket)).toBe(5);
});

test('what changed since a place in the journal is told, each record once', async () => {
  const { rig, base } = await filled();
  const mark = base.store.mark();
  expect(await base.store.changedSince(mark)).toEqual([]);
  await base.store.commit([record(rig, 1, { n: 11 }), record(rig, 4, { n: 4 })]);
  await base.store.commit([record(rig, 4, null)]);
  const changed = await base.store.changedSince(mark);
  expect(changed?.map(({ id }) => id)).toEqual([recordId(1), recordId(4)]);
  const foreign = { ...mark, head: { ...mark.head, chain: new Uint8Array(32) } };
  expect(await base.store.changedSince(foreign)).toBeNull();
  expect(await base.store.changedSince({ ...mark, generation: 9 })).toBeNull();
});

test('whoever listens hears of each commit once it is durable, until it stops', async () => {
  const { rig, base } = await filled();
  const heard: number[] = [];
  const stop = base.store.onCommit((changes) => heard.push(changes.length));
  await base.store.commit([record(rig, 1, { n: 11 }), record(rig, 4, { n: 4 })]);
  rig.disk.full = true;
  await base.store.commit([record(rig, 1, { n: 12 })]);
  rig.disk.full = false;
  stop();
  await base.store.commit([record(rig, 1, { n: 13 })]);
  expect(heard).toEqual([2]);
});

test('one that listens and fails costs neither the commit nor those that hear of it after it', async () => {
  const { rig, base } = await filled();
  const heard: number[] = [];
  const mistake = new TypeError('a mistake of ours');
  base.store.onCommit(() => {
    throw mistake;
  });
  base.store.onCommit((changes) => heard.push(changes.length));
  expect(await base.store.commit([record(rig, 1, { n: 11 })])).toEqual(ok);
  expect(heard).toEqual([1]);
  expect(rig.env.faults).toEqual([mistake]);
  expect(await base.store.get('message', recordId(1))).toEqual({ n: 11 });
});

test('what is too large for a row says that nothing was written, and the next commit goes well', async () => {
  const { rig, base } = await filled();
  const before = rig.disk.journal.length;
  const large = record(rig, 2, { large: 'x'.repeat(MAX_ROW_BYTES) });
  const refused = base.store.commit([record(rig, 1, { n: 11 }), large]);
  await expect(refused).rejects.toBeInstanceOf(NotWritten);
  expect(rig.disk.journal.length).toBe(before);
  expect(await base.store.commit([record(rig, 1, { n: 12 })])).toEqual(ok);
  expect(await base.store.get('message', recordId(1))).toEqual({ n: 12 });
});

test('an append of which nobody knows whether it was written does not count as not written', async () => {
  const { rig, base } = await filled();
  rig.disk.unsure.add('append');
  const unknown = base.store.commit([record(rig, 1, { n: 11 })]);
  await expect(unknown).rejects.not.toBeInstanceOf(NotWritten);
  rig.disk.unsure.clear();
  expect(await (await rig.opened()).store.get('message', recordId(1))).toEqual({ n: 11 });
});

test('a changed, cut or foreign journal is refused with its reason', async () => {
  const { rig, base } = await filled();
  await base.heads.record();
  const whole = [...rig.disk.journal];
  const set = (entries: readonly Uint8Array[]): void => {
    rig.disk.journal.splice(0, rig.disk.journal.length, ...entries);
  };
  set(whole.slice(0, 2));
  expect(await rig.open()).toEqual({ ok: false, refusal: 'rolled-back' });
  const changed = whole.map((bytes) => bytes.slice());
  const [first] = changed;
  if (first !== undefined) first[60] = (first[60] ?? 0) ^ 1;
  set(changed);
  expect(await rig.open()).toEqual({ ok: false, refusal: 'damaged-journal' });
  set(whole.toSpliced(1, 1));
  expect(await rig.open()).toEqual({ ok: false, refusal: 'damaged-journal' });
  set(whole);
  expect(await values((await rig.opened()).store)).toEqual(GOOD);
});

test('a keyring older than the journal is refused', async () => {
  const { rig, base } = await filled();
  const before = rig.disk.keyring;
  await base.keys.write(() => ({}));
  await base.store.commit([record(rig, 1, { n: 11 })]);
  rig.disk.keyring = before;
  expect(await rig.open()).toEqual({ ok: false, refusal: 'rolled-back' });
});

test('one commit of many rows becomes several entries in one append', async () => {
  const { rig, base } = await filled();
  const before = rig.disk.journal.length;
  const large = 'x'.repeat(100_000);
  const changes = Array.from({ length: 20 }, (_, n) => record(rig, 10 + n, { n, large }));
  expect(await base.store.commit(changes)).toEqual(ok);
  expect(rig.disk.journal.length).toBeGreaterThan(before + 1);
  expect(base.store.mark().end).toBe(rig.disk.journal.length);
  expect((await rig.opened()).rebuilt).toBe(0);
});

test('one record twice in one commit is our own bug and writes nothing', async () => {
  const { rig, base } = await filled();
  const before = rig.disk.journal.length;
  const changes = [record(rig, 5, { n: 1 }), record(rig, 5, { n: 2 })];
  await expect(base.store.commit(changes)).rejects.toThrow('twice');
  expect(rig.disk.journal.length).toBe(before);
});
