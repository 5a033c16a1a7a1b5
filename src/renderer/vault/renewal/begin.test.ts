import { expect, test } from 'vitest';
import { sign } from '../../../../protocol/crypto/keys.ts';
import { BucketId, type DeviceId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Role } from '../../../../protocol/team/device-entry.ts';
import { fixedRandom } from '../../../../protocol/testing/random.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { DevicePublic } from '../audit/export.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { beginRenewal, newIdentity, type BeginParts } from './begin.ts';
import { formerDevices } from './former.ts';

const COORDINATES = ['operator', 'coordinator'] as const;

/** The first device of a team of these; it was the second before, where that is said. */
async function device(granted: readonly (readonly Role[])[], { wasSecond = false } = {}) {
  const { document, devices } = testTeam('renewal', granted);
  const [keys, second] = devices;
  if (keys === undefined || second === undefined) throw new Error('two devices');
  const store = new MemoryStore();
  const records = { store, own: BucketId('0'.repeat(32)), nameKey: () => new Uint8Array(32) };
  const publicOf = ({ login, sign: signs, ik }: typeof keys): DevicePublic => ({
    login: login.publicKey,
    sign: signs.publicKey,
    ik: ik.publicKey,
  });
  const before = async (id: DeviceId) => await formerDevices(records, id);
  if (wasSecond) await store.commit([(await before(second.id)).beginning(publicOf(second))]);
  const parts: BeginParts = {
    store,
    jobs: { busy: () => false },
    device: {
      keys,
      me: SenderKey.of(keys.ik.publicKey),
      sign: (message) => sign(keys.sign, message),
    },
    documents: { current: () => document, lastSeen: () => null, maySign: () => true },
    former: await before(keys.id),
  };
  return { parts, store };
}

test('somebody else who coordinates can let it in again', async () => {
  const { parts } = await device([['operator'], COORDINATES]);
  expect(await beginRenewal(parts, null)).toEqual(ok(null));
});

test('what it was itself lets nobody in, also while the team lists it as coordinating', async () => {
  const { parts, store } = await device([COORDINATES, COORDINATES], { wasSecond: true });
  const { length } = store.commits;
  expect(await beginRenewal(parts, null)).toEqual(refuse('only-coordinator'));
  expect(store.commits).toHaveLength(length);
});

test('of the keys that may have been copied none goes on, the team’s own neither', () => {
  const now = () => 1_800_000_000_000;
  const random = fixedRandom('renewed');
  const { prekeys, device: keys, ...others } = newIdentity({ now, random });
  expect(prekeys).toHaveLength(1);
  expect(keys).toBeDefined();
  expect(others).toEqual({ published: 0, rootSeed: null, rootIndex: 0, rootCode: null });
});
