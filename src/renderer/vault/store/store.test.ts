import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { sha512 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { openVaultDb, vaultDb } from './db.ts';
import { chainKeyOf, type Chain, type Head } from './entry.ts';
import { readJournal, reconcile } from './reconcile.ts';
import { rowsIn, type Rows } from './rows.ts';
import { openStore, type Change, type VaultStore } from './store.ts';

const chain: Chain = {
  chainKey: chainKeyOf(new Uint8Array(32).fill(7)),
  hash: (sealed) => sha512(sealed).slice(0, 32),
  skip: 0,
};
const bucket = BucketId('a'.repeat(32));
const elsewhere = BucketId('b'.repeat(32));
const ids = Array.from({ length: 6 }, (_, i) => RowId(String(i).repeat(32)));
const id = (i: number): RowId => ids[i] ?? RowId.random();

class Journal {
  entries: Uint8Array[] = [];
  full = false;
  replays = 0;
  append = async ({ entries }: { readonly entries: readonly Uint8Array[] }) => {
    if (this.full) return refuse('disk-full');
    this.entries.push(...entries);
    return ok(null);
  };
  replay = async ({ from }: { readonly from: number }) => {
    if (from === 0) this.replays += 1;
    const entries = this.entries.slice(from, from + 2);
    const next = from + entries.length;
    return { entries, next, end: next >= this.entries.length };
  };
}

const START: { readonly head: Head; readonly keyring: number } = {
  head: { count: 0, chain: new Uint8Array(32) },
  keyring: 5,
};

async function opened(
  journal: Journal,
  name: string,
  change: { readonly rows?: (rows: Rows) => Rows; readonly expected?: typeof START } = {},
): Promise<{ readonly store: VaultStore; readonly rebuilt: number; readonly rows: Rows }> {
  const read = await readJournal(journal, chain, change.expected ?? START);
  if (!read.ok) throw new Error(read.refusal);
  const rows = rowsIn(await openVaultDb(name));
  const rebuilt = await reconcile(rows, journal, { manifest: read.value.manifest, chain });
  const used = change.rows?.(rows) ?? rows;
  const key = new Uint8Array(32).fill(3);
  const store = openStore(
    { carrier: journal, rows: used, chain, keyOf: () => key, keyring: () => 5 },
    read.value,
  );
  return { store, rebuilt, rows };
}

const put = (i: number, value: object | null, seq = i): Change => ({
  bucket,
  table: 'message',
  id: id(i),
  seq,
  value,
});

/** Three records, the second in its second version, over a closed database. */
async function filled(name: string): Promise<Journal> {
  const journal = new Journal();
  const { store } = await opened(journal, name);
  await store.commit([put(1, { n: 1 }), put(2, { n: 2 })]);
  await store.commit([put(3, { n: 3 })]);
  await store.commit([put(2, { n: 22 })]);
  store.close();
  return journal;
}

async function tampered(name: string, change: (rows: SealedRow[]) => SealedRow[]): Promise<void> {
  const db = vaultDb(name);
  await db.open();
  const rows = await db.rows.toArray();
  await db.rows.clear();
  await db.rows.bulkPut(change(rows));
  db.close();
}

const row = (rows: readonly SealedRow[], i: number): SealedRow => {
  const found = rows.find((one) => one.id === id(i));
  if (found === undefined) throw new Error('no such row');
  return found;
};

async function values(store: VaultStore): Promise<readonly unknown[]> {
  return await Promise.all([1, 2, 3].map(async (i) => await store.get('message', id(i))));
}

const GOOD = [{ n: 1 }, { n: 22 }, { n: 3 }];

test('what was committed is there after opening again, and nothing had to be rebuilt', async () => {
  const journal = await filled('again');
  const { store, rebuilt } = await opened(journal, 'again');
  expect(rebuilt).toBe(0);
  expect(await values(store)).toEqual(GOOD);
  expect(journal.replays).toBe(2);
});

test('a database that was deleted is rebuilt from the journal', async () => {
  const journal = await filled('gone');
  await Dexie.delete('gone');
  const { store, rebuilt } = await opened(journal, 'gone');
  expect(rebuilt).toBe(3);
  expect(await values(store)).toEqual(GOOD);
});

test('bytes swapped between two rows are noticed, counted and put right', async () => {
  const journal = await filled('swapped');
  await tampered('swapped', (rows) =>
    rows.map((one) => {
      if (one.id === id(1)) return { ...one, sealed: row(rows, 3).sealed };
      return one.id === id(3) ? { ...one, sealed: row(rows, 1).sealed } : one;
    }),
  );
  const { store, rebuilt } = await opened(journal, 'swapped');
  expect(rebuilt).toBe(2);
  expect(await values(store)).toEqual(GOOD);
});

test('a row moved to another bucket or place is noticed and put right', async () => {
  const journal = await filled('moved');
  await tampered('moved', (rows) =>
    rows.map((one) => {
      if (one.id === id(1)) return { ...one, bucket: elsewhere };
      return one.id === id(3) ? { ...one, seq: 9 } : one;
    }),
  );
  const { store, rebuilt } = await opened(journal, 'moved');
  expect(rebuilt).toBe(2);
  const page = await store.newest(bucket, 'message', { upTo: 10, limit: 10 });
  expect(page.map(({ seq }) => seq)).toEqual([3, 2, 1]);
});

test('a row whose version was changed in clear is noticed and put right', async () => {
  const journal = await filled('renumbered');
  await tampered('renumbered', (rows) =>
    rows.map((one) => (one.id === id(2) ? { ...one, version: 1 } : one)),
  );
  expect((await opened(journal, 'renumbered')).rebuilt).toBe(1);
});

test('an older version of a row is noticed and put right', async () => {
  const journal = new Journal();
  const first = await opened(journal, 'older');
  await first.store.commit([put(1, { n: 1 }), put(2, { n: 2 }), put(3, { n: 3 })]);
  const old = await first.rows.get(id(2));
  await first.store.commit([put(2, { n: 22 })]);
  first.store.close();
  if (old === undefined) throw new Error('no row');
  await tampered('older', (rows) => rows.map((one) => (one.id === id(2) ? old : one)));
  const { store, rebuilt } = await opened(journal, 'older');
  expect(rebuilt).toBe(1);
  expect(await values(store)).toEqual(GOOD);
});

test('a row nobody wrote is removed, and so is a deleted one that came back', async () => {
  const journal = new Journal();
  const first = await opened(journal, 'strangers');
  await first.store.commit([put(1, { n: 1 }), put(2, { n: 2 })]);
  const gone = await first.rows.get(id(1));
  await first.store.commit([put(1, null)]);
  first.store.close();
  if (gone === undefined) throw new Error('no row');
  await tampered('strangers', (rows) => [...rows, gone, { ...gone, id: id(5) }]);
  const { store, rebuilt, rows } = await opened(journal, 'strangers');
  expect(rebuilt).toBe(2);
  expect(store.has(id(1))).toBe(false);
  expect(await rows.get(id(5))).toBeUndefined();
});

test('a row changed while the vault is open is fetched from the journal when it is read', async () => {
  const journal = await filled('live');
  const { store, rows } = await opened(journal, 'live');
  const one = await rows.get(id(1));
  const other = await rows.get(id(3));
  if (one === undefined || other === undefined) throw new Error('no row');
  await rows.keep([{ ...one, sealed: other.sealed }]);
  expect(await store.get('message', id(1))).toEqual({ n: 1 });
  expect(store.repaired()).toBe(1);
});

test('a crash after the journal and before IndexedDB costs nothing', async () => {
  const journal = await filled('crash');
  const rows = (real: Rows): Rows => ({
    ...real,
    keep: async () => await new Promise(() => undefined),
  });
  const { store } = await opened(journal, 'crash', { rows });
  void store.commit([put(4, { n: 4 })]);
  await expect.poll(() => journal.entries.length).toBe(4);
  store.close();
  const again = await opened(journal, 'crash');
  expect(again.rebuilt).toBe(1);
  expect(await again.store.get('message', id(4))).toEqual({ n: 4 });
});

test('a full disk changes nothing at all', async () => {
  const journal = await filled('full');
  const { store, rows } = await opened(journal, 'full');
  journal.full = true;
  expect(await store.commit([put(1, { n: 111 }), put(4, { n: 4 })])).toEqual({
    ok: false,
    refusal: 'disk-full',
  });
  journal.full = false;
  expect(await rows.get(id(4))).toBeUndefined();
  expect(await store.get('message', id(1))).toEqual({ n: 1 });
  expect(await store.commit([put(1, { n: 11 })])).toEqual({ ok: true, value: null });
  expect((await readJournal(journal, chain, START)).ok).toBe(true);
});

test('rows IndexedDB refuses are served from memory, and rebuilt at the next unlock', async () => {
  const journal = await filled('quota');
  const rows = (real: Rows): Rows => ({
    ...real,
    keep: async () => await Promise.reject(new Error('QuotaExceededError')),
  });
  const { store } = await opened(journal, 'quota', { rows });
  expect(await store.commit([put(2, { n: 222 }), put(4, { n: 4 })])).toEqual({
    ok: true,
    value: null,
  });
  expect(await store.get('message', id(2))).toEqual({ n: 222 });
  const page = await store.newest(bucket, 'message', { upTo: 10, limit: 2 });
  expect(page.map(({ value }) => value)).toEqual(expect.arrayContaining([{ n: 4 }, { n: 3 }]));
  store.close();
  const again = await opened(journal, 'quota');
  expect(again.rebuilt).toBe(2);
});

test('a page takes every record of its last place, so no tie is cut', async () => {
  const journal = new Journal();
  const { store } = await opened(journal, 'ties');
  await store.commit([
    put(1, { n: 1 }, 7),
    put(2, { n: 2 }, 7),
    put(3, { n: 3 }, 7),
    put(4, { n: 4 }, 8),
  ]);
  const page = await store.newest(bucket, 'message', { upTo: 8, limit: 2 });
  expect(page.map(({ seq }) => seq)).toEqual([8, 7, 7, 7]);
});

test('a changed, cut or foreign journal is refused with its reason', async () => {
  const journal = await filled('refused');
  const whole = await readJournal(journal, chain, START);
  if (!whole.ok) throw new Error('unreadable');
  const expected = { head: whole.value.head, keyring: 5 };

  const cut = new Journal();
  cut.entries = journal.entries.slice(0, 2);
  expect(await readJournal(cut, chain, expected)).toEqual({ ok: false, refusal: 'rolled-back' });
  expect(await readJournal(cut, chain, START)).toMatchObject({ ok: true });

  const changed = new Journal();
  changed.entries = journal.entries.map((bytes) => bytes.slice());
  const [first] = changed.entries;
  if (first !== undefined) first[60] = (first[60] ?? 0) ^ 1;
  expect(await readJournal(changed, chain, expected)).toEqual({ ok: false, refusal: 'damaged' });

  const missing = new Journal();
  missing.entries = journal.entries.toSpliced(1, 1);
  expect(await readJournal(missing, chain, START)).toEqual({ ok: false, refusal: 'damaged' });
});

test('a keyring older than the journal is refused', async () => {
  const journal = await filled('old-keyring');
  const expected = { ...START, keyring: 4 };
  expect(await readJournal(journal, chain, expected)).toEqual({ ok: false, refusal: 'damaged' });
});

test('replaying opens no row', async () => {
  const journal = await filled('sealed');
  const read = await readJournal(journal, chain, START);
  if (!read.ok) throw new Error('unreadable');
  const rows = rowsIn(await openVaultDb('sealed'));
  await reconcile(rows, journal, { manifest: read.value.manifest, chain });
  let asked = 0;
  const keyOf = (): Uint8Array => {
    asked += 1;
    return new Uint8Array(32).fill(3);
  };
  const store = openStore({ carrier: journal, rows, chain, keyOf, keyring: () => 5 }, read.value);
  expect(asked).toBe(0);
  expect(store.has(id(1))).toBe(true);
  expect(asked).toBe(0);
});

test('one commit of many rows becomes several entries in one append', async () => {
  const journal = new Journal();
  const { store } = await opened(journal, 'many');
  const large = 'x'.repeat(100_000);
  const changes = Array.from({ length: 20 }, (_, i): Change => ({
    ...put(1, { i, large }),
    id: RowId.random(),
  }));
  expect(await store.commit(changes)).toEqual({ ok: true, value: null });
  expect(journal.entries.length).toBeGreaterThan(1);
  store.close();
  const again = await opened(journal, 'many');
  expect(again.rebuilt).toBe(0);
});

test('one record twice in one commit is our own bug and writes nothing', async () => {
  const journal = new Journal();
  const { store } = await opened(journal, 'twice');
  await expect(store.commit([put(1, { n: 1 }), put(1, { n: 2 })])).rejects.toThrow('twice');
  expect(journal.entries).toEqual([]);
});
