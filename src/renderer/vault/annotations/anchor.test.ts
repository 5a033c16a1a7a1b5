import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchored, wordsAt } from './anchor.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`anchors: seed ${seed}`);

const marked = (text: string, start: number, end: number) => {
  const words = wordsAt(text, { start, end });
  if (words === null) throw new Error('no such place');
  return words;
};

test('words are found where they stand, whatever stands around them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', '🌻', 'é', ' '), { minLength: 1, maxLength: 30 }),
      fc.nat(),
      fc.nat(),
      (signs, from, length) => {
        const start = from % signs.length;
        const end = start + 1 + (length % (signs.length - start));
        const text = signs.join('');
        expect(anchored(text, marked(text, start, end))).toEqual({ start, end });
        expect(marked(text, start, end).exact).toBe(signs.slice(start, end).join(''));
      },
    ),
    { seed },
  );
});

test('a sunflower counts as one', () => {
  expect(marked('🌻 Sie schreien', 2, 5)).toEqual({
    start: 2,
    end: 5,
    exact: 'Sie',
    prefix: '🌻 ',
    suffix: ' schreien',
  });
});

test('words that have moved are found by themselves', () => {
  const words = marked('Gestern schrien sie.', 8, 15);
  expect(anchored('Vorgestern, nein: gestern schrien sie.', words)).toEqual({ start: 26, end: 33 });
});

test('of the same words those are meant that stand between the same others', () => {
  const words = marked('Sie riefen laut. Er lachte. Sie riefen leise.', 28, 38);
  const moved = 'Also: Sie riefen laut. Er lachte. Sie riefen leise.';
  expect(anchored(moved, words)).toEqual({ start: 34, end: 44 });
});

test('of equals the nearest is meant', () => {
  const words = { start: 5, end: 7, exact: 'ja', prefix: '', suffix: '' };
  expect(anchored('ja, ja', words)).toEqual({ start: 4, end: 6 });
});

test('words that are gone have no place, and no text has a place outside it', () => {
  expect(anchored('Etwas anderes', marked('Gestern', 0, 7))).toBeNull();
  for (const [start, end] of [
    [0, 8],
    [3, 3],
    [-1, 2],
  ] as const) {
    expect(wordsAt('Gestern', { start, end })).toBeNull();
  }
});
