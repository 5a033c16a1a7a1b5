import { de } from './de.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** The same keys, the same arguments, in every language. */
export type Texts = {
  readonly [K in keyof typeof de]: (typeof de)[K] extends (n: infer A) => string
    ? (value: A) => string
    : string;
};

export const languages = ['de', 'en', 'nl'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, for the switch. */
export const languageNames: Readonly<Record<Language, string>> = {
  de: 'Deutsch',
  en: 'English',
  nl: 'Nederlands',
};

export const texts: Readonly<Record<Language, Texts>> = { de, en, nl };

/** The language a tag such as `de-AT` asks for, or null when we do not speak it. */
export function languageOf(tag: string): Language | null {
  const short = tag.slice(0, 2).toLowerCase();
  return languages.find((language) => language === short) ?? null;
}
