/**
 * Vault, store: what an unlock needs first of the copy, read while nobody has typed anything yet.
 *
 * Sealed bytes, and nothing that could open them. Which copy it is stands in the header in clear, so
 * it is believed only when the header has been proven.
 */
import { openVaultDb, vaultDb, type VaultDb } from './db.ts';
import { AHEAD } from './sheets.ts';

/** The copy, open, with its first pages as they lie on the disk. Closed by whoever does not use it. */
export interface Ahead {
  readonly db: VaultDb;
  readonly look: Uint8Array | null;
  readonly root: Uint8Array | null;
}

/** Null when the copy does not open: it is left as it is until somebody has proven to be its owner. */
export async function readAhead(name: string): Promise<Ahead | null> {
  const db = vaultDb(name);
  try {
    await db.patiently(() => db.open());
    return await pagesIn(db);
  } catch {
    db.close();
    return null;
  }
}

/** What was read of this copy ahead of time, or the same now. */
export async function aheadOf(name: string, before: Ahead | null): Promise<Ahead> {
  if (before?.db.name === name && before.db.isOpen()) return before;
  before?.db.close();
  return await pagesIn(await openVaultDb(name));
}

/** A copy that cannot be read is one without a checkpoint. */
async function pagesIn(db: VaultDb): Promise<Ahead> {
  const none = [undefined, undefined];
  const pages = db.patiently(() => db.sheets.bulkGet([AHEAD.look, AHEAD.root]));
  const [look, root] = await pages.catch(() => none);
  return { db, look: look?.sealed ?? null, root: root?.sealed ?? null };
}
