// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Foundation } from '../foundation.ts';
import { unwatched } from '../jobs.ts';
import { record, recordId, StoreRig } from '../testing/store-rig.ts';
import type { RewritePlan } from './vault-store.ts';

const NO_BUCKET: ReadonlySet<BucketId> = new Set();
const COUNT = 6;

const plans: Readonly<Record<string, (rig: StoreRig) => RewritePlan>> = {
  snapshot: () => ({ drop: NO_BUCKET, rekey: false }),
  erase: (rig) => ({ drop: new Set([rig.bucket(2)]), rekey: false }),
  rotation: () => ({ drop: NO_BUCKET, rekey: true }),
};

async function filled(): Promise<{ readonly rig: StoreRig; readonly base: Foundation }> {
  const rig = new StoreRig();
  const base = await rig.opened();
  for (let n = 0; n < COUNT; n += 1) await base.store.commit([record(rig, n, { n })]);
  return { rig, base };
}

async function numbersIn({ store }: Foundation): Promise<readonly number[]> {
  const there: number[] = [];
  for (let n = 0; n < COUNT; n += 1) {
    if ((await store.get('message', recordId(n))) !== null) there.push(n);
  }
  return there;
}

const ALL = [0, 1, 2, 3, 4, 5];
const without = (plan: RewritePlan): readonly number[] =>
  plan.drop.size === 0 ? ALL : ALL.filter((n) => n % 3 !== 1);

test.each(Object.entries(plans))(
  'a %s whose header is on the disk, though its write failed, deletes no file that the header names',
  async (_, of) => {
    const { rig, base } = await filled();
    rig.disk.unsure.add('writeHeader');
    await expect(base.store.rewrite(of(rig), unwatched)).rejects.toThrow('writeHeader');
    await expect(base.store.commit([record(rig, 0, { n: 7 })])).rejects.toThrow('locked');
    rig.disk.unsure.clear();
    const again = await rig.opened();
    expect(again.store.mark().generation).toBe(2);
    expect(await numbersIn(again)).toEqual(without(of(rig)));
  },
);

test.each(Object.entries(plans))(
  'a %s whose header did not get to the disk leaves everything as it was',
  async (_, of) => {
    const { rig, base } = await filled();
    rig.disk.broken.add('writeHeader');
    await expect(base.store.rewrite(of(rig), unwatched)).rejects.toThrow('writeHeader');
    rig.disk.broken.clear();
    const again = await rig.opened();
    expect(again.store.mark().generation).toBe(1);
    expect(await numbersIn(again)).toEqual(ALL);
  },
);

test.each(Object.entries(plans))(
  'a %s whose old files could not be deleted is done, and the next start deletes them',
  async (_, of) => {
    const { rig, base } = await filled();
    rig.disk.broken.add('keepOnly');
    expect(await base.store.rewrite(of(rig), unwatched)).toEqual({ ok: true, value: null });
    expect(await numbersIn(base)).toEqual(without(of(rig)));
    rig.disk.broken.clear();
    await rig.opened();
    expect([...rig.disk.journals.keys()]).toEqual([2]);
    expect([...rig.disk.keyrings.keys()]).toEqual([2]);
  },
);

test('a header that was read before the last one was written opens nothing and deletes nothing', async () => {
  const { rig, base } = await filled();
  const before = rig.disk.header;
  rig.disk.broken.add('keepOnly');
  await base.store.rewrite({ drop: NO_BUCKET, rekey: false }, unwatched);
  rig.disk.broken.clear();
  const now = rig.disk.header;
  rig.disk.header = before;
  const stale = rig.open();
  rig.disk.header = now;
  await expect(stale).rejects.toThrow('another header');
  expect(await numbersIn(await rig.opened())).toEqual(ALL);
});
