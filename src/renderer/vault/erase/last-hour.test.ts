import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfLastHour, spansOf } from './last-hour.ts';

const HOUR = 3_600_000;
const now = Date.parse('2040-02-29T12:34:56.789Z');
/** In the years that are looked for. */
const times = fc.integer({ min: Date.parse('2021-01-01T00:00Z'), max: now });

test('of all times whose names are known the last is found again, to the hour', () => {
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 6 }), (all) => {
      const known = new Set(all.flatMap(spansOf));
      const end = (Math.floor(Math.max(...all) / HOUR) + 1) * HOUR;
      expect(endOfLastHour((span) => known.has(span), now)).toBe(end);
    }),
  );
});

test('nothing is found where nothing is known, nor in a year that has not begun', () => {
  expect(endOfLastHour(() => false, now)).toBeNull();
  const known = new Set(spansOf(Date.parse('2041-01-01T00:00Z')));
  expect(endOfLastHour((span) => known.has(span), now)).toBeNull();
});
