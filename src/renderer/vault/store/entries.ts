/** Vault, store: rows cut into journal entries. */
import type { SealedRow } from '../../../contract/carrier.ts';
import { ENTRY_TARGET_BYTES, MAX_ENTRY_ROWS } from '../limits.ts';
import { ROW_FRAME_BYTES, writeEntry, type Chain, type EntryKind, type Head } from './entry.ts';

/** An entry as it goes to the disk, and what it makes of the journal. */
export type Written = ReturnType<typeof writeEntry>;

/** One entry as a rule; many rows become several. */
export function entriesOf(
  kind: EntryKind,
  rows: readonly SealedRow[],
  after: { readonly keyring: number; readonly head: Head; readonly chain: Chain },
): readonly Written[] {
  const entries: Written[] = [];
  let { head } = after;
  let taken: SealedRow[] = [];
  let bytes = 0;
  const close = (): void => {
    const entry = writeEntry({ kind, keyring: after.keyring, rows: taken }, head, after.chain);
    ({ head } = entry);
    entries.push(entry);
    taken = [];
    bytes = 0;
  };
  for (const row of rows) {
    const full = taken.length > 0 && bytes + row.sealed.length > ENTRY_TARGET_BYTES;
    if (full || taken.length === MAX_ENTRY_ROWS) close();
    taken.push(row);
    bytes += row.sealed.length + ROW_FRAME_BYTES;
  }
  close();
  return entries;
}
