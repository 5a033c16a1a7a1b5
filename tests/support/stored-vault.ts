/** A vault as an earlier version of the app left it (tests/fixtures), put back where it lay: folder and IndexedDB. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeMain, type NodeMain } from './node-main.ts';

/** An IndexedDB as it was read out; bytes stand in base64. */
export interface StoredCopy {
  readonly version: number;
  readonly stores: Readonly<Record<string, StoredTable>>;
}

interface StoredTable {
  readonly keyPath: string;
  readonly indexes: Readonly<Record<string, string | readonly string[]>>;
  readonly values: readonly Readonly<Record<string, string | number>>[];
}

export interface StoredVault {
  /** Main's file requests over a folder of its own. */
  readonly files: NodeMain;
  readonly stop: () => Promise<void>;
}

const fixtures = path.join(import.meta.dirname, '../fixtures');

export const fixtureBytes = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(path.join(fixtures, name)));

export async function storedVault(name: string): Promise<StoredVault> {
  const profile = await mkdtemp(path.join(tmpdir(), 'beistand-stored-'));
  await cp(path.join(fixtures, name), path.join(profile, 'vault'), { recursive: true });
  const main = await nodeMain(profile);
  return {
    files: main,
    stop: async () => {
      await main.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Makes the database anew under this name, without Dexie; answers what was stored. */
export async function putCopyBack(vault: string, database: string): Promise<StoredCopy> {
  const text = await readFile(path.join(fixtures, vault, 'copy.json'), 'utf8');
  const copy = JSON.parse(text) as StoredCopy;
  const request = indexedDB.open(database, copy.version);
  request.addEventListener('upgradeneeded', () => {
    for (const [name, { keyPath, indexes }] of Object.entries(copy.stores)) {
      const store = request.result.createObjectStore(name, { keyPath });
      for (const [index, over] of Object.entries(indexes)) {
        store.createIndex(index, typeof over === 'string' ? over : [...over]);
      }
    }
  });
  const db = await settledRequest(request);
  for (const [name, { values }] of Object.entries(copy.stores)) {
    const store = db.transaction(name, 'readwrite').objectStore(name);
    for (const value of values) await settledRequest(store.put(asStored(value)));
  }
  db.close();
  return copy;
}

export const asStored = ({ sealed, ...rest }: StoredTable['values'][number]) => ({
  ...rest,
  sealed: new Uint8Array(Buffer.from(String(sealed), 'base64')),
});

async function settledRequest<T>(request: IDBRequest<T>): Promise<T> {
  return await new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('IndexedDB refused')),
    );
  });
}
