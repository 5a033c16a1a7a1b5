import type { de } from './de.ts';
import type { de as laterDe } from './later/de.ts';

/**
 * The words of one language as they are kept: plain text with `{n}` for a number and `{name}` for a
 * name, and one form per plural category where a sentence counts. `C` are the categories the language
 * has (CLDR); a list that leaves out a key, a placeholder or a category does not compile.
 */
export type WordsLike<De, C extends Intl.LDMLPluralRule> = {
  readonly [K in keyof De]: De[K] extends string ? SameBlank<De[K]> : Readonly<Record<C, string>>;
};

/** What the first picture and the conversation say. */
export type Words<C extends Intl.LDMLPluralRule> = WordsLike<typeof de, C>;

/** What the views of view/later.ts say besides. */
export type LaterWords<C extends Intl.LDMLPluralRule> = WordsLike<typeof laterDe, C>;

/** The same words as the screen uses them: what has a blank is a function that fills it. */
export type Spoken<De> = {
  readonly [K in keyof De]: De[K] extends WithName
    ? (name: string) => string
    : De[K] extends WithNumber | object
      ? (n: number) => string
      : string;
};

export type Texts = Spoken<typeof de>;
export type LaterTexts = Spoken<typeof laterDe>;

/** Everything, for a view that is loaded later. */
export type AllTexts = Texts & LaterTexts;

type WithName = `${string}{name}${string}`;
type WithNumber = `${string}{n}${string}`;
type SameBlank<T> = T extends WithName ? WithName : T extends WithNumber ? WithNumber : string;

/** A name keeps its own direction, and the sentence around it keeps its own (Unicode isolates). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Turns a list into what the screen says, counting as `locale` counts. */
export function textsOf<De>(
  words: WordsLike<De, Intl.LDMLPluralRule> | WordsLike<De, never>,
  locale: string,
): Spoken<De> {
  const rules = new Intl.PluralRules(locale);
  const said = (value: string | number): string =>
    typeof value === 'string' ? isolated(value) : value.toLocaleString(locale);
  const spoken = Object.entries<string | Forms>(words).map(([key, word]) => {
    if (typeof word === 'string' && !word.includes('{')) return [key, word];
    return [
      key,
      (value: string | number) => {
        const form = typeof word === 'string' ? word : word[rules.select(Number(value))];
        return form?.replace(/{\w+}/, () => said(value));
      },
    ];
  });
  return Object.fromEntries(spoken) as Spoken<De>;
}

type Forms = { readonly [C in Intl.LDMLPluralRule]?: string };
