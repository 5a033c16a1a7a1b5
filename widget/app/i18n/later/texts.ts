import { localeOf, type Language } from '../texts.ts';
import { textsOf, type LaterTexts } from '../words.ts';
import type { de } from './de.ts';

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

/** The words of the views in view/later.ts, one language at a time. Rejects when they cannot be fetched. */
export const loadLaterTexts = async (language: Language): Promise<LaterTexts> =>
  textsOf<typeof de>(await lists[language](), localeOf(language));
