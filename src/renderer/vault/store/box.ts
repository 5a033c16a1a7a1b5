/**
 * Vault, store: the box that large pages are sealed in: XSalsa20-Poly1305, as everywhere, by libsodium,
 * which does it five times faster than JavaScript.
 */
import sodium from 'libsodium-wrappers-sumo';
import nacl from 'tweetnacl';

export interface Box {
  readonly seal: (plain: Uint8Array, nonce: Uint8Array, key: Uint8Array) => Uint8Array;
  /** Null when this is not what was sealed. */
  readonly open: (sealed: Uint8Array, nonce: Uint8Array, key: Uint8Array) => Uint8Array | null;
}

export const NONCE_BYTES = nacl.secretbox.nonceLength;

/** Waits for the WebAssembly. */
export async function sodiumBox(): Promise<Box> {
  await sodium.ready;
  return {
    seal: sodium.crypto_secretbox_easy,
    open: (sealed, nonce, key) => {
      try {
        return sodium.crypto_secretbox_open_easy(sealed, nonce, key);
      } catch {
        return null;
      }
    },
  };
}
