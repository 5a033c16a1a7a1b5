import { localeOf, type Language } from '../../app/i18n/texts.ts';
import { textsOf } from '../../app/i18n/words.ts';
import type { de } from './de.ts';
import type { FileTexts } from './words.ts';

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

/** The words about files, one language at a time. Rejects when they cannot be fetched. */
export const loadFileTexts = async (language: Language): Promise<FileTexts> =>
  textsOf<typeof de>(await lists[language](), localeOf(language));
