// Room: ui/i18n. Starts i18next with typed words, so that `t('inbox.nope')` does not compile.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../../contract/case.ts';
import { isolated } from './isolate.ts';
import type { ScreenLanguage } from './language.ts';
import { audit } from './words/audit.ts';
import { backup } from './words/backup.ts';
import { caseWords } from './words/case.ts';
import { catchUp } from './words/catch-up.ts';
import { checklist } from './words/checklist.ts';
import { codes } from './words/codes.ts';
import { columns } from './words/columns.ts';
import { commands } from './words/commands.ts';
import { common } from './words/common.ts';
import { conversation } from './words/conversation.ts';
import { danger } from './words/danger.ts';
import { duty } from './words/duty.ts';
import { evidence } from './words/evidence.ts';
import { figures } from './words/figures.ts';
import { fate } from './words/fate.ts';
import { firstRun } from './words/first-run.ts';
import { give } from './words/give.ts';
import { help } from './words/help.ts';
import { hours } from './words/hours.ts';
import { importing } from './words/importing.ts';
import { inbox } from './words/inbox.ts';
import { keep } from './words/keep.ts';
import { later } from './words/later.ts';
import { pass } from './words/pass.ts';
import { marking } from './words/marking.ts';
import { machine } from './words/machine.ts';
import { passphrase } from './words/passphrase.ts';
import { joining } from './words/joining.ts';
import { people } from './words/people.ts';
import { peopleRefusal } from './words/people-refusal.ts';
import { profile } from './words/profile.ts';
import { profileParts } from './words/profile-parts.ts';
import { profileProblem } from './words/profile-problem.ts';
import { regain } from './words/regain.ts';
import { release } from './words/release.ts';
import { rescue } from './words/rescue.ts';
import { restrict } from './words/restrict.ts';
import { renewal } from './words/renewal.ts';
import { retention } from './words/retention.ts';
import { security } from './words/security.ts';
import { ready } from './words/ready.ts';
import { search } from './words/search.ts';
import { sendFile } from './words/send-file.ts';
import { talk } from './words/talk.ts';
import { work } from './words/work.ts';
import { workplace } from './words/workplace.ts';
import { teamHistory } from './words/team-history.ts';
import { team } from './words/team.ts';
import { unlock } from './words/unlock.ts';
import { website } from './words/website.ts';

const areas = {
  common,
  commands,
  firstRun,
  unlock,
  rescue,
  regain,
  teamHistory,
  passphrase,
  inbox,
  conversation,
  talk,
  sendFile,
  work,
  catchUp,
  later,
  pass,
  give,
  help,
  danger,
  checklist,
  restrict,
  marking,
  ready,
  workplace,
  codes,
  figures,
  case: caseWords,
  evidence,
  fate,
  release,
  columns,
  importing,
  team,
  joining,
  people,
  peopleRefusal,
  profile,
  profileParts,
  hours,
  profileProblem,
  website,
  duty,
  machine,
  keep,
  security,
  renewal,
  backup,
  retention,
  audit,
  search,
};
/** The areas as they are written, German with what stands beside it. */
export type Areas = typeof areas;

/** Everything the interface can say, in German; the other languages have exactly these keys. */
export type Resources = { readonly [A in keyof Areas]: Areas[A]['de'] };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Resources };
  }
}

const BUNDLED: readonly Language[] = ['de', 'en', 'nl'];

/** All words of one bundled language, by area. */
export const wordsIn = (language: Language): object =>
  Object.fromEntries(Object.entries(areas).map(([area, all]) => [area, all[language]]));

/** Starts translation in one language. Hebrew is read from its own file first. */
export async function startI18n(language: ScreenLanguage): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    fallbackLng: 'de',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(BUNDLED.map((l) => [l, { translation: wordsIn(l) }])),
  });
  await speak(instance, language);
  return instance;
}

/** Changes the language of everything that is on the screen. */
export async function speak(instance: i18n, language: ScreenLanguage): Promise<void> {
  if (language === 'he' && !instance.hasResourceBundle(language, 'translation')) {
    const { hebrew } = await import('./words/he/hebrew.ts');
    instance.addResourceBundle(language, 'translation', isolated(hebrew));
  }
  await instance.changeLanguage(language);
}
