import { expect, test } from 'vitest';
import { NOTICE_EVERY_MS } from '../limits.ts';
import { sparingly } from './notices.ts';

test('a notice is shown at once, and then at most once a minute', () => {
  let now = 0;
  const shown: number[] = [];
  const notice = sparingly(
    () => shown.push(now),
    () => now,
  );
  for (now = 0; now <= 3 * NOTICE_EVERY_MS; now += 1000) notice();
  expect(shown).toEqual([0, 1, 2, 3].map((minute) => minute * NOTICE_EVERY_MS));
});
