import type { de } from './de.ts';

/**
 * The words of one language as they are kept: plain text with `{n}` for a number and `{name}` for a
 * name, and one form per plural category where a sentence counts. `C` are the categories the language
 * has (CLDR); a list that leaves out a key, a placeholder or a category does not compile.
 */
export type Words<C extends Intl.LDMLPluralRule> = {
  readonly [K in keyof typeof de]: (typeof de)[K] extends string
    ? SameBlank<(typeof de)[K]>
    : Readonly<Record<C, string>>;
};

/** The same words as the screen uses them: what has a blank is a function that fills it. */
export type Texts = {
  readonly [K in keyof typeof de]: (typeof de)[K] extends WithName
    ? (name: string) => string
    : (typeof de)[K] extends WithNumber | object
      ? (n: number) => string
      : string;
};

type WithName = `${string}{name}${string}`;
type WithNumber = `${string}{n}${string}`;
type SameBlank<T> = T extends WithName ? WithName : T extends WithNumber ? WithNumber : string;

/** A name keeps its own direction, and the sentence around it keeps its own (Unicode isolates). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Turns a list into what the screen says, counting as `locale` counts. */
export function textsOf(words: Words<Intl.LDMLPluralRule> | Words<never>, locale: string): Texts {
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
  return Object.fromEntries(spoken) as Texts;
}

type Forms = { readonly [C in Intl.LDMLPluralRule]?: string };
