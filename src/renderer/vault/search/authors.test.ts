import { expect, test } from 'vitest';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { authorOf, authorsCalled } from './authors.ts';

const MIRA = SenderKey('1'.repeat(64));
const author = authorOf(MIRA, 'Mira Grün');

const isMeant = (typed: string): boolean =>
  authorsCalled(typed, { people: [], authors: [author, '', 'de'] })(author);

test.each(['Mira', 'mira gr', 'grun', 'Gruen', 'GRÜN MIRA'])(
  'a name is meant by the beginning of each word of it, however it is typed: %s',
  (typed) => {
    expect(isMeant(typed)).toBe(true);
  },
);

test.each(['ira', 'Mirana', 'Mira Blau', 'de'])('and by nothing else: %s', (typed) => {
  expect(isMeant(typed)).toBe(false);
});

test('a name without a letter is meant as it is', () => {
  const sun = authorOf(MIRA, '☀');
  const known = { people: [], authors: [sun, author] };
  expect([sun, author].map(authorsCalled('☀', known))).toEqual([true, true]);
  expect([sun, author].map(authorsCalled('☂', known))).toEqual([false, false]);
});

test('who says of nobody that they wrote it is nobody', () => {
  const known = { people: [{ sender: MIRA, names: ['Mira'] }], authors: ['', 'de'] };
  expect(['', 'de', authorOf(MIRA)].map(authorsCalled('Mira', known))).toEqual([
    false,
    false,
    true,
  ]);
});
