import { concatBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import type { Verify } from '../team/signature.ts';
import { platformRandom, type Random } from './random.ts';

/** X25519, 32 bytes each. Agrees on keys and never signs. */
export interface BoxKeys {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** Ed25519, 32 bytes each. Signs and never agrees on keys; the two kinds are never converted. */
export interface SignKeys {
  readonly publicKey: Uint8Array;
  readonly seed: Uint8Array;
}

export const newBoxKeys = (random: Random = platformRandom): BoxKeys =>
  boxKeysFrom(random(KEY_BYTES));

/** The pair of a 32-byte secret. Any other length is our own bug and throws. */
export function boxKeysFrom(secretKey: Uint8Array): BoxKeys {
  return { publicKey: nacl.scalarMult.base(secretKey), secretKey };
}

export const newSignKeys = (random: Random = platformRandom): SignKeys =>
  signKeysFrom(random(KEY_BYTES));

/** The pair of a 32-byte seed. Any other length is our own bug and throws. */
export function signKeysFrom(seed: Uint8Array): SignKeys {
  return { publicKey: nacl.sign.keyPair.fromSeed(seed).publicKey, seed };
}

/**
 * A 64-byte detached signature. `message` must come from `signatureInput`, never raw.
 *
 * The public key takes part in the signature, so a pair must come from {@link signKeysFrom}: two
 * signatures by one seed under different public keys would give the seed away.
 */
export const sign = (keys: SignKeys, message: Uint8Array): Uint8Array =>
  nacl.sign.detached(message, concatBytes(keys.seed, keys.publicKey));

/**
 * Whether `signature` is `publicKey`'s over `message`; wrong lengths are simply false.
 *
 * tweetnacl takes S and S+L alike, so one message would have two signatures. RFC 8032 §5.1.7 wants
 * S < L, which is checked here first: all 151 Wycheproof cases then come out right.
 */
export const verify: Verify = (publicKey, message, signature) =>
  publicKey.length === KEY_BYTES &&
  signature.length === nacl.sign.signatureLength &&
  isBelowOrder(signature.subarray(KEY_BYTES)) &&
  nacl.sign.detached.verify(message, signature, publicKey);

/**
 * The X25519 secret both sides share; only ever an HKDF input, never a key.
 *
 * Throws {@link ProtocolError} `low-order` when it is all zero: then it would not depend on our
 * secret, and tweetnacl itself says nothing.
 */
export function dh(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const shared = nacl.scalarMult(secretKey, publicKey);
  if (shared.every((byte) => byte === 0)) throw new ProtocolError('low-order');
  return shared;
}

/** Whether a received X25519 key may be used at all: a trial exchange that does not come out zero. */
export function usable(publicKey: Uint8Array): boolean {
  return (
    publicKey.length === KEY_BYTES &&
    nacl.scalarMult(TRIAL_SECRET, publicKey).some((byte) => byte !== 0)
  );
}

/** Clamping makes every scalar a multiple of 8, so one trial decides for all of them. */
const TRIAL_SECRET: Uint8Array = new Uint8Array(KEY_BYTES).fill(1);

/** L = 2^252 + 27742317777372353535851937790883648493, big-endian. */
const ORDER = [
  0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0xde, 0xf9, 0xde, 0xa2, 0xf7, 0x9c, 0xd6,
  0x58, 0x12, 0x63, 0x1a, 0x5c, 0xf5, 0xd3, 0xed,
] as const;

/** `s` is little-endian, as it stands in the signature. Public, so no need for constant time. */
function isBelowOrder(s: Uint8Array): boolean {
  for (const [index, limit] of ORDER.entries()) {
    const byte = s[KEY_BYTES - 1 - index] ?? 0;
    if (byte !== limit) return byte < limit;
  }
  return false;
}
