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
const head = (seq: number, chain = 'a', at = seq): SignedHead => ({
  seq,
  head: chain.repeat(64),
  at,
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
  expect(await places()).toEqual([7, 7]);
});

test('a heap of contradictions pushes none out either', async () => {
  const { kept, places } = opened();
  await kept.take(device, head(7), day(1));
  for (const chain of 'bcdef') await kept.take(device, head(9, chain), day(1) + 1);
  for (const chain of 'bcdef') await kept.take(device, head(9, chain), day(2));
  expect(await places()).toEqual([7, 9, 9]);
});

const FAR = Number.MAX_SAFE_INTEGER;

test('a head of a far place does not hide what comes after it', async () => {
  const { kept, places } = opened();
  await kept.take(device, head(7), day(1));
  await kept.take(device, head(FAR), day(2));
  expect(await kept.lastOf(device)).toMatchObject({ seq: FAR });
  await kept.take(device, head(8), day(3));
  expect(await kept.lastOf(device)).toMatchObject({ seq: 8 });
  expect(await places()).toEqual([7, 8, FAR]);
  expect(await kept.lastOf(DeviceId.random())).toBeNull();
});

test.each([
  ['when it was', day(2)],
  ['as of a time that had not come', FAR],
])('a lower place that is signed later contradicts one signed %s', async (_, at) => {
  const { kept } = opened();
  await kept.take(device, head(FAR, 'a', at), day(2));
  expect(await kept.take(device, head(8, 'a', day(4)), day(4))).toEqual(ok('contradicts'));
});

test('a lower place that was signed before and comes late contradicts nothing', async () => {
  const { kept } = opened();
  await kept.take(device, head(8, 'a', day(2)), day(2));
  expect(await kept.take(device, head(7, 'a', day(1)), day(9))).toEqual(ok('kept'));
});

test('on a full disk nothing is kept, and that is said', async () => {
  const { kept, store, places } = opened();
  store.full = true;
  expect(await kept.take(device, head(7), day(1))).toEqual(refuse('disk-full'));
  expect(await places()).toEqual([]);
});
