import nacl from 'tweetnacl';
import { expect, test } from 'vitest';
import { newDevice } from '../../../../protocol/crypto/identity.ts';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { TeamId } from '../../../../protocol/ids.ts';
import { CLOCK_TRUST_MS, PREKEY_EVERY_MS, PREKEY_KEEP_MS } from '../../../../protocol/limits.ts';
import { readPrekey, type PrekeyBundle } from '../../../../protocol/team/prekey.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { Keyring, Prekey } from '../keys/keyring.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { MAX_PREKEYS } from '../limits.ts';
import { labels } from '../store/labels.ts';
import { testEnv, type TestEnv } from '../testing/test-env.ts';
import { deviceOf } from './device.ts';
import { newPrekey, prekeysOf, superseded } from './prekeys.ts';

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

/** Prekeys over a keyring in memory; what the relay was given, refused or not, lies in `put`. */
function rig(env: TestEnv, refused: (issued: number) => boolean = () => false, held = 1) {
  const put: PrekeyBundle[] = [];
  const disk = { full: false };
  let keyring = {
    counter: 1,
    published: 0,
    epochKey: platformRandom(32),
    device: newDevice(platformRandom),
    prekeys: Array.from({ length: held }, () => newPrekey(env)),
  } as unknown as Keyring;
  const device = deviceOf(keyring);
  const keys: Pick<VaultKeys, 'current' | 'write'> = {
    current: () => keyring,
    write: async (change) => {
      if (disk.full) return refuse('disk-full');
      const changes = change(keyring);
      if (changes !== null) keyring = { ...keyring, ...changes, counter: keyring.counter + 1 };
      return ok(null);
    },
  };
  const prekeys = prekeysOf({
    env,
    device,
    team: TeamId('01'.repeat(16)),
    docSeq: () => 1,
    keys,
    carrier: {
      putPrekey: async ({ bundle }) => {
        const read = readPrekey(bundle);
        if (refused(read.issued)) return refuse('bad-document');
        put.push(read);
        return ok(null);
      },
    },
  });
  return { prekeys, put, keyring: () => keyring, device, disk };
}

const none = new Uint8Array(8);

test('a key made while the clock ran a year ahead does not keep the next ones from the relay', async () => {
  const env = testEnv();
  const start = env.now();
  const { prekeys, put } = rig(env, (issued) => issued > start + PREKEY_EVERY_MS + CLOCK_TRUST_MS);
  const year = 365 * PREKEY_EVERY_MS;
  await env.sleep(year);
  await prekeys.publish({ kid: none, relayTime: start });
  await env.sleep(PREKEY_EVERY_MS - year);
  await prekeys.publish({ kid: none, relayTime: env.now() });
  expect(put.map(({ issued }) => issued)).toEqual([start + PREKEY_EVERY_MS]);
});

test('each sign-in leaves an epoch with the relay that every earlier copy of the vault is behind', async () => {
  const env = testEnv();
  const { prekeys, put, keyring } = rig(env);
  await prekeys.publish({ kid: none, relayTime: env.now() });
  const earlier = keyring();
  const [first] = put;
  await env.sleep(1000);
  await prekeys.publish({ kid: first?.kid ?? none, relayTime: env.now() });
  const [, second] = put;
  expect(second?.kid).toEqual(first?.kid);
  expect(second?.expires).toBe(first?.expires);
  expect(second?.issued).toBe(env.now());
  expect(epochIn(second, earlier)).toBeGreaterThan(earlier.counter);
  expect(epochIn(second, earlier)).toBe(keyring().counter);
});

test('while nothing can be written nothing is published: the relay knows more than such a bundle', async () => {
  const env = testEnv();
  const { prekeys, put, disk } = rig(env);
  await prekeys.publish({ kid: none, relayTime: env.now() });
  disk.full = true;
  await prekeys.publish({ kid: none, relayTime: env.now() });
  expect(put).toHaveLength(1);
});

/** What only the device can read in its own bundle. */
function epochIn(bundle: PrekeyBundle | undefined, { device }: Keyring): number {
  const epoch = bundle?.epoch ?? new Uint8Array(48);
  const key = hkdf(device.signSeed, NO_SALT, labels.epoch);
  const plain = nacl.secretbox.open(epoch.slice(24), epoch.slice(0, 24), key);
  return Number(new DataView((plain ?? new Uint8Array(8)).slice().buffer).getBigUint64(0));
}

test('where our clock and the relay never agree, the keyring never holds more keys than it can be read with', async () => {
  const env = testEnv();
  const { prekeys, put, keyring } = rig(env, undefined, MAX_PREKEYS - 2);
  for (let day = 0; day < 5; day += 1) {
    await env.sleep(PREKEY_EVERY_MS);
    await prekeys.publish({ kid: none, relayTime: env.now() + 3 * CLOCK_TRUST_MS });
  }
  expect(keyring().prekeys).toHaveLength(MAX_PREKEYS);
  expect(put.every(({ kid }) => prekeys.keyFor(kid) !== undefined)).toBe(true);
});

test('a copy put back is behind its bundle however much was written there since', async () => {
  const env = testEnv();
  const { prekeys, put, keyring } = rig(env);
  await prekeys.publish({ kid: none, relayTime: env.now() });
  const earlier = keyring();
  await env.sleep(1000);
  await prekeys.publish({ kid: none, relayTime: env.now() });
  const later = { ...earlier, counter: earlier.counter + 100 };
  const newest = put.at(-1);
  expect(epochIn(newest, earlier)).toBeGreaterThan(later.published);
  expect(epochIn(newest, earlier)).toBe(keyring().published);
});
