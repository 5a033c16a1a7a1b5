/** What is searched for, the same in every store: a word, the beginning of one, two words, a slip of the finger, in turn. */
import { anyWord } from './corpus.ts';

export const QUERIES = 200;
export const FOUND_AT_MOST = 20;

export interface Query {
  /** What a person types. */
  readonly text: string;
  /** The same for a peer that finds whole words and beginnings, and forgives no slip. */
  readonly words: readonly string[];
  readonly isBeginning: boolean;
}

export function query(n: number, random: () => number): Query {
  const one = anyWord(random);
  const other = anyWord(random);
  const kinds: readonly Query[] = [
    { text: one, words: [one], isBeginning: false },
    { text: one.slice(0, 4), words: [one.slice(0, 4)], isBeginning: true },
    { text: `${one} ${other}`, words: [one, other], isBeginning: false },
    slip(`${one.slice(0, 3)}x${one.slice(4)}`),
  ];
  return kinds[n % kinds.length] ?? slip(one);
}

const slip = (text: string): Query => ({ text, words: [text], isBeginning: false });
