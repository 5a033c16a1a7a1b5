import { expect, test } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import { headKeeper } from './head-keeper.ts';
import type { Keyring } from './keys/keyring.ts';
import { HEAD_EVERY_ENTRIES, HEAD_EVERY_MS } from './limits.ts';
import { testEnv } from './testing/test-env.ts';

/** A journal and a keyring that records where it stands, unless it is locked. */
function keeping() {
  const env = testEnv();
  const at = { count: 0, recorded: 0, locked: false };
  const head = () => ({ count: at.count, chain: new Uint8Array(32) });
  const current = () => ({ head: { count: at.recorded } }) as unknown as Keyring;
  const keeper = headKeeper(
    {
      current,
      write: async (change) => {
        if (at.locked) throw new Error('locked');
        if (change(current()) !== null) at.recorded = at.count;
        return ok(null);
      },
    },
    head,
    env,
  );
  const entries = (more: number): void => {
    for (let n = 0; n < more; n += 1) {
      at.count += 1;
      keeper.moved();
    }
  };
  return { env, at, keeper, entries };
}

test('the head is recorded after many entries, or a while after the first', async () => {
  const { env, at, entries } = keeping();
  entries(HEAD_EVERY_ENTRIES);
  await env.advance(0);
  expect(at.recorded).toBe(HEAD_EVERY_ENTRIES);
  entries(1);
  await env.advance(HEAD_EVERY_MS - 1);
  expect(at.recorded).toBe(HEAD_EVERY_ENTRIES);
  await env.advance(1);
  expect(at.recorded).toBe(HEAD_EVERY_ENTRIES + 1);
});

test('stopped, it records when asked and on its own never again', async () => {
  const { env, at, keeper, entries } = keeping();
  entries(1);
  keeper.stop();
  entries(2 * HEAD_EVERY_ENTRIES);
  await env.advance(2 * HEAD_EVERY_MS);
  expect(at.recorded).toBe(0);
  await keeper.record();
  expect(at.recorded).toBe(at.count);
});

test('a lock in between ends it, and the next entry tries again', async () => {
  const { env, at, entries } = keeping();
  at.locked = true;
  entries(1);
  await env.advance(HEAD_EVERY_MS);
  at.locked = false;
  entries(1);
  await env.advance(HEAD_EVERY_MS);
  expect(at.recorded).toBe(2);
});
