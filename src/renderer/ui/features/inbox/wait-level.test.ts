import { expect, test } from 'vitest';
import { waitLevel } from './wait-level.ts';

const MINUTE = 60_000;
const levels = (alarmMinutes: number, minutes: readonly number[]) =>
  minutes.map((waited) => waitLevel(0, waited * MINUTE, alarmMinutes));

test('a wait is fresh for two minutes and long from the alarm on', () => {
  expect(levels(5, [0, 1, 2, 4, 5, 600])).toEqual([
    'fresh',
    'fresh',
    'waiting',
    'waiting',
    'long',
    'long',
  ]);
});

test('an alarm after a minute calls a minute long, and without one ten minutes are', () => {
  expect(levels(1, [0, 1])).toEqual(['fresh', 'long']);
  expect(levels(0, [9, 10])).toEqual(['waiting', 'long']);
});

test('a clock that runs ahead makes nobody wait long', () => {
  expect(waitLevel(5 * MINUTE, 0, 3)).toBe('fresh');
});
