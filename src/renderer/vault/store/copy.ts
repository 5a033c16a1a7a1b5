/** Vault, store: the copy in IndexedDB compared with the manifest and put right from the journal. */
import type { RowId } from '../../../../protocol/ids.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import { REBUILD_PAGE } from '../limits.ts';
import type { Breathe } from '../turns.ts';
import type { RowHash } from './entry.ts';
import type { Manifest } from './manifest.ts';
import { scan } from './replay.ts';
import { keepOrOwe, type Owed, type Rows } from './rows.ts';

export interface Copy {
  readonly carrier: Pick<Carrier, 'replay'>;
  readonly generation: number;
  readonly rows: Rows;
  /** Takes what the copy does not. */
  readonly owed: Owed;
  readonly manifest: Manifest;
  readonly hash: RowHash;
  readonly breathe: Breathe;
}

/**
 * Makes the copy say what the manifest says: rows that are missing, older, moved or swapped come
 * back from the journal, rows nobody knows go. Returns how many had to be put right; what IndexedDB
 * did not let read is fetched too, and is not among them.
 */
export async function reconcile(copy: Copy): Promise<number> {
  const sound = new Uint8Array(copy.manifest.slots);
  const strangers: RowId[] = [];
  let whole = true;
  for await (const one of compared(copy)) {
    if (one === null) whole = false;
    else if (one.known) sound[copy.manifest.slotOf(one.row.id)] = 1;
    else strangers.push(one.row.id);
  }
  for (let at = 0; at < strangers.length; at += REBUILD_PAGE) {
    await copy.rows.remove(strangers.slice(at, at + REBUILD_PAGE));
  }
  const wanted = new Set<RowId>();
  for (const { slot, id } of copy.manifest.names()) if (sound[slot] !== 1) wanted.add(id);
  if (wanted.size > 0) await restore(wanted, copy);
  return whole
    ? wanted.size + strangers.filter((id) => !copy.manifest.has(id)).length
    : strangers.length;
}

/**
 * Every row of the copy, and whether it is the newest version of a record, in its place. Where
 * IndexedDB reads no further null is the last.
 */
export async function* compared({
  rows,
  manifest,
  hash,
  breathe,
}: Pick<Copy, 'rows' | 'manifest' | 'hash' | 'breathe'>): AsyncGenerator<{
  readonly row: SealedRow;
  readonly known: boolean;
} | null> {
  let after: RowId | null = null;
  for (;;) {
    const page: readonly SealedRow[] | null = await rows.after(after, REBUILD_PAGE);
    if (page === null) {
      yield null;
      return;
    }
    for (const row of page) {
      yield { row, known: manifest.matches(row, hash(row.sealed)) };
      await breathe();
    }
    const last = page.at(-1);
    if (last === undefined || page.length < REBUILD_PAGE) return;
    after = last.id;
  }
}

/** Fetches these records from the journal into the copy; answers which of them it found. */
async function restore(wanted: ReadonlySet<RowId>, copy: Copy): Promise<ReadonlySet<RowId>> {
  const found = new Set<RowId>();
  let page: SealedRow[] = [];
  for await (const row of fetched(wanted, copy)) {
    found.add(row.id);
    page.push(row);
    if (page.length < REBUILD_PAGE) continue;
    await keepOrOwe(copy.rows, page, copy.owed);
    page = [];
  }
  await keepOrOwe(copy.rows, page, copy.owed);
  return found;
}

/**
 * These records in their newest version, as far as the journal still has them. The manifest's hash
 * proves each, so this works in a damaged journal too.
 */
export async function* fetched(
  wanted: ReadonlySet<RowId>,
  { carrier, generation, manifest, hash, breathe }: Omit<Copy, 'rows' | 'owed'>,
): AsyncGenerator<SealedRow> {
  for await (const rows of scan(carrier, generation)) {
    for (const row of rows) {
      if (wanted.has(row.id) && manifest.matches(row, hash(row.sealed))) yield row;
    }
    await breathe();
  }
}
