/** Vault, testing: looks for words in bytes, in every form in which they could stand there. */
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Which of these words stand in these bytes as UTF-8, UTF-16, base64 (any offset) or hex. */
export function wordsIn(bytes: Uint8Array, words: readonly string[]): readonly string[] {
  const hex = bytesToHex(bytes);
  return words.filter((word) => forms(word).some((form) => hex.includes(bytesToHex(form))));
}

function forms(word: string): readonly Uint8Array[] {
  const utf8 = utf8ToBytes(word);
  const utf16 = Uint8Array.from(
    Array.from(word).flatMap((c) => [c.charCodeAt(0) % 256, c.charCodeAt(0) >> 8]),
  );
  return [utf8, utf16, ...base64(utf8), utf8ToBytes(bytesToHex(utf8))];
}

/** Base64 of the word at the three offsets it can have in a longer text, without the unsure edges. */
function base64(bytes: Uint8Array): readonly Uint8Array[] {
  return [0, 1, 2].map((offset) => {
    const padded = new Uint8Array(offset + bytes.length);
    padded.set(bytes, offset);
    const text = btoa(String.fromCharCode(...padded)).replaceAll('=', '');
    const start = Math.ceil((offset * 8) / 6);
    const end = text.length - (((offset + bytes.length) * 8) % 6 === 0 ? 0 : 1);
    return utf8ToBytes(text.slice(start, end));
  });
}
