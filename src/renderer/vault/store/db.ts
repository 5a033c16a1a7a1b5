/** Vault, store: the shape of the IndexedDB copy. Opaque names and numbers are indexed, nothing else. */
import { Dexie, type EntityTable, type Transaction } from 'dexie';
import type { SealedRow } from '../../../contract/carrier.ts';

export type VaultDb = Dexie & {
  readonly rows: EntityTable<SealedRow, 'id'>;
};

interface Migration {
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (tx: Transaction) => Promise<void>;
}

/** Append only. A shipped entry is never edited: some operator's disk is still on it. */
const migrations: readonly Migration[] = [{ stores: { rows: 'id, seq, [bucket+seq]' } }];

/** Names the vault's database, or an older one: migration tests pass `version` to start from the past. */
export function vaultDb(name: string, version = migrations.length): VaultDb {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict' }) as VaultDb;
  for (const [index, { stores, upgrade }] of migrations.slice(0, version).entries()) {
    const step = db.version(index + 1).stores({ ...stores });
    if (upgrade !== undefined) step.upgrade(upgrade);
  }
  return db;
}

/** Opens the copy; one that cannot be opened is thrown away first, for the journal holds everything. */
export async function openVaultDb(name: string): Promise<VaultDb> {
  const db = vaultDb(name);
  try {
    await db.open();
    return db;
  } catch {
    db.close();
    await Dexie.delete(name);
    const fresh = vaultDb(name);
    await fresh.open();
    return fresh;
  }
}
