import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withinEdits } from './edits.ts';

test.each([
  ['haus', 'haus', 0],
  ['haus', 'hauss', 1],
  ['haus', 'has', 1],
  ['haus', 'hals', 1],
  ['haus', 'ahus', 1],
  ['drohung', 'dorhugn', 2],
  ['drohung', 'rohnung', 2],
])('%s and %s are %i apart', (word, other, edits) => {
  expect(withinEdits(word, other, edits)).toBe(true);
  if (edits > 0) expect(withinEdits(word, other, edits - 1)).toBe(false);
});

/** The definition, read out without a table. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const swapped = a.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    distance(x, b) + 1,
    distance(a, y) + 1,
    distance(x, y) + same,
    swapped ? distance(x.slice(0, -1), y.slice(0, -1)) + 1 : a.length + b.length,
  );
}

test('stopping early never changes the answer', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
  fc.assert(
    fc.property(word, word, fc.constantFrom(1, 2), (a, b, most) => {
      expect(withinEdits(a, b, most)).toBe(distance(a, b) <= most);
    }),
    { numRuns: 1000 },
  );
});
