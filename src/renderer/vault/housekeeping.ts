/**
 * Vault: what it does for itself while nobody asks: proves what a checkpoint vouched for, heals what
 * it finds, writes the journal anew once a week, sweeps what a crash left behind (ADR 0014).
 */
import type { Trouble } from '../../contract/jobs.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import { heal, type Foundation } from './foundation.ts';
import { CHECK_AFTER_MS, SNAPSHOT_EVERY_MS, SNAPSHOT_LOOK_MS } from './limits.ts';
import { check } from './store/check.ts';

export interface Housekeeping {
  /** Writes the newest rows into a new generation now. */
  readonly snapshot: () => Promise<Outcome<null, 'disk-full' | 'stopped' | 'busy'>>;
  /** The background check, now; to be awaited by tests and tools. */
  readonly check: () => Promise<void>;
  readonly begin: () => void;
  readonly stop: () => void;
}

type Parts = Pick<Foundation, 'store' | 'keys' | 'jobs' | 'repairs' | 'vouched'> & {
  readonly env: Pick<Env, 'now' | 'later'>;
  readonly trouble: (trouble: Trouble) => void;
  /** Called after each new generation that was written for its own sake. */
  readonly written: () => void;
  /** Files that no case names. */
  readonly sweep: () => Promise<unknown>;
};

const NOTHING = { drop: new Set<never>(), rekey: false };

export function housekeeping(parts: Parts): Housekeeping {
  const { store, keys, jobs, env, trouble } = parts;
  const { later, stop, stopped } = timers(env);

  const snapshot: Housekeeping['snapshot'] = async () => {
    const done = await jobs.run('snapshot', async (watch) => await store.rewrite(NOTHING, watch));
    if (done.ok) parts.written();
    return done;
  };

  const checkNow = async (): Promise<void> => {
    const found = await jobs.run('check', async (watch) => await check(store, watch), {
      alone: false,
    });
    if (!found.ok) return;
    const { repaired, unproven } = found.value;
    parts.repairs.found(repaired);
    if (unproven > 0) await healOnce();
  };

  /** Something else may be writing a generation now, and heals by that; else it is tried again later. */
  const healOnce = async (): Promise<void> => {
    const { generation } = store.mark();
    const healed = await heal(store, jobs, trouble);
    if (healed.ok || stopped() || store.mark().generation !== generation) return;
    later(SNAPSHOT_LOOK_MS, healOnce);
  };

  const look = async (): Promise<void> => {
    later(SNAPSHOT_LOOK_MS, look);
    if (isDue(keys.current().generationSince, env.now()) && !jobs.busy()) await snapshot();
  };

  return {
    snapshot,
    check: checkNow,
    begin: () => {
      later(CHECK_AFTER_MS, async () => {
        await quietly(parts.sweep);
        if (parts.vouched) await quietly(checkNow);
        await look();
      });
    },
    stop,
  };
}

/** Nobody waits for it. A lock in between ends it, and what fails keeps nothing else from being done. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // The next look, or the next unlock.
  }
}

/** Work for later, until it is all stopped for good. */
function timers(env: Pick<Env, 'later'>) {
  const waiting = new Set<() => void>();
  let over = false;
  return {
    stopped: (): boolean => over,
    later: (ms: number, work: () => Promise<unknown>): void => {
      if (over) return;
      const cancel = env.later(ms, () => {
        waiting.delete(cancel);
        void quietly(work);
      });
      waiting.add(cancel);
    },
    stop: (): void => {
      over = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}

/** However little of it is out of date: what somebody corrected is not to lie in the journal for years. */
export const isDue = (since: number, now: number): boolean => now - since >= SNAPSHOT_EVERY_MS;
