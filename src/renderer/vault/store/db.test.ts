// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { asStored, putCopyBack } from '../../../../tests/support/stored-vault.ts';
import { openVaultDb, vaultDb } from './db.ts';
import { rowsIn } from './rows.ts';

/** Names of the indexes in clear, by table, as they lie on the disk. */
const indexesOf = (db: IDBDatabase): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...db.objectStoreNames].map((name) => [
      name,
      [...db.transaction(name).objectStore(name).indexNames],
    ]),
  );

test('a copy of schema 1, as the first app left it, is brought to schema 2 with every row in it', async () => {
  const stored = await putCopyBack('vault-1', 'schema-1');
  expect(stored.version).toBe(10);
  const values = stored.stores['rows']?.values.map(asStored) ?? [];
  expect(values.length).toBeGreaterThan(0);

  const db = await openVaultDb('schema-1');
  expect(await db.rows.toArray()).toEqual(values);
  expect(db.verno).toBe(2);
  db.close();
});

test('afterwards nothing but opaque names is indexed, sealed pages have their place, and rows are kept as ever', async () => {
  await putCopyBack('vault-1', 'schema-1-used');
  const db = await openVaultDb('schema-1-used');
  expect(indexesOf(db.backendDB())).toEqual({ rows: [], sheets: [] });
  const [row] = (await rowsIn(db).after(null, 1)) ?? [];
  if (row === undefined) throw new Error('no row');
  await rowsIn(db).keep([{ ...row, version: 9 }]);
  await db.sheets.put({ id: 'root', sealed: new Uint8Array([1, 2]) });
  db.close();

  const again = await openVaultDb('schema-1-used');
  expect(await rowsIn(again).get([row.id])).toEqual([{ ...row, version: 9 }]);
  expect(await again.sheets.get('root')).toEqual({ id: 'root', sealed: new Uint8Array([1, 2]) });
  again.close();
});

test('what schema 1 is said to have been is what the first app made', async () => {
  const { stores } = await putCopyBack('vault-1', 'schema-1-said');
  const db = vaultDb('schema-1-made', 1);
  await db.open();
  const made = indexesOf(db.backendDB());
  db.close();
  const first = Object.entries(stores).map(([name, { indexes }]) => [
    name,
    Object.keys(indexes).toSorted(),
  ]);
  expect(made).toEqual(Object.fromEntries(first));
});
