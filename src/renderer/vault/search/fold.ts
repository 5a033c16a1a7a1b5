/**
 * Vault, search: one form for every way a word may be written.
 *
 * Upper and lower case, accents, Hebrew points, Arabic vowel signs and look-alike letters fall away.
 * The index and the query go through the same fold, so it may lose what it likes, but never depend
 * on what stands beside the word.
 */
import { MAX_WORD } from './limits.ts';

const PLAIN = /^[a-z0-9]*$/;
/** Signs that stand inside a word without being part of it: soft hyphen, joiners, direction, tatweel, apostrophes. */
const SILENT = /[\u00AD\u200B-\u200F\u2060\u0640"'’ʼ״׳]/gu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LOSES_MARKS = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]/u;

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
  ё: 'е',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
const UMLAUT = /[äöü]/u;
const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/** Compatibility forms composed, lower case, silent signs gone: what a stemmer wants to see. */
export const lowered = (word: string): string =>
  word.normalize('NFKC').toLowerCase().replace(SILENT, '').slice(0, MAX_WORD);

/** The word as the index keeps it. */
export function fold(word: string): string {
  if (PLAIN.test(word)) return word.slice(0, MAX_WORD);
  const low = lowered(word);
  const letters = digits(low).replace(LETTER, (letter) => LETTERS[letter] ?? letter);
  return withoutMarks(letters).slice(0, MAX_WORD);
}

/** The word with its umlauts spelt out, folded; null when it has none. Häuser is typed Hauser, and Haeuser. */
export function foldSpeltOut(word: string): string | null {
  const low = lowered(word);
  if (!UMLAUT.test(low)) return null;
  return fold(low.replace(/[äöü]/gu, (letter) => SPELT_OUT[letter] ?? letter));
}

/** Cyrillic й and ї are letters of their own, and Indic vowels are marks: both stay. */
function withoutMarks(word: string): string {
  if (CYRILLIC.test(word)) return word.replace(/[\u0300\u0301]/gu, '');
  return LOSES_MARKS.test(word) ? word.normalize('NFD').replace(/\p{Mn}/gu, '') : word;
}

const digits = (word: string): string =>
  word.replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
