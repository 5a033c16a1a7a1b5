import { expect, test } from 'vitest';
import type { AuditEvent } from '../../../../contract/audit.ts';
import { gathered } from './gather.ts';

const MINUTE = 60_000;

const saved = (seq: number, minute: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  seq,
  at: minute * MINUTE,
  act: 'case-saved',
  by: 'device',
  about: 'case-1',
  count: null,
  ...more,
});

const times = (events: readonly AuditEvent[]) => gathered(events).map((line) => line.times);

test('saving again and again is one line that counts, at the time of the last', () => {
  const lines = gathered([saved(3, 30), saved(2, 25), saved(1, 20)]);
  expect(lines).toMatchObject([{ times: 3, event: { seq: 3 } }]);
});

test('another case, another device or a pause begins a new line', () => {
  expect(times([saved(2, 2), saved(1, 1, { about: 'case-2' })])).toEqual([1, 1]);
  expect(times([saved(2, 2), saved(1, 1, { by: 'other' })])).toEqual([1, 1]);
  expect(times([saved(2, 30), saved(1, 19)])).toEqual([1, 1]);
});

test('what says a number of its own is not counted again', () => {
  const tries = { act: 'wrong-tries', about: null, count: 3 } as const;
  expect(times([saved(2, 2, tries), saved(1, 1, tries)])).toEqual([1, 1]);
});
