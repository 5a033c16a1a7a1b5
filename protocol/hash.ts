import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** A public key on the wire: X25519 and Ed25519 alike. */
export const KEY_BYTES = 32;

/**
 * SHA-512(label‖parts), the only form in which this protocol hashes (PROTOCOL §6).
 *
 * No label is a prefix of another and the parts of one label have fixed lengths, so two different
 * questions never hash the same bytes.
 */
export const labelledHash = (label: `sc1/${string}`, ...parts: readonly Uint8Array[]): Uint8Array =>
  sha512(concatBytes(utf8ToBytes(label), ...parts));

/** Equal length and equal bytes, for public values. Secrets are compared in constant time in crypto/. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
