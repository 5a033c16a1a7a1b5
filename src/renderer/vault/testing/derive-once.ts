/**
 * Vault, testing: Argon2id for real, but once for the same words, salt and work.
 *
 * A test that opens one vault ten times proves nothing more by stretching its passphrase ten times,
 * and that is where most of the time would go. keys/passphrase.test.ts looks at the real one.
 */
import sodium from 'libsodium-wrappers-sumo';
import { bytesToHex } from '@noble/hashes/utils.js';

const made = new Map<string, Uint8Array>();
let begun = false;

/** From now on in this process. To be called before the vault waits for libsodium. */
export function deriveOnce(): void {
  if (begun) return;
  begun = true;
  void sodium.ready.then(() => {
    const stretch = sodium.crypto_pwhash;
    const once = (
      length: number,
      words: string | Uint8Array,
      salt: Uint8Array,
      passes: number,
      memory: number,
      algorithm: number,
    ): Uint8Array => {
      const said = typeof words === 'string' ? words : bytesToHex(words);
      const name = [length, said, bytesToHex(salt), passes, memory, algorithm].join();
      const key = made.get(name) ?? stretch(length, words, salt, passes, memory, algorithm);
      made.set(name, key);
      return key.slice();
    };
    Object.assign(sodium, { crypto_pwhash: once });
  });
}
