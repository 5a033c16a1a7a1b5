import { expect, test } from 'vitest';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { blankLine } from '../rehearsal-lines.ts';
import { isFull } from './own-work.ts';

const NOW = 1000;
const holder = { device: 'a', alias: 'Noa', offered: false, own: true };
const mine = (more: Partial<ConversationSummary> = {}): ConversationSummary => ({
  ...blankLine,
  holder,
  ...more,
});

test('the limit counts what is open, taken and not put aside', () => {
  const lines = [
    mine(),
    mine({ snoozedUntil: NOW - 1 }),
    mine({ snoozedUntil: NOW + 1 }),
    mine({ status: 'closed' }),
    mine({ holder: { ...holder, offered: true } }),
    mine({ holder: { ...holder, own: false } }),
    mine({ holder: null }),
  ];
  expect(isFull(lines, 2, NOW)).toBe(true);
  expect(isFull(lines, 3, NOW)).toBe(false);
  expect(isFull(lines, null, NOW)).toBe(false);
});
