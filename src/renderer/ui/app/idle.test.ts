import { expect, test } from 'vitest';
import { IDLE_MS, idleState, WARNING_MS } from './idle.ts';

test('says so half a minute before, then locks', () => {
  expect(idleState(0, IDLE_MS - WARNING_MS - 1)).toBe('active');
  expect(idleState(0, IDLE_MS - WARNING_MS)).toBe('soon');
  expect(idleState(0, IDLE_MS - 1)).toBe('soon');
  expect(idleState(0, IDLE_MS)).toBe('lock');
});

test('a computer that slept wakes up to a locked vault', () => {
  expect(idleState(0, 9 * 60 * 60_000)).toBe('lock');
});

test('a clock that was set back does not lock', () => {
  expect(idleState(IDLE_MS, 0)).toBe('active');
});
