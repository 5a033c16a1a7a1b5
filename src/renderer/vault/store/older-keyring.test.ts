// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { record, StoreRig } from '../testing/store-rig.ts';

const OLDER = { ok: false, refusal: 'rolled-back' };

test.each(['with a checkpoint', 'without one'])(
  'a keyring older than what was written under the newer one is called older, %s',
  async (how) => {
    const rig = new StoreRig();
    const { store, keys } = await rig.opened();
    await store.commit([record(rig, 1, { n: 1 })]);
    await keys.write(() => ({}));
    const older = rig.disk.keyring;
    await keys.write(() => ({}));
    await store.commit([record(rig, 2, { n: 2 })]);
    if (how === 'with a checkpoint') await store.checkpoint();
    rig.disk.keyring = older;
    expect(await rig.open()).toEqual(OLDER);
  },
);

test('a keyring that went on after the checkpoint opens with it', async () => {
  const rig = new StoreRig();
  const { store, keys } = await rig.opened();
  await store.commit([record(rig, 1, { n: 1 })]);
  await store.checkpoint();
  await keys.write(() => ({}));
  expect((await rig.opened()).vouched).toBe(true);
});
