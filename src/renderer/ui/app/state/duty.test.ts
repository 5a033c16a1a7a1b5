import { expect, test } from 'vitest';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { Duty, DutyView } from '../../../../contract/duty.ts';
import { mayHear, startingDuty } from './duty.ts';

const free = { holder: null, status: 'open' } as const;
const held = (own: boolean) =>
  ({
    holder: { own } as ConversationSummary['holder'],
    status: 'open',
  }) as const;
const as = (chosen: Duty, sound = true): DutyView => ({
  chosen,
  now: chosen,
  rules: { ...startingDuty.rules, sound },
});

test('who is there hears what is new and their own, and not what a colleague has', () => {
  expect(
    [free, held(true), held(false), undefined].map((line) => mayHear(as('available'), line)),
  ).toEqual([true, true, false, true]);
});

test('who is busy hears their own alone', () => {
  expect(
    [free, held(true), held(false), undefined].map((line) => mayHear(as('busy'), line)),
  ).toEqual([false, true, false, false]);
});

test('who is away, or has no sound, hears nothing, and nobody hears a muted conversation', () => {
  expect(mayHear(as('away'), held(true))).toBe(false);
  expect(mayHear(as('available', false), held(true))).toBe(false);
  expect(mayHear(as('available'), { ...held(true), status: 'muted' })).toBe(false);
});
