import { CHAT_LANGUAGES } from '../../../protocol/team/profile-values.ts';
import type { de } from './de.ts';
import { textsOf, type Texts } from './words.ts';

/** In the order of the switch. Each has its list beside this file, and one in later/. */
export const languages = CHAT_LANGUAGES;
export type Language = (typeof languages)[number];
export type { Texts };

/** Each language in its own words, for the switch. */
export const languageNames: Readonly<Record<Language, string>> = {
  de: 'Deutsch',
  en: 'English',
  nl: 'Nederlands',
  he: 'עברית',
  ru: 'Русский',
  ar: 'العربية',
  tr: 'Türkçe',
  uk: 'Українська',
};

const lists = {
  de: async () => (await import('./de.ts')).de,
  en: async () => (await import('./en.ts')).en,
  nl: async () => (await import('./nl.ts')).nl,
  he: async () => (await import('./he.ts')).he,
  ru: async () => (await import('./ru.ts')).ru,
  ar: async () => (await import('./ar.ts')).ar,
  tr: async () => (await import('./tr.ts')).tr,
  uk: async () => (await import('./uk.ts')).uk,
} as const satisfies Record<Language, () => Promise<Parameters<typeof textsOf<typeof de>>[0]>>;

/** One language at a time is loaded, the words of later views with those views. Rejects when it cannot be fetched: stay with the one on screen. */
export const loadTexts = async (language: Language): Promise<Texts> =>
  textsOf<typeof de>(await lists[language](), localeOf(language));

/**
 * How dates, times and numbers are written. English here is Europe's, with the 24-hour clock; Arabic
 * uses the digits that also stand in telephone numbers and in the return code.
 */
export function localeOf(language: Language): string {
  if (language === 'en') return 'en-GB';
  return language === 'ar' ? 'ar-u-nu-latn' : language;
}

/** Which way the language is read. */
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'he' || language === 'ar' ? 'rtl' : 'ltr';

/** The language a tag such as `de-AT` asks for, or null when we do not speak it. `iw` is Hebrew's old tag. */
export function languageOf(tag: string): Language | null {
  const short = tag.toLowerCase().split('-')[0] ?? '';
  const asked = short === 'iw' ? 'he' : short;
  return languages.find((language) => language === asked) ?? null;
}
