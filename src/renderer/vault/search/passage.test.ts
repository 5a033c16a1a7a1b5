import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soughtIn } from './forms.ts';
import { MAX_MARKS, MAX_PASSAGE } from './limits.ts';
import { passageOf } from './passage.ts';

const marked = (text: string, asked: string): readonly string[] => {
  const passage = passageOf(text, soughtIn(asked), 'de');
  return passage.marks.map(([start, end]) => passage.text.slice(start, end));
};

test('marks stand on the words as they were written', () => {
  expect(marked('Sie kamen aus den Häusern an der STRASSE.', 'haus straße')).toEqual([
    'Häusern',
    'STRASSE',
  ]);
});

test('a mistyped word is marked where its right form stands', () => {
  expect(marked('Eine Drohung am Telefon', 'drohnug')).toEqual(['Drohung']);
});

test('a passage out of a long text holds the first mark and begins and ends between words', () => {
  const long = `${'davor '.repeat(100)}Synagoge ${'danach '.repeat(100)}`;
  const { text, marks } = passageOf(long, soughtIn('synagoge'), 'de');
  expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['Synagoge']);
  expect(text).toMatch(/^…davor .* danach…$/u);
});

test('lines become spaces, so that marks keep their places', () => {
  expect(passageOf('eins\nzwei', soughtIn('zwei'), 'de')).toEqual({
    text: 'eins zwei',
    marks: [[5, 9]],
  });
});

test(`no more than ${MAX_MARKS} words are marked`, () => {
  expect(marked('ab '.repeat(60), 'ab')).toHaveLength(MAX_MARKS);
});

test('a passage is never too long, never cuts a character, and its marks lie inside', () => {
  const piece = fc.constantFrom('a', 'ß', '👩‍👩‍👧', '🇩🇪', 'e\u0301', ' ', '\n', 'ש', '\u202E', 'wort');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
      const whole = pieces.join('');
      const { text, marks } = passageOf(whole, soughtIn('wort'), 'de');
      expect(text.length).toBeLessThanOrEqual(MAX_PASSAGE);
      expect(text.isWellFormed()).toBe(true);
      for (const [start, end] of marks) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      const characters = new Set(
        [...new Intl.Segmenter().segment(whole.replace(/\s/gu, ' '))].map((one) => one.segment),
      );
      const inner = [...new Intl.Segmenter().segment(text.replace(/^…|…$/gu, ''))];
      for (const { segment } of inner) expect(characters).toContain(segment);
    }),
    { numRuns: 200 },
  );
});

test('a character longer than a passage is cut, but not inside a pair', () => {
  const { text } = passageOf(`a${'\u0301'.repeat(1000)}😀`, soughtIn('a'), 'de');
  expect(text.length).toBeLessThanOrEqual(MAX_PASSAGE);
});
