import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';

/** Makes a signature over exactly these bytes. The key stays with whoever hands this in. */
export type Sign = (message: Uint8Array) => Uint8Array;

/** Says whether a signature holds. The relay passes node:crypto, clients pass crypto/keys.ts. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/**
 * What each signature is for (PROTOCOL §6). `sc1/login` and `sc1/mailbox` are written in wire/login.ts;
 * `sc1/head` signs the head of a device's audit chain, `sc1/proof` that a retention run happened.
 */
export type SignatureTag =
  | 'sc1/document'
  | 'sc1/prekey'
  | 'sc1/here'
  | 'sc1/login'
  | 'sc1/mailbox'
  | 'sc1/head'
  | 'sc1/proof';

export const SIGNATURE_BYTES = 64;

/** u8 length‖tag‖body: what is really signed, so that no signature of one kind counts as another. */
export function signatureInput(tag: SignatureTag, body: Uint8Array): Uint8Array {
  const name = utf8ToBytes(tag);
  return concatBytes(Uint8Array.of(name.length), name, body);
}

/** body‖signature. */
export const attach = (tag: SignatureTag, body: Uint8Array, sign: Sign): Uint8Array =>
  concatBytes(body, sign(signatureInput(tag, body)));

/** The body of body‖signature, not yet checked. Throws `bad-document` when there is no room for both. */
export function bodyOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SIGNATURE_BYTES) throw new ProtocolError('bad-document', 'length');
  return bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
}

/** Throws `bad-signature` unless body‖signature was signed under this tag by this key. */
export function checkSignature(
  tag: SignatureTag,
  bytes: Uint8Array,
  by: { readonly publicKey: Uint8Array; readonly verify: Verify },
): void {
  const body = bodyOf(bytes);
  const signature = bytes.subarray(body.length);
  if (!by.verify(by.publicKey, signatureInput(tag, body), signature)) {
    throw new ProtocolError('bad-signature', tag);
  }
}
