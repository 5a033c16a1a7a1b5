// Room: ui/features/danger. The built-in steps in every language of the screen: where a coordinator begins to change one.
import { languages, type ScreenLanguage } from '../../i18n/language.ts';
import { danger } from '../../i18n/words/danger.ts';
import { he } from '../../i18n/words/he/danger.ts';
import type { BuiltInStep } from './wording.ts';

const all = { ...danger, he };

export const builtInWords = (name: BuiltInStep): ReadonlyMap<ScreenLanguage, string> =>
  new Map(languages.map((language) => [language, all[language].step[name]]));
