import { expect, test } from 'vitest';
import { filled, readyEntries, slashBefore, withTeam } from './ready.ts';

test.each([
  ['/', 1, { from: 0, query: '' }],
  ['Hallo /beg', 10, { from: 6, query: 'beg' }],
  ['eins\n/b und mehr', 7, { from: 5, query: 'b' }],
  ['und/oder', 8, null],
  ['https://example.org', 19, null],
  ['/beg ', 5, null],
  ['/beg', 0, null],
])('a slash asks only at the beginning of a word: %j at %i', (text, cursor, slash) => {
  expect(slashBefore(text, cursor)).toEqual(slash);
});

const text = (language: string) => ({ language, text: `in ${language}` });
const replies = [
  { name: 'Begrüßung', texts: [text('de'), text('he'), text('en')] },
  { name: 'Beweise', texts: [text('de')] },
  { name: 'Abschied', texts: [text('de'), text('he')] },
];
const found = (query: string, wanted: readonly string[]) =>
  readyEntries(replies, { query, wanted }).map(({ name, language }) => `${name} ${language}`);

test('the language of the conversation comes first, then the language of the screen', () => {
  expect(found('', ['he', 'de'])).toEqual([
    'Begrüßung he',
    'Abschied he',
    'Begrüßung de',
    'Beweise de',
    'Abschied de',
    'Begrüßung en',
  ]);
  expect(found('', ['de-AT'])[0]).toBe('Begrüßung de');
});

test('one’s own reply stands in place of the team’s of the same name', () => {
  const own = [{ name: 'Abschied', texts: [text('nl')] }];
  const names = withTeam(own, replies).map(({ name, texts }) => `${name} ${texts[0]?.language}`);
  expect(names).toEqual(['Abschied nl', 'Begrüßung de', 'Beweise de']);
});

test('letters narrow the list, accents or not', () => {
  expect(found('beg', ['de'])[0]).toBe('Begrüßung de');
  expect(found('bewe', ['de'])).toEqual(['Beweise de']);
  expect(found('zzz', ['de'])).toEqual([]);
});

test('what is not known leaves no gap, and other braces stay', () => {
  const values = { alias: 'Noa', team: 'Gemeinsam', date: '23. November', name: '' };
  expect(filled('Hallo {name}, hier ist {alias} von {team}. {foo}', values)).toBe(
    'Hallo, hier ist Noa von Gemeinsam. {foo}',
  );
  expect(filled('{name}, bis {date}', { ...values, name: 'Ada' })).toBe('Ada, bis 23. November');
});
