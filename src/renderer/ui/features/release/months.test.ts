import { expect, test } from 'vitest';
import { monthsOf } from './months.ts';

const now = new Date(2026, 10, 22).getTime();

test('from the earliest incident to this month, newest first', () => {
  expect(monthsOf(['2026-09-04', null, '2026-11-01'], now)).toEqual([
    '2026-11',
    '2026-10',
    '2026-09',
  ]);
});

test('without incidents there is this month', () => {
  expect(monthsOf([], now)).toEqual(['2026-11']);
});

test('the turn of a year', () => {
  expect(monthsOf(['2025-12-31'], new Date(2026, 0, 1).getTime())).toEqual(['2026-01', '2025-12']);
});

test('a date typed wrongly does not make an endless list, nor one in the future an empty one', () => {
  expect(monthsOf(['0206-01-01', '2031-01-01'], now)).toEqual(['2026-11']);
});
