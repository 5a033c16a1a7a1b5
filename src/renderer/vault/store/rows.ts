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
  /** Those that are there; null where IndexedDB does not answer, which says nothing of them. */
  get(ids: readonly RowId[]): Promise<readonly SealedRow[] | null>;
  /** Every row in order of its name, from the one after `after`; null where IndexedDB does not read on. */
  after(after: RowId | null, limit: number): Promise<readonly SealedRow[] | null>;
  /** What IndexedDB does not let go stays, and counts for nothing: no manifest names it. */
  remove(ids: readonly RowId[]): Promise<void>;
  /** Null where IndexedDB does not answer. */
  isEmpty(): Promise<boolean | null>;
  close(): void;
}

export const rowsIn = (db: VaultDb): Rows => ({
  keep: async (rows) => {
    if (rows.length === 0) return;
    const written = rows.filter(({ sealed }) => sealed.length > 0);
    const gone = rows.filter(({ sealed }) => sealed.length === 0).map(({ id }) => id);
    await db.patiently(() =>
      db.transaction('rw', db.rows, async () => {
        await db.rows.bulkPut(written);
        await db.rows.bulkDelete(gone);
      }),
    );
  },

  get: async (ids) => {
    try {
      const found = await db.patiently(() => db.rows.bulkGet([...ids]));
      return found.filter((row) => row !== undefined);
    } catch {
      return null;
    }
  },

  after: async (after, limit) => {
    try {
      const rest = db.rows.where(':id').above(after ?? Dexie.minKey);
      return await db.patiently(() => rest.limit(limit).toArray());
    } catch {
      return null;
    }
  },

  remove: async (ids) => {
    try {
      await db.patiently(() => db.rows.bulkDelete([...ids]));
    } catch {
      // The background check finds them again.
    }
  },

  isEmpty: async () => {
    try {
      const first = await db.patiently(() => db.rows.limit(1).primaryKeys());
      return first.length === 0;
    } catch {
      return null;
    }
  },

  close: () => {
    db.close();
  },
});

/** Rows that the copy has still to take, in their newest version; they are served from memory meanwhile. */
export type Owed = Map<RowId, SealedRow>;

/** Keeps rows, or owes them where IndexedDB refuses. */
export async function keepOrOwe(rows: Rows, page: readonly SealedRow[], owed: Owed): Promise<void> {
  try {
    await rows.keep(page);
    for (const { id } of page) owed.delete(id);
  } catch {
    for (const row of page) owed.set(row.id, row);
  }
}
