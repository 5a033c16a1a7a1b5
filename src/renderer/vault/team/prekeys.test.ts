import { expect, test } from 'vitest';
import { PREKEY_KEEP_MS } from '../../../../protocol/limits.ts';
import type { Prekey } from '../keys/keyring.ts';
import { superseded } from './prekeys.ts';

const prekey = (n: number, supersededAt = 0): Prekey => ({
  secret: new Uint8Array(32).fill(n),
  issued: n,
  expires: n + 1,
  superseded: supersededAt,
});

test('all but the newest begin their sixteen days when the newest is published', () => {
  const after = superseded([prekey(1), prekey(2)], { now: 100, mayDestroy: true });
  expect(after).toEqual([prekey(1, 100), prekey(2)]);
});

test('a private half goes sixteen days after its successor, and the newest never', () => {
  const keys = [prekey(1, 100), prekey(2, 200), prekey(3)];
  const now = 100 + PREKEY_KEEP_MS;
  expect(superseded(keys, { now, mayDestroy: true })).toHaveLength(3);
  expect(superseded(keys, { now: now + 1, mayDestroy: true })).toEqual(keys.slice(1));
  expect(superseded(keys, { now: now * 100, mayDestroy: true })).toEqual([prekey(3)]);
});

test('nothing is destroyed while our clock and the relay disagree', () => {
  const keys = [prekey(1, 100), prekey(2)];
  expect(superseded(keys, { now: PREKEY_KEEP_MS * 100, mayDestroy: false })).toEqual(keys);
});
