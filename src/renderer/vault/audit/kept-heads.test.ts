import { expect, test } from 'vitest';
import { DeviceId } from '../../../../protocol/ids.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { HEADS_APART_MS, KEPT_HEADS } from '../limits.ts';
import { OWN } from '../testing/kept-log.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { KeptHeads } from './kept-heads.ts';
import type { SignedHead } from './signed-head.ts';

const device = DeviceId.random();

/** Signatures are looked at before anything is handed in here. */
const head = (seq: number, chain = 'a'): SignedHead => ({
  seq,
  head: chain.repeat(64),
  at: seq,
  signature: 'f'.repeat(128),
});

function opened(store = new MemoryStore()) {
  const nameKey = () => new TextEncoder().encode('name');
  const kept = new KeptHeads({ store, own: OWN, nameKey });
  const places = async (of = device) => (await kept.of(of)).map(({ seq }) => seq);
  return { store, kept, places };
}

/** A day after the other. */
const day = (n: number): number => n * 2 * HEADS_APART_MS;

test('what is kept of a device is there when the records are opened again, and is no other’s', async () => {
  const { kept, store } = opened();
  expect(await kept.take(device, head(7), day(1))).toEqual(ok('kept'));
  expect(await opened(store).places()).toEqual([7]);
  expect(await opened(store).places(DeviceId.random())).toEqual([]);
});

test('the same head again is passed over, also when many bring it', async () => {
  const { kept, store } = opened();
  await kept.take(device, head(7), day(1));
  expect(await kept.take(device, head(7), day(2))).toEqual(ok('passed-over'));
  expect(store.commits).toHaveLength(1);
});

test('so many are kept, the newest', async () => {
  const { kept, places } = opened();
  for (let n = 1; n <= KEPT_HEADS + 3; n += 1) await kept.take(device, head(n), day(n));
  expect(await places()).toEqual(Array.from({ length: KEPT_HEADS }, (_, n) => n + 4));
  expect(await kept.take(device, head(2), day(99))).toEqual(ok('passed-over'));
});

test('a heap of new heads at once pushes none out', async () => {
  const { kept, places } = opened();
  await kept.take(device, head(7), day(1));
  for (let n = 8; n < 60; n += 1) await kept.take(device, head(n), day(1) + n);
  expect(await places()).toEqual([7]);
  await kept.take(device, head(60), day(1) + HEADS_APART_MS);
  expect(await places()).toEqual([7, 60]);
});

test('two that cannot both be are both kept at once, and called so the first time', async () => {
  const { kept, places } = opened();
  await kept.take(device, head(7), day(1));
  expect(await kept.take(device, head(7, 'b'), day(1) + 1)).toEqual(ok('contradicts'));
  expect(await kept.take(device, head(7, 'c'), day(1) + 2)).toEqual(ok('kept'));
  expect(await places()).toEqual([7, 7, 7]);
});

test('on a full disk nothing is kept, and that is said', async () => {
  const { kept, store, places } = opened();
  store.full = true;
  expect(await kept.take(device, head(7), day(1))).toEqual(refuse('disk-full'));
  expect(await places()).toEqual([]);
});
