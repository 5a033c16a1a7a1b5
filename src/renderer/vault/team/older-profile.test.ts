import { expect, test } from 'vitest';
import { BucketId } from '../../../../protocol/ids.ts';
import type { Trouble } from '../../../contract/jobs.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { openOlderProfile } from './older-profile.ts';

/** One device's records; each `open` is an unlock of its own. */
function rig() {
  const store = new MemoryStore();
  const own = BucketId.random();
  const told: Trouble[] = [];
  const trouble = (one: Trouble): void => void told.push(one);
  const open = async () =>
    await openOlderProfile({ store, own, nameKey: () => new Uint8Array(32), trouble });
  return { store, told, open };
}

test('an alarm is told once in an unlock, and again in the next until it is acknowledged', async () => {
  const { told, open } = rig();
  const first = await open();
  first.tell();
  expect(told).toEqual([]);
  await first.raise(7);
  await first.raise(3);
  expect(told).toEqual([{ kind: 'older-profile', count: 7 }]);
  const second = await open();
  second.tell();
  expect(told).toHaveLength(2);
  expect(await second.acknowledge()).toEqual(ok(null));
  expect(await second.acknowledge()).toEqual(ok(null));
  const third = await open();
  third.tell();
  expect(told).toHaveLength(2);
});

test('on a full disk it is told all the same, kept as soon as there is room, and stays until then', async () => {
  const { store, told, open } = rig();
  store.full = true;
  const one = await open();
  await one.raise(7);
  expect(told).toHaveLength(1);
  store.full = false;
  await one.raise(7);
  expect(told).toHaveLength(1);
  store.full = true;
  const again = await open();
  expect(await again.acknowledge()).toEqual(refuse('disk-full'));
  again.tell();
  expect(told).toHaveLength(2);
});
