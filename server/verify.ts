import { createPublicKey, verify as verifySignature } from 'node:crypto';
import type { Verify } from '../protocol/team/signature.ts';

/**
 * Ed25519 by node:crypto: native, and strict where tweetnacl is not (ADR 0006).
 *
 * Never throws: wrong lengths and points off the curve are simply false, after the same kind of work.
 */
export const verify: Verify = (publicKey, message, signature) => {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    const key = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    });
    return verifySignature(null, message, key, signature);
  } catch {
    return false;
  }
};

/** Checked in place of a key nobody has, so that unknown and wrong cost the same (PROTOCOL §5). */
export const DUMMY_KEY: Uint8Array = Buffer.from(
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  'hex',
);

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
