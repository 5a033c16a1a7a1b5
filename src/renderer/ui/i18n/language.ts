// Room: ui/i18n. The languages of the screen: their names, which way they run, and what stands for them elsewhere.
import type { Language } from '../../../contract/case.ts';
import type { Direction } from '../theme/DeskTheme.tsx';

/** What the interface can be read in. The code lists and a release speak `Language` only (ADR 0031). */
export type ScreenLanguage = Language | 'he';

export const languages: readonly ScreenLanguage[] = ['de', 'en', 'nl', 'he'];

export const languageNames: Readonly<Record<ScreenLanguage, string>> = {
  de: 'Deutsch',
  en: 'English',
  nl: 'Nederlands',
  he: 'עברית',
};

export const directions: Readonly<Record<ScreenLanguage, Direction>> = {
  de: 'ltr',
  en: 'ltr',
  nl: 'ltr',
  he: 'rtl',
};

/** The language of the code lists, and of what leaves, beside a screen in this one: English where they have none of their own. */
export const codeLanguage = (language: ScreenLanguage): Language =>
  language === 'he' ? 'en' : language;

const isLanguage = (raw: string | null | undefined): raw is ScreenLanguage =>
  languages.some((language) => language === raw);

/** The first interface language among the given tags ("de-AT" counts as "de"), else German. */
export function pickLanguage(tags: readonly (string | null)[]): ScreenLanguage {
  for (const tag of tags) {
    const short = tag?.slice(0, 2).toLowerCase();
    if (isLanguage(short)) return short;
  }
  return 'de';
}
