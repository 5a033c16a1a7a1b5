import { expect, test } from 'vitest';
import { doneWith, isDue, laterAt, type LaterLine } from './later.ts';

const NOW = 1000;
const line = (more: Partial<LaterLine>): LaterLine => ({
  status: 'open',
  snoozedUntil: null,
  followUpAt: null,
  lastAt: 0,
  ...more,
});

test('what was to be looked at again stays due, whatever was written since and whenever it arrived here', () => {
  const followed = line({ followUpAt: NOW - 2, lastAt: NOW - 1 });
  expect(isDue(followed, NOW)).toBe(true);
  expect(isDue({ ...followed, status: 'closed' }, NOW)).toBe(true);
  expect(laterAt(followed, NOW)).toBe(NOW - 2);
});

test('what was put aside is no longer due once somebody wrote after its moment', () => {
  const away = line({ snoozedUntil: NOW - 2 });
  expect(isDue(away, NOW)).toBe(true);
  expect(isDue({ ...away, lastAt: NOW - 1 }, NOW)).toBe(false);
});

test('done is what has come; what is to come stays', () => {
  expect(doneWith(line({ snoozedUntil: NOW, followUpAt: NOW + 1 }), NOW)).toEqual({
    snoozedUntil: null,
  });
  expect(doneWith(line({ snoozedUntil: NOW + 1, followUpAt: NOW }), NOW)).toEqual({
    followUpAt: null,
  });
});
