/** Vault, store: journal and IndexedDB compared at unlock, and the copy put right. */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { RowId } from '../../../../protocol/ids.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { REBUILD_PAGE } from '../limits.ts';
import type { Chain, Head } from './entry.ts';
import { Manifest } from './manifest.ts';
import { replay } from './replay.ts';
import type { Rows } from './rows.ts';

/** What the sealed keyring says the journal must have reached. */
export interface Expected {
  readonly head: Head;
  readonly keyring: number;
}

export interface Journal {
  readonly manifest: Manifest;
  readonly head: Head;
}

/**
 * Builds the manifest from the whole journal.
 *
 * `damaged`: an entry or the chain was changed, or the keyring is older than what was written under
 * it. `rolled-back`: the journal ends before the head the keyring recorded.
 */
export async function readJournal(
  carrier: Pick<Carrier, 'replay'>,
  chain: Chain,
  expected: Expected,
): Promise<Outcome<Journal, 'damaged' | 'rolled-back'>> {
  const manifest = new Manifest();
  const entries = replay(carrier, chain);
  try {
    for (;;) {
      const step = await entries.next();
      if (step.done === true) {
        const head = step.value;
        return head.count < expected.head.count ? refuse('rolled-back') : ok({ manifest, head });
      }
      const { head, keyring, rows, hashes } = step.value;
      if (keyring > expected.keyring) return refuse('damaged');
      if (head.count === expected.head.count && !equalBytes(head.chain, expected.head.chain)) {
        return refuse('damaged');
      }
      for (const [index, row] of rows.entries()) manifest.apply(row, hashAt(hashes, index));
    }
  } catch (error) {
    if (error instanceof ProtocolError) return refuse('damaged');
    throw error;
  }
}

/**
 * Makes the copy say what the manifest says: rows that are missing, older, moved or swapped come
 * back from the journal, rows nobody knows go. Returns how many had to be put right.
 */
export async function reconcile(
  rows: Rows,
  carrier: Pick<Carrier, 'replay'>,
  { manifest, chain }: { readonly manifest: Manifest; readonly chain: Chain },
): Promise<number> {
  const { sound, strangers } = await compare(rows, manifest, chain);
  for (let at = 0; at < strangers.length; at += REBUILD_PAGE) {
    await rows.remove(strangers.slice(at, at + REBUILD_PAGE));
  }
  const wanted = new Set<RowId>();
  for (const [id] of manifest.entries()) if (!sound.has(id)) wanted.add(id);
  if (wanted.size > 0) await restore(wanted, { rows, carrier, manifest, chain });
  return wanted.size + strangers.filter((id) => manifest.get(id) === undefined).length;
}

/** Fetches exactly these records from the journal into the copy. */
export async function restore(
  wanted: ReadonlySet<RowId>,
  from: {
    readonly rows: Rows;
    readonly carrier: Pick<Carrier, 'replay'>;
    readonly manifest: Manifest;
    readonly chain: Chain;
  },
): Promise<readonly SealedRow[]> {
  const found: SealedRow[] = [];
  let page: SealedRow[] = [];
  for await (const { rows, hashes } of replay(from.carrier, from.chain)) {
    for (const [index, row] of rows.entries()) {
      if (!wanted.has(row.id) || !from.manifest.matches(row, hashAt(hashes, index))) continue;
      page.push(row);
      if (wanted.size <= REBUILD_PAGE) found.push(row);
    }
    if (page.length >= REBUILD_PAGE) {
      await from.rows.keep(page);
      page = [];
    }
  }
  await from.rows.keep(page);
  return found;
}

/** A row under a wrong name is a stranger there, even when its bytes are someone else's. */
async function compare(
  rows: Rows,
  manifest: Manifest,
  chain: Chain,
): Promise<{ readonly sound: ReadonlySet<RowId>; readonly strangers: readonly RowId[] }> {
  const sound = new Set<RowId>();
  const strangers: RowId[] = [];
  let after: RowId | null = null;
  for (;;) {
    const page: readonly SealedRow[] = await rows.after(after, REBUILD_PAGE);
    for (const row of page) {
      if (manifest.matches(row, chain.hash(row.sealed))) sound.add(row.id);
      else strangers.push(row.id);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < REBUILD_PAGE) return { sound, strangers };
    after = last.id;
  }
}

function hashAt(hashes: readonly Uint8Array[], index: number): Uint8Array {
  const hash = hashes[index];
  if (hash === undefined) throw new RangeError('an entry has one hash per row');
  return hash;
}
