import { wordlist } from '@scure/bip39/wordlists/english.js';
import { fingerprintHash, type FingerprintKeys } from './identity.ts';

const WORDS = 12;
const WORD_BITS = 11;

/** The fingerprint of a joining device in words: what its first 132 bits say in the English list of BIP 39, joined by spaces (PROTOCOL §1). */
export function fingerprintWords(root: Uint8Array, device: FingerprintKeys): string {
  const hash = fingerprintHash(root, device);
  const bit = (at: number): number => ((hash[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  return Array.from({ length: WORDS }, (_, word) => {
    const bits = Array.from({ length: WORD_BITS }, (_unused, n) => bit(WORD_BITS * word + n));
    return wordlist[bits.reduce((sum, one) => sum * 2 + one, 0)] ?? '';
  }).join(' ');
}
