import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Random } from '../crypto/random.ts';
import { Writer } from '../wire/bytes.ts';

/**
 * The same bytes every time, for vectors and tests only: each call answers with the first bytes of
 * SHA-512(seed‖u32 0)‖SHA-512(seed‖u32 1)‖…, where one counter runs through all calls.
 */
export function fixedRandom(seed: string): Random {
  const start = utf8ToBytes(seed);
  let counter = 0;
  return (length) => {
    const blocks: Uint8Array[] = [];
    for (let have = 0; have < length; have += 64) {
      blocks.push(sha512(concatBytes(start, new Writer().u32(counter).done())));
      counter += 1;
    }
    return concatBytes(...blocks).slice(0, length);
  };
}
