/** Vault, search: stems, so that "threats" finds "threatened" and "Beleidigungen" finds "Beleidigung". */
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as german } from '@orama/stemmers/german';
import { fold, lowered } from './fold.ts';
import { MIN_STEM } from './limits.ts';

const stemmers: ReadonlyMap<string, (word: string) => string> = new Map([
  ['de', german],
  ['en', english],
  ['nl', dutch],
]);
const LATIN = /^\p{Script=Latin}+$/u;

/** Languages that have a stemmer. */
export const stemmed: readonly string[] = [...stemmers.keys()];

/** The folded stem of a word in this language; null where there is none: other scripts, digits, short words. */
export function stemOf(word: string, language: string): string | null {
  const stem = stemmers.get(language);
  if (stem === undefined) return null;
  const low = lowered(word);
  if (low.length < MIN_STEM || !LATIN.test(low)) return null;
  return fold(stem(low));
}
