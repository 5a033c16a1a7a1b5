import { expand, extract, hkdf as hkdfOf } from '@noble/hashes/hkdf.js';
import { hmac as hmacOf } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { KEY_BYTES } from '../hash.ts';

/** The salt of the two-argument form. */
export const NO_SALT: Uint8Array = new Uint8Array(0);

/** HKDF-SHA-512 to exactly 32 bytes (PROTOCOL §6). `info` starts with a label of labels.ts. */
export const hkdf = (ikm: Uint8Array, salt: Uint8Array, info: Uint8Array): Uint8Array =>
  hkdfOf(sha512, ikm, salt, info, KEY_BYTES);

/** {@link hkdf} without salt, for many keys from one: what is the same for all is worked out once. */
export function hkdfFrom(ikm: Uint8Array): {
  readonly key: (info: Uint8Array) => Uint8Array;
  readonly zero: () => void;
} {
  const prk = extract(sha512, ikm, NO_SALT);
  return {
    key: (info) => expand(sha512, prk, info, KEY_BYTES),
    zero: () => {
      prk.fill(0);
    },
  };
}

/** HMAC-SHA-512, all 64 bytes. */
export const hmac = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmacOf(sha512, key, message);
