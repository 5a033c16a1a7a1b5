import { expect, test } from 'vitest';
import { isolated } from './isolate.ts';
import { startI18n, wordsIn } from './i18n.ts';
import { codeLanguage, languages, pickLanguage } from './language.ts';
import { hebrew } from './words/he/hebrew.ts';

/** Every sentence with its place, e.g. "inbox.empty.title". */
function sentences(part: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[path + key, value] as const]
      : sentences(value as object, `${path}${key}.`),
  );
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)]
    .map(([, name = '']) => name)
    .toSorted((a, b) => a.localeCompare(b));

const german = sentences(wordsIn('de'));

/** What Hebrew says of two is there besides what German says. */
const spoken = Object.fromEntries(
  languages.map((language) => [
    language,
    sentences(language === 'he' ? hebrew : wordsIn(language)),
  ]),
);
const pair = (place: string): boolean => place.endsWith('_two');
const alphabetical = (places: readonly string[]) => places.toSorted((a, b) => a.localeCompare(b));

test.each(languages)('%s says everything German says', (language) => {
  const own = new Map(spoken[language]);
  const places = [...own.keys()].filter((place) => !pair(place));
  expect(alphabetical(places)).toEqual(alphabetical(german.map(([place]) => place)));
  expect([...own.values()].filter((text) => text.trim() === '')).toEqual([]);
});

test.each(languages)('%s fills in the same things as German', (language) => {
  const own = new Map(spoken[language]);
  const different = german.filter(
    ([place, text]) =>
      placeholders(text).join() !== placeholders(own.get(place) ?? '').join() &&
      // A singular may say "one" in words.
      !place.endsWith('_one'),
  );
  expect(different).toEqual([]);
});

test('Hebrew has a word for every number Hebrew tells apart', async () => {
  expect(new Intl.PluralRules('he').resolvedOptions().pluralCategories.toSorted()).toEqual([
    'one',
    'other',
    'two',
  ]);
  const { t } = await startI18n('he');
  expect([1, 2, 20].map((count) => t('case.list.count', { count }))).toEqual([
    'תיק אחד',
    'שני תיקים',
    '\u206820\u2069 תיקים',
  ]);
});

test('Hebrew is written in Hebrew letters, save names and what is typed', () => {
  const latin = sentences(hebrew)
    .map(([place, text]) => [place, text.replaceAll(/\{\{[^}]+\}\}/g, '')] as const)
    .filter(([, text]) => /\p{Letter}/u.test(text) && !/\p{Script=Hebrew}/u.test(text))
    .map(([place]) => place);
  expect(alphabetical(latin)).toEqual([
    'common.app',
    'common.ctrl',
    'evidence.sum',
    'profileParts.rules.mib_one',
    'profileParts.rules.mib_other',
    'profileParts.rules.mib_two',
  ]);
});

test('what is filled into a right-to-left sentence cannot move what stands beside it', () => {
  const words = { pass: { holds: '{{name}} · {{count, number}} שיחות' } };
  expect(isolated(words)).toEqual({
    pass: { holds: '\u2068{{name}}\u2069 · \u2068{{count, number}}\u2069 שיחות' },
  });
});

test('nothing that leaves is called anonymous', () => {
  const wrong = languages.flatMap((language) =>
    (spoken[language] ?? [])
      .filter(([place]) => /^(release|columns|importing)\./.test(place))
      .filter(([, text]) => /anonym|anoniem|אנונימ/i.test(text))
      .map(([place]) => place),
  );
  expect(wrong).toEqual([]);
});

test('the first known language wins, with or without its region; else German', () => {
  expect(pickLanguage([null, 'fr-FR', 'nl-BE', 'en'])).toBe('nl');
  expect(pickLanguage(['he-IL'])).toBe('he');
  expect(pickLanguage(['tr'])).toBe('de');
});

test('codes are read in English beside a Hebrew screen, else in the language of the screen', () => {
  expect(languages.map(codeLanguage)).toEqual(['de', 'en', 'nl', 'en']);
});

test('words are never read as markup and plurals follow the number', async () => {
  const { t } = await startI18n('de');
  expect(t('search.none', { text: '<b>' })).toContain('<b>');
  expect(t('case.list.count', { count: 1 })).toBe('1 Fall');
  expect(t('case.list.count', { count: 25 })).toBe('25 Fälle');
});
