/**
 * Vault: keys and store opened, and nothing on them yet.
 *
 * The first look is told before anything but the keyring's core is open. What the header does not
 * name leaves the disk here, before a new generation can be begun.
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskFact } from '../../contract/desk.ts';
import type { Trouble, UnlockRefusal } from '../../contract/keeping.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import { headKeeper, type HeadKeeper } from './head-keeper.ts';
import { readFirstLook } from './inbox/first-look.ts';
import { Jobs } from './jobs.ts';
import type { Keyring } from './keys/keyring.ts';
import { vaultKeys, type VaultKeys } from './keys/vault-keys.ts';
import { sodiumBox, type Box } from './store/box.ts';
import { copyName, dropOtherCopies, openVaultDb } from './store/db.ts';
import type { RowHash } from './store/entry.ts';
import { glance, openStore, type Glance } from './store/open-store.ts';
import type { Store, StoreParts } from './store/store.ts';
import type { Opened } from './unlock.ts';

export interface VaultParts {
  readonly env: Env;
  readonly carrier: Carrier;
  /** Our own part of the name of the IndexedDB copy. */
  readonly database: string;
  readonly hash: RowHash;
  readonly tell: (fact: DeskFact) => void;
}

export interface Foundation {
  readonly keys: VaultKeys;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly heads: HeadKeeper;
  /** Tells the screen; the audit log hears of it once it is open. */
  readonly trouble: (trouble: Trouble) => void;
  readonly rebuilt: number;
  /** A checkpoint has vouched for what the background check has still to prove. */
  readonly vouched: boolean;
}

type Refusal = Extract<
  UnlockRefusal,
  'damaged-keyring' | 'damaged-journal' | 'rolled-back' | 'disk-full'
>;

/** Refused, nothing is open any more but the keys, which are the caller's to wipe. */
export async function layFoundation(
  parts: VaultParts,
  opened: Opened,
): Promise<Outcome<Foundation, Refusal>> {
  const { env, tell, database, hash } = parts;
  const box = await sodiumBox();
  const db = await openVaultDb(copyName(database, opened.header.copy));
  const seen = await glance(db, opened.core, { box, env, hash });
  const look = readFirstLook(seen.root?.look);
  if (look !== null) tell(look);
  const keyring = opened.keyring();
  const built =
    keyring === null
      ? refuse('damaged-keyring' as const)
      : await build(parts, { opened, keyring, seen, box });
  if (!built.ok) {
    seen.sheets.zero();
    db.close();
  }
  return built;
}

async function build(
  parts: VaultParts,
  {
    opened,
    keyring,
    seen,
    box,
  }: {
    readonly opened: Opened;
    readonly keyring: Keyring;
    readonly seen: Glance;
    readonly box: Box;
  },
): Promise<Outcome<Foundation, Refusal>> {
  const { env, carrier, database, tell } = parts;
  const keys = vaultKeys(opened, keyring, carrier, env);
  const jobs = new Jobs(env, (state) => tell({ type: 'job', state }));
  const trouble = (one: Trouble): void => tell({ type: 'trouble', trouble: one });
  const storeParts: StoreParts = {
    env,
    carrier,
    keys,
    box,
    database,
    committed: () => heads.moved(),
    lost: (count) => trouble({ kind: 'journal-damaged', count }),
  };
  const found = await openStore(storeParts, seen, {
    expected: { head: keyring.head, keyring: keyring.counter },
    long: async (work) => await watched(jobs, work),
  });
  if (!found.ok) return found;
  const { store, rebuilt, damaged, vouched } = found.value;
  const heads = headKeeper(keys, store.head, env);
  keys.watchHead(store.mark);
  const { generation, keyring: number, copy } = keys.header();
  await carrier.keepOnly({ generation, keyring: number });
  await dropOtherCopies(database, copy);
  if (damaged) {
    const healed = await heal(store, jobs, trouble);
    if (!healed.ok) {
      store.close();
      return refuse(healed.refusal === 'disk-full' ? 'disk-full' : 'damaged-journal');
    }
  }
  await heads.record();
  return ok({ keys, store, jobs, heads, trouble, rebuilt, vouched: vouched && !damaged });
}

async function watched<T, R extends string>(
  jobs: Jobs,
  work: Parameters<typeof jobs.run<T, R>>[1],
): Promise<Outcome<T, R>> {
  const done = await jobs.run('rebuild', work, { alone: false });
  if (!done.ok && done.refusal === 'busy') throw new Error('one rebuild at a time');
  return done as Outcome<T, R>;
}

/** The journal is damaged and the copy is not: a new generation from it. Says how it went. */
export async function heal(
  store: Store,
  jobs: Jobs,
  trouble: (trouble: Trouble) => void,
): Promise<Outcome<null, 'disk-full' | 'stopped' | 'busy'>> {
  const lost = store.lost.size;
  const plan = { drop: new Set<never>(), rekey: false };
  const written = await jobs.run('snapshot', async (watch) => await store.rewrite(plan, watch));
  if (written.ok && store.lost.size === 0 && lost === 0)
    trouble({ kind: 'journal-healed', count: 1 });
  return written;
}
