import { expect, test } from 'vitest';
import { tally } from './tally.ts';

test('what arrived once each is neither lost nor doubled, in whatever order', () => {
  expect(tally(['a', 'b', 'b'], ['b', 'a', 'b'])).toEqual({
    messagesSent: 3,
    messagesShown: 3,
    lost: 0,
    duplicated: 0,
  });
});

test('one dropped and one doubled are counted apart, though the numbers agree', () => {
  expect(tally(['a', 'b', 'c'], ['a', 'a', 'c'])).toMatchObject({ lost: 1, duplicated: 1 });
});

test('a text that nobody wrote is not let through', () => {
  expect(tally(['a'], ['a', 'z'])).toMatchObject({ lost: 0, duplicated: 1 });
});
