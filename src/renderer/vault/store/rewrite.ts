/**
 * Vault, store: the newest version of every row into the next generation (ADR 0014).
 *
 * Weekly snapshot, erase, rotation and healing are one procedure. Work goes on while rows are taken
 * over; only what changed meanwhile, the end of the base and the header happen under the lock. Before
 * the header is on the disk nothing has happened; after it the old generation is only waste.
 */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Watch } from '../jobs.ts';
import type { NextKeys } from '../keys/next-keys.ts';
import { REBUILD_PAGE, REWRITE_PAGE, SPACE_GUARD_BYTES } from '../limits.ts';
import { BaseWriter } from './base-writer.ts';
import { copyName, freshVaultDb, type VaultDb } from './db.ts';
import { keepNamed } from './keep-named.ts';
import { sheetsIn } from './sheets.ts';
import type { Ground, Store } from './store.ts';
import type { RewritePlan } from './vault-store.ts';

type Refused = 'disk-full' | 'stopped';

export async function rewrite(
  store: Store,
  plan: RewritePlan,
  watch: Watch,
): Promise<Outcome<null, Refused>> {
  const { carrier, keys } = store.parts;
  const { free } = await carrier.space(null);
  // A rotation writes the next copy too.
  const wanted = store.manifest.bytes * (plan.rekey ? 2 : 1);
  if (free < wanted + SPACE_GUARD_BYTES) return refuse('disk-full');
  const freshEpoch = plan.rekey || plan.drop.size > 0;
  const next = keys.prepare({ ...plan, slots: plan.slots, freshEpoch });
  const changed = new Set<RowId>();
  const stop = store.onCommit((changes) => {
    for (const { id } of changes) changed.add(id);
  });
  let done = false;
  let into: VaultDb | null = null;
  try {
    const opened = await carrier.openJournal({ generation: next.generation, fresh: true });
    if (!opened.ok) return opened;
    if (plan.rekey) {
      into = await freshCopy(copyName(store.parts.database, next.copy));
      if (into === null) return refuse('disk-full');
    }
    const base = new BaseWriter(store, next, { changed, rekey: plan.rekey, into, drop: plan.drop });
    const taken = await takeOver(base, { store, changed, watch });
    if (!taken.ok) return taken;
    const before = store.ground;
    const committed = await finish(base, { store, changed, next, into, freshEpoch });
    if (!committed.ok) return committed;
    done = true;
    store.lose(base.lost);
    // What is wrong in a copy that stays is found there again.
    if (into !== null && base.repaired > 0) store.parts.repaired?.(base.repaired);
    await quietly(async () => await cleanUp(store, { before, drop: plan.drop }));
    return ok(null);
  } finally {
    stop();
    keys.abandon(next);
    if (!done) await quietly(async () => await giveUp(store, into));
  }
}

interface Work {
  readonly store: Store;
  /** Records committed to since the rewrite began; taken out once they are taken over. */
  readonly changed: Set<RowId>;
}

/** Everything there is, then what changed meanwhile, until that is little. */
async function takeOver(
  base: BaseWriter,
  { store, changed, watch }: Work & { readonly watch: Watch },
): Promise<Outcome<null, Refused>> {
  const { manifest } = store;
  const { slots } = manifest;
  for (let from = 0; from < slots; from += REWRITE_PAGE) {
    if (watch.stopped()) return refuse('stopped');
    const page: RowId[] = [];
    for (let slot = from; slot < Math.min(from + REWRITE_PAGE, slots); slot += 1) {
      if (manifest.isLive(slot)) page.push(manifest.name(slot).id);
    }
    const taken = await base.take(page);
    if (!taken.ok) return taken;
    watch.progress(Math.min(from + REWRITE_PAGE, slots), slots);
    await store.breathe();
  }
  const fetched = await base.fetchMissing();
  if (!fetched.ok) return fetched;
  while (changed.size > REWRITE_PAGE) {
    if (watch.stopped()) return refuse('stopped');
    const taken = await base.take(allOf(changed));
    if (!taken.ok) return taken;
  }
  return ok(null);
}

function allOf(changed: Set<RowId>): readonly RowId[] {
  const ids = [...changed];
  changed.clear();
  return ids;
}

/** Nothing is committed from here until the next generation counts, or it was refused. */
async function finish(
  base: BaseWriter,
  {
    store,
    changed,
    next,
    into,
    freshEpoch,
  }: Work & {
    readonly next: NextKeys;
    readonly into: VaultDb | null;
    readonly freshEpoch: boolean;
  },
): Promise<Outcome<null, Refused>> {
  return await store.locked(async () => {
    const taken = await base.take(allOf(changed));
    if (!taken.ok) return taken;
    const rest = await base.fetchMissing();
    if (!rest.ok) return rest;
    const at = await base.end();
    if (!at.ok) return at;
    const { promise, resolve } = Promise.withResolvers<void>();
    store.swapping = promise;
    try {
      const committed = await store.parts.keys.commit(next, at.value);
      if (!committed.ok) return committed;
      const ground = groundOf(store, base, { next, into, freshEpoch });
      store.adopt(ground, { ...at.value, dropped: base.drops });
      return committed;
    } finally {
      store.swapping = null;
      resolve();
    }
  });
}

/** The epoch key is `next`'s own and may be wiped with it, so everything is derived now. */
function groundOf(
  store: Store,
  base: BaseWriter,
  {
    next,
    into,
    freshEpoch,
  }: {
    readonly next: NextKeys;
    readonly into: VaultDb | null;
    readonly freshEpoch: boolean;
  },
): Ground {
  const { box, env } = store.parts;
  const db = into ?? store.ground.db;
  const sheets = freshEpoch
    ? sheetsIn(db, next.epochKey, { box, random: env.random })
    : store.ground.sheets;
  const { chain, manifest } = base;
  return { generation: next.generation, chain, db, sheets, manifest };
}

/** What it would have deleted, the next start deletes: what came before it is said, and not this. */
async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // The next start.
  }
}

/** What the header no longer names goes. After a crash in here the next start does the same. */
async function cleanUp(
  store: Store,
  { before, drop }: { readonly before: Ground; readonly drop: ReadonlySet<BucketId> },
): Promise<void> {
  const { ground, parts, rows } = store;
  if (ground.sheets !== before.sheets) await ground.sheets.clear();
  if (ground.db === before.db) {
    const gone = [...drop].flatMap((bucket) =>
      [...before.manifest.names(bucket)].map(({ id }) => id),
    );
    for (let at = 0; at < gone.length; at += REBUILD_PAGE) {
      await rows.remove(gone.slice(at, at + REBUILD_PAGE));
    }
  } else {
    before.db.close();
  }
  await keepNamed(parts.carrier, parts.database, parts.keys.header());
  await store.checkpoint();
}

/** Null: IndexedDB has no room for another. */
async function freshCopy(name: string): Promise<VaultDb | null> {
  try {
    return await freshVaultDb(name);
  } catch {
    return null;
  }
}

/** Everything is as before; what was begun leaves the disk now rather than at the next start. */
async function giveUp({ parts }: Store, into: VaultDb | null): Promise<void> {
  into?.close();
  await keepNamed(parts.carrier, parts.database, parts.keys.header());
}
