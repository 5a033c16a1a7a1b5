import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceKeys, newDevice } from '../../../../protocol/crypto/identity.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { TeamId } from '../../../../protocol/ids.ts';
import { signPrekey } from '../../../../protocol/team/prekey.ts';
import { sign } from '../../../../protocol/crypto/keys.ts';
import { behind, sealedEpoch } from './epoch.ts';

const env = { random: platformRandom };
const device = newDevice(platformRandom);
const keys = deviceKeys(device);

const bundleOf = (published: number): Uint8Array =>
  signPrekey(
    {
      team: TeamId.random(),
      device: keys.id,
      spk: platformRandom(32),
      issued: 1,
      expires: 2,
      docSeq: 1,
      epoch: sealedEpoch({ device, published }, env),
    },
    (message) => sign(keys.sign, message),
  );

test('a vault that its own bundle has seen further on knows how far it is behind', () => {
  expect(behind({ device, published: 7 }, keys.id, [bundleOf(9)])).toBe(2);
});

test('a vault that went on since is not behind', () => {
  expect(behind({ device, published: 9 }, keys.id, [bundleOf(9)])).toBe(0);
  expect(behind({ device, published: 12 }, keys.id, [bundleOf(9)])).toBe(0);
  expect(behind({ device, published: 12 }, keys.id, [])).toBe(0);
});

test('nobody else can read it, and what is no bundle says nothing', () => {
  const other = newDevice(platformRandom);
  expect(behind({ device: other, published: 0 }, keys.id, [bundleOf(9)])).toBe(0);
  expect(behind({ device, published: 0 }, deviceKeys(other).id, [bundleOf(9)])).toBe(0);
  expect(behind({ device, published: 0 }, keys.id, [new Uint8Array(213)])).toBe(0);
});

test('whatever a relay answers, nobody is alarmed and nothing fails', () => {
  const own = bundleOf(9);
  const cut = fc.nat(own.length).map((length) => own.slice(0, length));
  const changed = fc
    .tuple(fc.nat(own.length - 1), fc.integer({ min: 1, max: 255 }))
    .map(([at, by]) => own.map((byte, index) => (index === at ? byte ^ by : byte)));
  const bundles = fc.array(fc.oneof(fc.uint8Array({ maxLength: 400 }), cut, changed));
  fc.assert(fc.property(bundles, (all) => behind({ device, published: 9 }, keys.id, all) === 0));
});
