// Room: ui/i18n. Starts i18next with typed words, so that `t('inbox.nope')` does not compile.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../../contract/case.ts';
import type { Direction } from '../theme/DeskTheme.tsx';
import { audit } from './words/audit.ts';
import { backup } from './words/backup.ts';
import { caseWords } from './words/case.ts';
import { columns } from './words/columns.ts';
import { common } from './words/common.ts';
import { conversation } from './words/conversation.ts';
import { evidence } from './words/evidence.ts';
import { fate } from './words/fate.ts';
import { firstRun } from './words/first-run.ts';
import { importing } from './words/importing.ts';
import { inbox } from './words/inbox.ts';
import { keep } from './words/keep.ts';
import { passphrase } from './words/passphrase.ts';
import { release } from './words/release.ts';
import { rescue } from './words/rescue.ts';
import { retention } from './words/retention.ts';
import { security } from './words/security.ts';
import { search } from './words/search.ts';
import { team } from './words/team.ts';
import { unlock } from './words/unlock.ts';

const areas = {
  common,
  firstRun,
  unlock,
  rescue,
  passphrase,
  inbox,
  conversation,
  case: caseWords,
  evidence,
  fate,
  release,
  columns,
  importing,
  team,
  keep,
  security,
  backup,
  retention,
  audit,
  search,
};
type Areas = typeof areas;

/** Everything the interface can say, in German; the other languages have exactly these keys. */
export type Resources = { readonly [A in keyof Areas]: Areas[A]['de'] };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Resources };
  }
}

export const languages: readonly Language[] = ['de', 'en', 'nl'];

export const languageNames: Readonly<Record<Language, string>> = {
  de: 'Deutsch',
  en: 'English',
  nl: 'Nederlands',
};

/** None of today's languages runs right to left; the layout is ready for the first that does. */
export const directions: Readonly<Record<Language, Direction>> = {
  de: 'ltr',
  en: 'ltr',
  nl: 'ltr',
};

const isLanguage = (raw: string | null | undefined): raw is Language =>
  languages.some((language) => language === raw);

/** The first interface language among the given tags ("de-AT" counts as "de"), else German. */
export function pickLanguage(tags: readonly (string | null)[]): Language {
  for (const tag of tags) {
    const short = tag?.slice(0, 2).toLowerCase();
    if (isLanguage(short)) return short;
  }
  return 'de';
}

/** All words of one language, by area. */
export const wordsIn = (language: Language): object =>
  Object.fromEntries(Object.entries(areas).map(([area, all]) => [area, all[language]]));

/** Starts translation in one language; switching later is `changeLanguage`. Nothing is fetched. */
export function startI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'de',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(languages.map((l) => [l, { translation: wordsIn(l) }])),
  });
  return instance;
}
