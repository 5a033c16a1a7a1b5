import { expect, test } from 'vitest';
import { isDue } from './housekeeping.ts';
import { SNAPSHOT_EVERY_MS } from './limits.ts';

test('a generation is written anew after a week, however little of it is out of date', () => {
  expect(isDue(1, SNAPSHOT_EVERY_MS)).toBe(false);
  expect(isDue(1, SNAPSHOT_EVERY_MS + 1)).toBe(true);
});
