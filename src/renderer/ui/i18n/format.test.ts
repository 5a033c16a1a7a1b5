import { expect, test } from 'vitest';
import {
  dayName,
  dayOf,
  languageName,
  listTime,
  timeTaken,
  wholeHours,
  untilTime,
  waitingTime,
} from './format.ts';

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

test('how long something took is said to the minute, and of days in days', () => {
  const said = (minutes: number): string => timeTaken(minutes * MINUTE, 'de');
  expect([0, 0.5, 1, 59, 60, 75].map(said)).toEqual([
    '0 min',
    '< 1 min',
    '1 min',
    '59 min',
    '1 h',
    '1 h 15 min',
  ]);
  expect([59.6, 47 * 60 + 59, 49 * 60].map(said)).toEqual(['1 h', '47 h 59 min', '2 Tage']);
  expect(timeTaken(75 * MINUTE, 'he')).toBe('1 שע׳ 15 דק׳');
});

test('a day without a time is that day, wherever one reads it', () => {
  expect(dayOf('2026-11-23', 'de')).toBe('23.11.');
});

test('times and dates are written as the language writes them', () => {
  expect(waitingTime(now - 3 * MINUTE, now, 'he')).toBe('3 דק׳');
  expect(waitingTime(now - 49 * HOUR, now, 'he')).toBe('יומיים');
  expect(dayName(at(21), now, 'he')).toBe('אתמול');
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

test('what is to come is said by its time today, its weekday, its date', () => {
  expect(untilTime(at(22, 18), now, 'de')).toBe('18:00');
  expect(untilTime(at(23, 9), now, 'de')).toBe('Mo 09:00');
  expect(untilTime(at(30, 9), now, 'de')).toBe('30.11.');
});

test('what was to come and is past is not said as if it came today', () => {
  expect(untilTime(at(21, 18), now, 'de')).toBe('gestern 18:00');
  expect(untilTime(at(20, 18), now, 'de')).toBe('20.11.');
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

test('beside a drawing hours stay hours, so that no two lines have one name', () => {
  const names = [0, 20, 40, 60, 80].map((hours) => wholeHours(hours, 'de'));
  expect(names).toEqual(['0 h', '20 h', '40 h', '60 h', '80 h']);
  expect(wholeHours(1500, 'he')).toBe('1,500 שע׳');
});
