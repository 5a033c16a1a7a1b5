import { expect, test } from 'vitest';
import { isDue } from './housekeeping.ts';
import { SNAPSHOT_EVERY_MS, SNAPSHOT_GARBAGE_BYTES } from './limits.ts';
import { NO_ENTRIES } from './store/entry.ts';
import type { Manifest } from './store/manifest.ts';

const holding = (end: number, live: number) => ({
  mark: () => ({ generation: 1, head: NO_ENTRIES, end }),
  manifest: { bytes: live } as unknown as Manifest,
});

test('a generation is written anew after a week, when half of it or much of it is out of date', () => {
  const week = SNAPSHOT_EVERY_MS;
  const large = SNAPSHOT_GARBAGE_BYTES * 10;
  expect(isDue(holding(201, 100), 0, week)).toBe(true);
  expect(isDue(holding(201, 100), 0, week - 1)).toBe(false);
  expect(isDue(holding(200, 100), 0, week)).toBe(false);
  expect(isDue(holding(large + SNAPSHOT_GARBAGE_BYTES, large), 0, week)).toBe(false);
  expect(isDue(holding(large + SNAPSHOT_GARBAGE_BYTES + 1, large), 0, week)).toBe(true);
});
