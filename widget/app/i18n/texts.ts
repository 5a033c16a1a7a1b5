import type { de } from './de.ts';

/** The same keys, the same arguments, in every language: what is missing does not compile. */
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

const loaders = {
  de: async () => (await import('./de.ts')).de,
  en: async () => (await import('./en.ts')).en,
  nl: async () => (await import('./nl.ts')).nl,
} as const satisfies Record<Language, () => Promise<Texts>>;

/** One language at a time is loaded. Rejects when it cannot be fetched: stay with the one on screen. */
export const loadTexts = (language: Language): Promise<Texts> => loaders[language]();

/** The language a tag such as `de-AT` asks for, or null when we do not speak it. */
export function languageOf(tag: string): Language | null {
  const short = tag.slice(0, 2).toLowerCase();
  return languages.find((language) => language === short) ?? null;
}
