import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProfileTexts } from '../../../contract/profile.ts';
import { clashesOf, isDecided, merged, sameTexts, sorted } from './merge.ts';

const text = (key: string, value: string, lang = '') => ({ key, lang, value });

const texts = fc
  .uniqueArray(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      lang: fc.constantFrom('', 'de'),
      value: fc.constantFrom('', '1', '2', '3'),
    }),
    { selector: ({ key, lang }) => `${key} ${lang}` },
  )
  .map((all): ProfileTexts => sorted(all));

test('what only one of two editors changed is kept from both', () => {
  const base = [text('greeting', 'Hallo', 'de'), text('name', 'Team')];
  const mine = [text('greeting', 'Schön, dass du da bist', 'de'), text('name', 'Team')];
  const theirs = [text('greeting', 'Hallo', 'de'), text('name', 'Team'), text('topic.1', 'Netz')];
  expect(clashesOf({ base, mine, theirs })).toEqual([]);
  expect(merged({ base, mine, theirs })).toEqual([mine[0], text('name', 'Team'), theirs[2]]);
});

test('a field that both changed differently is a clash until a person has decided that very value', () => {
  const base = [text('name', 'Team')];
  const clashes = clashesOf({ base, mine: [text('name', 'Wir')], theirs: [text('name', 'Alle')] });
  expect(clashes).toEqual([{ key: 'name', lang: '', mine: 'Wir', theirs: 'Alle' }]);
  const [clash] = clashes;
  if (clash === undefined) throw new Error('no clash');
  expect(isDecided(clash, clashes)).toBe(true);
  expect(isDecided({ ...clash, theirs: 'Noch anders' }, clashes)).toBe(false);
});

test('a field taken out here goes, and one taken out there does not come back', () => {
  const base = [text('a', '1'), text('b', '1'), text('c', '1')];
  const mine = [text('b', '1'), text('c', '1')];
  const theirs = [text('a', '1'), text('c', '1')];
  expect(merged({ base, mine, theirs })).toEqual([text('c', '1')]);
});

test('whoever changed nothing gets what is in force, and whoever is alone gets their own', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(merged({ base: one, mine: one, theirs: other })).toEqual(other);
      expect(merged({ base: one, mine: other, theirs: one })).toEqual(other);
      expect(clashesOf({ base: one, mine: one, theirs: other })).toEqual([]);
    }),
  );
});

test('without a clash both changes are in the result, in whichever order they were made', () => {
  fc.assert(
    fc.property(texts, texts, texts, (base, mine, theirs) => {
      if (clashesOf({ base, mine, theirs }).length > 0) return;
      const [first, second] = [
        merged({ base, mine, theirs }),
        merged({ base, mine: theirs, theirs: mine }),
      ];
      expect(sameTexts(first, second)).toBe(true);
    }),
  );
});
