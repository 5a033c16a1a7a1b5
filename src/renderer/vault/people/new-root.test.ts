import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { newDevice } from '../../../../protocol/crypto/identity.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { ok } from '../../../contract/outcome.ts';
import { deviceOf, publicKeysOf } from '../team/device.ts';
import { nothing, type Membership, type MembershipRow } from './membership.ts';
import { forgetNext } from './new-root.ts';

const device = deviceOf({ device: newDevice() });
const coordinating = deviceEntry(publicKeysOf(device), ['operator', 'coordinator']);

function holding(seed: Uint8Array): MembershipRow {
  let value: Membership = { ...nothing, next: { seed: bytesToHex(seed), index: 1 } };
  return {
    now: () => value,
    write: async (edit) => {
      value = edit(value) ?? value;
      return ok(null);
    },
  };
}

test('the seed of the key in force is never forgotten before the keyring has it; any other is', async () => {
  const seed = new Uint8Array(32).fill(3);
  const { publicKey: signer } = signKeysFrom(seed);
  const membership = holding(seed);
  await forgetNext({ membership, device }, { signer, devices: [coordinating] });
  expect(membership.now().next).toMatchObject({ seed: bytesToHex(seed) });
  const other = new Uint8Array(32);
  await forgetNext({ membership, device }, { signer: other, devices: [coordinating] });
  expect(membership.now().next).toBeNull();
});

test('a device that does not coordinate by it keeps no key of the code, though it signs the documents', async () => {
  const seed = new Uint8Array(32).fill(3);
  const { publicKey: signer } = signKeysFrom(seed);
  for (const devices of [[], [{ ...coordinating, roles: ['operator' as const] }]]) {
    const membership = holding(seed);
    await forgetNext({ membership, device }, { signer, devices });
    expect(membership.now().next).toBeNull();
  }
});
