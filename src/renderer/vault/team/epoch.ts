/**
 * Vault, team: how far this device's vault had come, left with the relay in the prekey bundle
 * (PROTOCOL §2), where only this device can read it. A vault put back from an old copy knows less
 * than its own bundle, and says so.
 *
 * Sealed under a key of the device's signing seed, which outlives every rewrite and rotation.
 */
import nacl from 'tweetnacl';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { readPrekey } from '../../../../protocol/team/prekey.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import type { Env } from '../env.ts';
import type { Keyring } from '../keys/keyring.ts';
import { labels } from '../store/labels.ts';

type Known = Pick<Keyring, 'device' | 'published'>;

const NONCE = nacl.secretbox.nonceLength;

/** nonce 24 ‖ secretbox(u64 keyring counter, as it was when this was last made durable as `published`). */
export function sealedEpoch({ device, published }: Known, env: Pick<Env, 'random'>): Uint8Array {
  const nonce = env.random(NONCE);
  const key = keyOf(device.signSeed);
  const box = nacl.secretbox(new Writer().u64(published).done(), nonce, key);
  key.fill(0);
  return new Writer().raw(nonce).raw(box).done();
}

/**
 * How many keyring writes what this vault remembers of its newest bundle is behind what that bundle
 * says; 0 where it is not, where the relay holds no bundle, or one that says nothing to us. Compared
 * with what was published and not with the counter: a vault that was put back goes on writing, and
 * its counter would soon have caught up.
 */
export function behind(
  { device, published: known }: Known,
  id: DeviceId,
  bundles: readonly Uint8Array[],
): number {
  const key = keyOf(device.signSeed);
  const published = bundles.map((bytes) => publishedIn(bytes, id, key));
  key.fill(0);
  return Math.max(0, ...published.map((epoch) => epoch - known));
}

function publishedIn(bytes: Uint8Array, id: DeviceId, key: Uint8Array): number {
  try {
    const { device, epoch } = readPrekey(bytes);
    if (device !== id) return 0;
    const plain = nacl.secretbox.open(epoch.subarray(NONCE), epoch.subarray(0, NONCE), key);
    return plain === null ? 0 : new Reader(plain, 'bad-body').u64('epoch');
  } catch (error) {
    if (error instanceof ProtocolError) return 0;
    throw error;
  }
}

const keyOf = (signSeed: Uint8Array): Uint8Array => hkdf(signSeed, NO_SALT, labels.epoch);
