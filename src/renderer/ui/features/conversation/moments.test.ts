import { expect, test } from 'vitest';
import { momentIn, momentsFrom } from './moments.ts';

/** A Sunday, early in the afternoon. */
const sunday = new Date(2026, 10, 22, 14, 24).getTime();
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
const names = (now: number) => momentsFrom(now).map(({ name }) => name);

test('what is offered is what people say, at hours at which somebody sits here', () => {
  const friday = at(20, 10);
  expect(Object.fromEntries(momentsFrom(friday).map((one) => [one.name, one.at]))).toEqual({
    hour: at(20, 11),
    evening: at(20, 18),
    tomorrow: at(21, 9),
    monday: at(23, 9),
    week: at(27, 9),
    month: new Date(2026, 11, 20, 9).getTime(),
  });
});

test('on a Sunday Monday is tomorrow, and on a Monday it is the next one', () => {
  expect(names(sunday)).not.toContain('monday');
  expect(momentsFrom(at(23, 10)).find(({ name }) => name === 'monday')?.at).toBe(at(30, 9));
});

test('an evening that has begun is not offered', () => {
  expect(names(at(20, 17))).not.toContain('evening');
});

test('a moment that is over, too far off, or only half entered is none', () => {
  expect(momentIn('2026-11-23T09:00', sunday)).toBe(at(23, 9));
  expect(momentIn('2026-11-22T09:00', sunday)).toBe('past');
  expect(momentIn('2036-11-22T09:00', sunday)).toBe('far');
  expect(momentIn('', sunday)).toBe(null);
});
