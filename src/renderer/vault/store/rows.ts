/**
 * Vault, store: sealed rows in IndexedDB, a fast copy of the journal and never the only one.
 *
 * Chromium may lose this whole database when the disk fills, so everything here can be rebuilt.
 * Rows are sealed before they come here; inside a transaction nothing but Dexie is awaited.
 */
import { Dexie } from 'dexie';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import type { VaultDb } from './db.ts';

export interface Rows {
  /** Writes rows, and removes those without bytes. Doing it again changes nothing. */
  keep(rows: readonly SealedRow[]): Promise<void>;
  get(id: RowId): Promise<SealedRow | undefined>;
  /** The newest rows of a bucket at or before place `upTo`, newest first. Place 0 is the bucket's own head. */
  newest(bucket: BucketId, upTo: number, limit: number): Promise<readonly SealedRow[]>;
  /** All rows of a bucket at one place. */
  at(bucket: BucketId, seq: number): Promise<readonly SealedRow[]>;
  /** Every row in order of its name, from the one after `after`. */
  after(after: RowId | null, limit: number): Promise<readonly SealedRow[]>;
  remove(ids: readonly RowId[]): Promise<void>;
  close(): void;
}

export const rowsIn = (db: VaultDb): Rows => ({
  keep: async (rows) => {
    const written = rows.filter(({ sealed }) => sealed.length > 0);
    const gone = rows.filter(({ sealed }) => sealed.length === 0).map(({ id }) => id);
    await db.transaction('rw', db.rows, async () => {
      await db.rows.bulkPut(written);
      await db.rows.bulkDelete(gone);
    });
  },

  get: async (id) => await db.rows.get(id),

  newest: async (bucket, upTo, limit) =>
    await db.rows
      .where('[bucket+seq]')
      .between([bucket, FIRST_PLACE], [bucket, upTo], true, true)
      .reverse()
      .limit(limit)
      .toArray(),

  at: async (bucket, seq) => await db.rows.where('[bucket+seq]').equals([bucket, seq]).toArray(),

  after: async (after, limit) =>
    await db.rows
      .where(':id')
      .above(after ?? Dexie.minKey)
      .limit(limit)
      .toArray(),

  remove: async (ids) => {
    await db.rows.bulkDelete([...ids]);
  },

  close: () => {
    db.close();
  },
});

const FIRST_PLACE = 1;
