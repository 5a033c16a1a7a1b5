import { expect, test } from 'vitest';
import { dayName, languageName, listTime, waitingTime } from './format.ts';

const now = new Date(2026, 10, 22, 14, 24).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (day: number, hour = 10) => new Date(2026, 10, day, hour).getTime();

test('waiting is said in the largest unit that is full', () => {
  expect(waitingTime(now, now, 'de')).toBe('< 1 min');
  expect(waitingTime(now - 59 * MINUTE, now, 'de')).toBe('59 min');
  expect(waitingTime(now - 61 * MINUTE, now, 'de')).toBe('1 h');
  expect(waitingTime(now - 49 * HOUR, now, 'de')).toBe('2 Tage');
});

test('a clock that runs ahead never makes waiting negative', () => {
  expect(waitingTime(now + HOUR, now, 'de')).toBe('< 1 min');
});

test('a list shows the time today, then yesterday, the weekday, the date', () => {
  expect(listTime(at(22), now, 'de')).toBe('10:00');
  expect(listTime(at(21, 23), now, 'de')).toBe('gestern');
  expect(listTime(at(17), now, 'de')).toBe('Di');
  expect(listTime(at(2), now, 'de')).toBe('02.11.');
});

test('days between messages have names', () => {
  expect(dayName(at(22), now, 'nl')).toBe('vandaag');
  expect(dayName(at(21), now, 'en')).toBe('yesterday');
  expect(dayName(at(2), now, 'de')).toBe('Montag, 2. November');
});

test('an unknown language tag is shown as it is', () => {
  expect(languageName('he', 'de')).toBe('Hebräisch');
  expect(languageName('!!', 'de')).toBe('!!');
});
