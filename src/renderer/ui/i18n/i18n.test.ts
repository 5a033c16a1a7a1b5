import { expect, test } from 'vitest';
import { languages, pickLanguage, startI18n, wordsIn } from './i18n.ts';

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

test.each(languages)('%s says everything German says', (language) => {
  const own = new Map(sentences(wordsIn(language)));
  expect([...own.keys()]).toEqual(german.map(([place]) => place));
  expect([...own.values()].filter((text) => text.trim() === '')).toEqual([]);
});

test.each(languages)('%s fills in the same things as German', (language) => {
  const own = new Map(sentences(wordsIn(language)));
  const different = german.filter(
    ([place, text]) =>
      placeholders(text).join() !== placeholders(own.get(place) ?? '').join() &&
      // A singular may say "one" in words.
      !place.endsWith('_one'),
  );
  expect(different).toEqual([]);
});

test('nothing that leaves is called anonymous', () => {
  const wrong = languages.flatMap((language) =>
    sentences(wordsIn(language))
      .filter(([place]) => /^(release|columns|importing)\./.test(place))
      .filter(([, text]) => /anonym|anoniem/i.test(text))
      .map(([place]) => place),
  );
  expect(wrong).toEqual([]);
});

test('the first known language wins, with or without its region; else German', () => {
  expect(pickLanguage([null, 'fr-FR', 'nl-BE', 'en'])).toBe('nl');
  expect(pickLanguage(['he'])).toBe('de');
});

test('words are never read as markup and plurals follow the number', () => {
  const { t } = startI18n('de');
  expect(t('search.none', { text: '<b>' })).toContain('<b>');
  expect(t('case.list.count', { count: 1 })).toBe('1 Fall');
  expect(t('case.list.count', { count: 25 })).toBe('25 Fälle');
});
