// Room: ui/app. The interface's language: read anywhere, changed in one place, remembered on this device.
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../contract/case.ts';
import { speak } from '../i18n/i18n.ts';
import { codeLanguage, pickLanguage, type ScreenLanguage } from '../i18n/language.ts';

const STORED = 'beistand.language';

/** What this device was last set to, else the system's language. The choice of a language is no secret. */
export const startLanguage = (): ScreenLanguage =>
  pickLanguage([localStorage.getItem(STORED), ...navigator.languages]);

export interface LanguageChoice {
  readonly language: ScreenLanguage;
  /** What code lists and releases are read in beside it. */
  readonly codesIn: Language;
  readonly choose: (language: ScreenLanguage) => void;
}

export function useLanguage(): LanguageChoice {
  const { i18n } = useTranslation();
  const language = pickLanguage([i18n.language]);
  return {
    language,
    codesIn: codeLanguage(language),
    choose: (next) => {
      localStorage.setItem(STORED, next);
      void speak(i18n, next);
    },
  };
}
