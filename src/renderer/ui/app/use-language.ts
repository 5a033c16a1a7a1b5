// Room: ui/app. The interface's language: read anywhere, changed in one place, remembered on this device.
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../contract/case.ts';
import { pickLanguage } from '../i18n/i18n.ts';

const STORED = 'beistand.language';

/** What this device was last set to, else the system's language. The choice of a language is no secret. */
export const startLanguage = (): Language =>
  pickLanguage([localStorage.getItem(STORED), ...navigator.languages]);

export interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export function useLanguage(): LanguageChoice {
  const { i18n } = useTranslation();
  return {
    language: pickLanguage([i18n.language]),
    choose: (language) => {
      localStorage.setItem(STORED, language);
      void i18n.changeLanguage(language);
    },
  };
}
