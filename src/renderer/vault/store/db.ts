/** Vault, store: the shape of the IndexedDB copy. Opaque names and numbers are indexed, nothing else. */
import { Dexie, type EntityTable, type Transaction } from 'dexie';
import type { SealedRow } from '../../../contract/carrier.ts';
import { answered, CopySilent, patience, type Patiently } from './patience.ts';

/** One sealed page (sheets.ts). */
export interface Sheet {
  readonly id: string;
  readonly sealed: Uint8Array;
}

export type VaultDb = Dexie & {
  readonly rows: EntityTable<SealedRow, 'id'>;
  readonly sheets: EntityTable<Sheet, 'id'>;
  /** Every request to this copy goes through it. */
  readonly patiently: Patiently;
};

interface Migration {
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (tx: Transaction) => Promise<void>;
}

/** Append only. A shipped entry is never edited: some operator's disk is still on it. */
const migrations: readonly Migration[] = [
  { stores: { rows: 'id, seq, [bucket+seq]' } },
  // The manifest knows the order of every bucket; an index in clear would only tell it to others.
  { stores: { rows: 'id', sheets: 'id' } },
];

/** Names the vault's database, or an older one: migration tests pass `version` to start from the past. */
export function vaultDb(name: string, version = migrations.length): VaultDb {
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict' });
  const db = Object.assign(dexie, { patiently: patience() }) as VaultDb;
  for (const [index, { stores, upgrade }] of migrations.slice(0, version).entries()) {
    const step = db.version(index + 1).stores({ ...stores });
    if (upgrade !== undefined) step.upgrade(upgrade);
  }
  return db;
}

/** Names of our databases: copies by number, and the one of format 1. `prefix` is the app's own. */
const isOurs = (prefix: string, name: string): boolean =>
  name === prefix || (name.startsWith(`${prefix}-`) && /^\d+$/.test(name.slice(prefix.length + 1)));

export const copyName = (prefix: string, copy: number): string => `${prefix}-${copy}`;

/**
 * Deletes every database of ours but the one in use: what a rewrite or a crash left behind. What
 * IndexedDB does not let go is tried again at the next start: no key to it is left.
 */
export async function dropOtherCopies(prefix: string, copy: number): Promise<void> {
  const used = copyName(prefix, copy);
  try {
    for (const name of await answered(() => Dexie.getDatabaseNames())) {
      if (name !== used && isOurs(prefix, name)) await answered(() => Dexie.delete(name));
    }
  } catch {
    // A full disk.
  }
}

/** A new, empty copy under this name. Rejects where IndexedDB makes none. */
export async function freshVaultDb(name: string): Promise<VaultDb> {
  await answered(() => Dexie.delete(name));
  const db = vaultDb(name);
  await db.patiently(() => db.open());
  return db;
}

/**
 * Opens the copy; one that cannot be opened is thrown away first, for the journal holds everything.
 * Where none can be made either, as on a full disk, what is returned is closed: it gives and takes
 * nothing, and every row is served from the journal.
 */
export async function openVaultDb(name: string): Promise<VaultDb> {
  const db = vaultDb(name);
  try {
    await db.patiently(() => db.open());
    return db;
  } catch (error) {
    db.close();
    // It is sound, and there would be no room for another.
    if (isFull(error) || error instanceof CopySilent) return db;
  }
  try {
    return await freshVaultDb(name);
  } catch {
    return db;
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && error.name === Dexie.errnames.QuotaExceeded;
