import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, ENOUGH, parse, safeAccent } from './accent.ts';

const color = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((n) => `#${n.toString(16).padStart(6, '0')}`);

test('whatever colour a team wishes for, every word on it and in it can be read', () => {
  fc.assert(
    fc.property(color, fc.boolean(), (wish, dark) => {
      const { accent, ink, soft } = safeAccent(wish, dark);
      const surface = parse(dark ? '#212726' : '#fbfaf7');
      const text = parse(dark ? '#eceae4' : '#1e2422');
      expect(contrast(parse(accent), parse(ink))).toBeGreaterThanOrEqual(ENOUGH);
      expect(contrast(parse(accent), surface)).toBeGreaterThanOrEqual(ENOUGH);
      expect(contrast(parse(soft), text)).toBeGreaterThanOrEqual(ENOUGH);
    }),
    { numRuns: 3000 },
  );
});

test('a colour that is good already stays as it is', () => {
  expect(safeAccent('#0f5d57', false).accent).toBe('#0f5d57');
});

test('black on white is 21 to 1', () => {
  expect(contrast(parse('#000000'), parse('#ffffff'))).toBeCloseTo(21, 5);
});
