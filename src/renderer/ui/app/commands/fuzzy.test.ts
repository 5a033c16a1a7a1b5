import { expect, test } from 'vitest';
import { match } from './fuzzy.ts';

const best = (query: string, texts: readonly string[]) =>
  texts
    .map((text) => ({ text, score: match(query, text) }))
    .filter(({ score }) => score !== null)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ text }) => text);

test('the beginning counts more than a later word, that more than the middle of one', () => {
  expect(best('fall', ['Unfallort', 'Zum Fall', 'Fall zeigen'])).toEqual([
    'Fall zeigen',
    'Zum Fall',
    'Unfallort',
  ]);
});

test('accents, capitals and ß make no difference', () => {
  expect(match('ubergeben', 'Übergeben')).not.toBeNull();
  expect(match('strasse', 'Straße')).not.toBeNull();
});

test('every word has to be there, in any order', () => {
  expect(match('27 ahorn', 'Ahorn 27')).not.toBeNull();
  expect(match('ahorn 28', 'Ahorn 27')).toBeNull();
});

test('a few letters in order are enough, from the beginning of a word on', () => {
  expect(match('trsp', 'Tresor sperren')).not.toBeNull();
  expect(match('resp', 'Tresor sperren')).toBeNull();
});

test('names in other scripts are found by their own letters', () => {
  expect(match('שלום', 'שלום 12')).not.toBeNull();
});

test('nothing typed answers to everything', () => {
  expect(match(' ', 'Ahorn 27')).toBe(0);
});
