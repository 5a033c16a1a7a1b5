/**
 * Vault, search: under which terms a word is kept, and under which it is looked for.
 *
 * Both sides make alternatives, so it is enough that one of each meets: the folded word, umlauts
 * spelt out, Hebrew and Arabic words without the particles written onto them, and stems.
 */
import { fold, foldSpeltOut } from './fold.ts';
import {
  MAX_QUERY_WORDS,
  MAX_REMEMBERED_WORDS,
  MIN_PREFIX,
  ONE_EDIT_FROM,
  TWO_EDITS_FROM,
} from './limits.ts';
import { stemmed, stemOf } from './stems.ts';
import { wordsOf } from './words.ts';

/** One word that is looked for. It is found when one of these is. */
export interface Sought {
  /** Beginnings of terms. */
  readonly prefixes: readonly string[];
  /** Whole terms. */
  readonly whole: readonly string[];
  /** Whole terms with up to so many typing mistakes; 0 for short words. */
  readonly near: string;
  readonly edits: 0 | 1 | 2;
}

/** Terms of texts in one or more languages. Remembers the forms of words it has met, and forgets them with itself. */
export class Forms {
  readonly #known = new Map<string, readonly string[]>();

  termsOf(text: string, language: string): Set<string> {
    const terms = new Set<string>();
    for (const { text: word } of wordsOf(text)) {
      for (const term of this.#of(word, language)) terms.add(term);
    }
    return terms;
  }

  clear(): void {
    this.#known.clear();
  }

  #of(word: string, language: string): readonly string[] {
    const name = `${language} ${word}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_REMEMBERED_WORDS) this.#known.clear();
    const terms = keptUnder(word, language);
    this.#known.set(name, terms);
    return terms;
  }
}

/** The terms under which one word of a text is kept. */
export function keptUnder(word: string, language: string): readonly string[] {
  const spellings = spellingsOf(word);
  const stems = [word, ...spellings.slice(1)].map((one) => stemOf(one, language) ?? '');
  return distinct([...spellings, ...spellings.flatMap(bare), ...stems]);
}

/** What one word of a query looks for. Nobody says in which language they ask: all stems are tried. */
export function soughtFor(word: string): Sought {
  const spellings = spellingsOf(word);
  const beginnings = distinct([...spellings, ...spellings.flatMap(bare)]);
  const long = beginnings.filter((one) => one.length >= MIN_PREFIX);
  const short = beginnings.filter((one) => one.length < MIN_PREFIX);
  const stems = stemmed.flatMap((language) => spellings.map((one) => stemOf(one, language) ?? ''));
  const stemsAsWritten = stemmed.map((language) => stemOf(word, language) ?? '');
  const near = spellings[0] ?? '';
  return {
    prefixes: long,
    whole: distinct([...short, ...stems, ...stemsAsWritten]),
    near,
    edits: editsFor(near),
  };
}

/** The words of a query, each once. */
export const soughtIn = (text: string): readonly Sought[] =>
  [...new Set([...wordsOf(text)].map((word) => word.text))]
    .map(soughtFor)
    .filter(({ prefixes, whole }) => prefixes.length + whole.length > 0)
    .slice(0, MAX_QUERY_WORDS);

function spellingsOf(word: string): readonly string[] {
  return distinct([fold(word), foldSpeltOut(word) ?? '']);
}

const HEBREW_PARTICLES = /^[והבכלמש]/u;
const HEBREW = /^\p{Script=Hebrew}+$/u;
const ARABIC_ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{Script=Arabic}{2})/u;

/** A Hebrew word without the first, and the first two, letters that may be particles; an Arabic one without its article. */
function bare(word: string): readonly string[] {
  if (HEBREW.test(word)) {
    const one = HEBREW_PARTICLES.test(word) && word.length > 2 ? word.slice(1) : '';
    const two = HEBREW_PARTICLES.test(one) && one.length > 3 ? one.slice(1) : '';
    return [one, two];
  }
  return ARABIC_ARTICLE.test(word) ? [word.replace(ARABIC_ARTICLE, '')] : [];
}

const distinct = (terms: readonly string[]): readonly string[] =>
  [...new Set(terms)].filter((term) => term !== '');

/** A number with another digit is another number. */
function editsFor(word: string): Sought['edits'] {
  if (/\p{N}/u.test(word)) return 0;
  const { length } = word;
  if (length >= TWO_EDITS_FROM) return 2;
  return length >= ONE_EDIT_FROM ? 1 : 0;
}
