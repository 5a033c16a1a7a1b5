/**
 * Vault, store: opened in two steps. A glance needs the epoch key and the pages read ahead of it, waits
 * for nothing and gives the first look; opening reads the manifest and what was written since, and puts
 * the copy right (ADR 0014).
 */
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { breather, type Breathe } from '../turns.ts';
import type { Ahead } from './ahead.ts';
import { Checkpoints } from './checkpoint.ts';
import type { VaultDb } from './db.ts';
import { chainKeyOf, type Chain, type RowHash } from './entry.ts';
import { load, type Expected, type LongWay } from './load.ts';
import { rowsIn } from './rows.ts';
import { sheetsIn, type Sheets } from './sheets.ts';
import { Store, type StoreParts } from './store.ts';

/** What can be seen with the epoch key before anything else is read. */
export interface Glance {
  readonly generation: number;
  readonly chain: Chain;
  readonly db: VaultDb;
  readonly sheets: Sheets;
  readonly checkpoints: Checkpoints;
  /** The checkpoint's root, still sealed. */
  readonly root: Uint8Array | null;
  /** Not judged yet. */
  readonly look: unknown;
  readonly breathe: Breathe;
}

/** Opens the first look. The epoch key may be wiped afterwards. */
export function glance(
  { db, look, root }: Ahead,
  core: { readonly epochKey: Uint8Array; readonly generation: number },
  parts: Pick<StoreParts, 'box' | 'env'> & { readonly hash: RowHash },
): Glance {
  const { box, env, hash } = parts;
  const { epochKey, generation } = core;
  const sheets = sheetsIn(db, epochKey, { box, random: env.random });
  const breathe = breather(env.ticks);
  const checkpoints = new Checkpoints(sheets, breathe);
  const chain = { chainKey: chainKeyOf(epochKey, generation), hash };
  return {
    generation,
    chain,
    db,
    sheets,
    checkpoints,
    root,
    look: checkpoints.look(look, generation),
    breathe,
  };
}

export interface OpenedStore {
  readonly store: Store;
  /** Rows of the copy that had to be put right. */
  readonly rebuilt: number;
  /** The journal cannot be read; to be rewritten before anything is committed. */
  readonly damaged: boolean;
  /** Began with a checkpoint, whose word the background check has still to prove. */
  readonly vouched: boolean;
}

/** Refusals are those of `load`; a disk that has no room for an empty journal is `disk-full`. */
export async function openStore(
  parts: StoreParts,
  { generation, chain, db, sheets, checkpoints, root: sealed, breathe }: Glance,
  { expected, long }: { readonly expected: Expected; readonly long: LongWay },
): Promise<Outcome<OpenedStore, 'damaged-journal' | 'rolled-back' | 'disk-full'>> {
  const { carrier } = parts;
  const opened = await carrier.openJournal({ generation, fresh: false });
  if (!opened.ok) return opened;
  const known = checkpoints.root(sealed);
  const root = known?.mark.generation === generation ? known : null;
  // Pages that nobody can open, such as those of an epoch that was erased, do not stay.
  if (root === null) await sheets.clear();
  const rows = rowsIn(db);
  const found = await load(
    { carrier, generation, chain, rows, checkpoints, expected, breathe },
    { root, end: opened.value.end, long },
  );
  if (!found.ok) return found;
  const loaded = found.value;
  const ground = { generation, chain, db, sheets, manifest: loaded.manifest };
  const store = new Store(parts, ground, { loaded, checkpoints });
  const { rebuilt, damaged, from } = loaded;
  return ok({ store, rebuilt, damaged, vouched: from !== null });
}
