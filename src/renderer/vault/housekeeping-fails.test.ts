import { expect, test } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import { housekeeping } from './housekeeping.ts';
import { Jobs } from './jobs.ts';
import type { VaultKeys } from './keys/vault-keys.ts';
import { CHECK_AFTER_MS, SNAPSHOT_LOOK_MS } from './limits.ts';
import { NO_ENTRIES } from './store/entry.ts';
import type { Store } from './store/store.ts';
import { testEnv } from './testing/test-env.ts';

/** A store that is always due for a snapshot. */
function kept(sweep: () => Promise<unknown>) {
  const env = testEnv();
  let snapshots = 0;
  const store = {
    mark: () => ({ generation: 1, head: NO_ENTRIES, end: 1000 }),
    rewrite: async () => {
      snapshots += 1;
      return ok(null);
    },
  } as unknown as Store;
  const house = housekeeping({
    store,
    keys: { current: () => ({ generationSince: 0 }) } as unknown as VaultKeys,
    jobs: new Jobs(env, () => undefined),
    repairs: { found: () => undefined, stop: () => undefined },
    vouched: false,
    env,
    trouble: () => undefined,
    written: () => undefined,
    sweep,
  });
  return { env, house, snapshots: () => snapshots };
}

test('a sweep that fails keeps no snapshot from being written', async () => {
  const { env, house, snapshots } = kept(async () => {
    throw new Error('main fails');
  });
  house.begin();
  await env.advance(CHECK_AFTER_MS);
  await env.advance(SNAPSHOT_LOOK_MS);
  expect(snapshots()).toBe(2);
  house.stop();
});

test('nothing is done any more after the stop', async () => {
  const { env, house, snapshots } = kept(async () => undefined);
  house.begin();
  await env.advance(CHECK_AFTER_MS);
  house.stop();
  await env.advance(3 * SNAPSHOT_LOOK_MS);
  expect(snapshots()).toBe(1);
});
