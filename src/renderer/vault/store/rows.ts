/**
 * Vault, store: sealed rows in IndexedDB, a fast copy of the journal and never the only one.
 *
 * Chromium may lose this whole database when the disk fills, so everything here can be rebuilt.
 * Rows are sealed before they come here; inside a transaction nothing but Dexie is awaited.
 */
import { Dexie } from 'dexie';
import type { RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import type { VaultDb } from './db.ts';

export interface Rows {
  /** Writes rows, and removes those without bytes. Doing it again changes nothing. */
  keep(rows: readonly SealedRow[]): Promise<void>;
  /** Those that are there; what IndexedDB cannot read counts as not there. */
  get(ids: readonly RowId[]): Promise<readonly SealedRow[]>;
  /** Every row in order of its name, from the one after `after`. */
  after(after: RowId | null, limit: number): Promise<readonly SealedRow[]>;
  remove(ids: readonly RowId[]): Promise<void>;
  isEmpty(): Promise<boolean>;
  close(): void;
}

export const rowsIn = (db: VaultDb): Rows => ({
  keep: async (rows) => {
    if (rows.length === 0) return;
    const written = rows.filter(({ sealed }) => sealed.length > 0);
    const gone = rows.filter(({ sealed }) => sealed.length === 0).map(({ id }) => id);
    await db.transaction('rw', db.rows, async () => {
      await db.rows.bulkPut(written);
      await db.rows.bulkDelete(gone);
    });
  },

  get: async (ids) => {
    try {
      const found = await db.rows.bulkGet([...ids]);
      return found.filter((row) => row !== undefined);
    } catch {
      return [];
    }
  },

  after: async (after, limit) =>
    await db.rows
      .where(':id')
      .above(after ?? Dexie.minKey)
      .limit(limit)
      .toArray(),

  remove: async (ids) => {
    await db.rows.bulkDelete([...ids]);
  },

  isEmpty: async () => (await db.rows.limit(1).primaryKeys()).length === 0,

  close: () => {
    db.close();
  },
});

/** Keeps what it can: rows that IndexedDB refuses are fetched from the journal when they are read. */
export async function keepIfPossible(rows: Rows, page: readonly SealedRow[]): Promise<void> {
  try {
    await rows.keep(page);
  } catch {
    // The copy is never the only one.
  }
}
