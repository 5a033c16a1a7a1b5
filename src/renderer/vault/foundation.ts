/**
 * Vault: keys and store opened, and nothing on them yet.
 *
 * The first look is told before anything but the keyring's core is open. What the header does not
 * name leaves the disk here, before a new generation can be begun.
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskFact } from '../../contract/desk.ts';
import type { Trouble } from '../../contract/jobs.ts';
import type { UnlockRefusal } from '../../contract/secrets.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import { headKeeper, type HeadKeeper } from './head-keeper.ts';
import { readFirstLook } from './inbox/first-look.ts';
import { Jobs } from './jobs.ts';
import { vaultKeys, type VaultKeys } from './keys/vault-keys.ts';
import { orUndone } from './or-undone.ts';
import { repairs, type Repairs } from './repairs.ts';
import { sodiumBox, type Box } from './store/box.ts';
import { aheadOf, type Ahead } from './store/ahead.ts';
import { copyName } from './store/db.ts';
import type { RowHash } from './store/entry.ts';
import { compared } from './store/copy.ts';
import { keepNamed } from './store/keep-named.ts';
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
  /** What was read of the copy while it was locked. */
  readonly ahead?: Ahead | null;
}

export interface Foundation {
  readonly keys: VaultKeys;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly heads: HeadKeeper;
  /** Tells the screen; the audit log hears of it once it is open. */
  readonly trouble: (trouble: Trouble) => void;
  readonly repairs: Repairs;
  readonly rebuilt: number;
  /** A checkpoint has vouched for what the background check has still to prove. */
  readonly vouched: boolean;
}

type Refusal = Extract<
  UnlockRefusal,
  'damaged-keyring' | 'damaged-journal' | 'rolled-back' | 'disk-full'
>;

/** Refused or thrown, nothing is open any more, and every key of the keyring is wiped. */
export async function layFoundation(
  parts: VaultParts,
  opened: Opened,
): Promise<Outcome<Foundation, Refusal>> {
  const { env, tell, database, hash } = parts;
  const box = await sodiumBox();
  const ahead = await aheadOf(copyName(database, opened.header.copy), parts.ahead ?? null);
  const seen = glance(ahead, opened.core, { box, env, hash });
  const look = readFirstLook(seen.look);
  if (look !== null) tell(look);
  const keyring = opened.keyring(box.open);
  const keys = keyring === null ? null : vaultKeys(opened, keyring, parts.carrier, env);
  const build = async (): Promise<Outcome<Foundation, Refusal>> =>
    keys === null ? refuse('damaged-keyring') : await built(parts, { keys, seen, box });
  return await orUndone(build, () => {
    keys?.zero();
    seen.sheets.zero();
    ahead.db.close();
  });
}

async function built(
  parts: VaultParts,
  { keys, seen, box }: { readonly keys: VaultKeys; readonly seen: Glance; readonly box: Box },
): Promise<Outcome<Foundation, Refusal>> {
  const { env, carrier, database, tell } = parts;
  const { head, counter } = keys.current();
  const jobs = new Jobs(env, (state) => tell({ type: 'job', state }));
  const trouble = (one: Trouble): void => tell({ type: 'trouble', trouble: one });
  const repaired = repairs(env, trouble);
  const storeParts: StoreParts = {
    env,
    carrier,
    keys,
    box,
    database,
    committed: () => heads.moved(),
    lost: (count) => trouble({ kind: 'journal-damaged', count }),
    repaired: repaired.found,
  };
  const found = await openStore(storeParts, seen, {
    expected: { head, keyring: counter },
    long: async (work) => await watched(jobs, work),
  });
  if (!found.ok) return found;
  const { store, rebuilt, damaged, vouched } = found.value;
  const heads = headKeeper(keys, store.head, env);
  keys.watchHead(store.mark);
  const settled = await orUndone(async () => {
    const named = await keepNamed(carrier, database, keys.header());
    if (!named) throw new Error('another header counts');
    const healed = damaged ? await healAtOnce(store, jobs, trouble) : ok(null);
    if (healed.ok) await heads.record();
    return healed;
  }, store.close);
  if (settled.ok) {
    const opened = { keys, store, jobs, heads, trouble, repairs: repaired, rebuilt };
    return ok({ ...opened, vouched: vouched && !damaged });
  }
  return refuse(settled.refusal === 'disk-full' ? 'disk-full' : 'damaged-journal');
}

async function watched<T, R extends string>(
  jobs: Jobs,
  work: Parameters<typeof jobs.run<T, R>>[1],
): Promise<Outcome<T, R>> {
  const done = await jobs.run('rebuild', work, { alone: false });
  if (!done.ok && done.refusal === 'busy') throw new Error('one rebuild at a time');
  return done as Outcome<T, R>;
}

/**
 * The damage lies behind the checkpoint, and nothing proves what stood there. Records of the copy that
 * are newer than the checkpoint were written there: their last change is lost, and that is said.
 */
async function healAtOnce(
  store: Store,
  jobs: Jobs,
  trouble: (trouble: Trouble) => void,
): Promise<Outcome<null, 'disk-full' | 'stopped' | 'busy'>> {
  const { rows, manifest, breathe, ground } = store;
  const { hash } = ground.chain;
  let newer = 0;
  for await (const one of compared({ rows, manifest, hash, breathe })) {
    if (one?.known === false) newer += 1;
  }
  return await heal(store, jobs, (one) => {
    const lost = { kind: 'journal-damaged', count: newer } as const;
    trouble(one.kind === 'journal-healed' && newer > 0 ? lost : one);
  });
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
