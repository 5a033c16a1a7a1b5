import { expect, test } from 'vitest';
import { browsersLanguage, whichLanguage, type LanguageWishes } from './which-language.ts';

const all: LanguageWishes = { chosen: 'he', snippet: 'ru', team: 'ar', page: 'tr' };

test('the reporter’s choice comes first, then the snippet’s, the team’s, the page’s, then German', () => {
  expect(whichLanguage(all)).toBe('he');
  expect(whichLanguage({ ...all, chosen: null })).toBe('ru');
  expect(whichLanguage({ ...all, chosen: null, snippet: '' })).toBe('ar');
  expect(whichLanguage({ ...all, chosen: null, snippet: '', team: null })).toBe('tr');
  expect(whichLanguage({ chosen: null, snippet: '', team: null, page: '' })).toBe('de');
});

test('a language we do not speak is no wish', () => {
  expect(whichLanguage({ ...all, chosen: null, snippet: 'fr' })).toBe('ar');
  expect(whichLanguage({ chosen: null, snippet: 'fr', team: null, page: 'pl-PL' })).toBe('de');
});

test('of a browser’s languages the first that we speak counts', () => {
  expect(browsersLanguage(['fr', 'ku', 'ar-SY', 'de'])).toBe('ar-SY');
  expect(browsersLanguage(['fr'])).toBe('');
});
