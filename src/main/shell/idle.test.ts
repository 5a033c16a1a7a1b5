import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IDLE_EVERY_MS } from '../limits.ts';
import { idleWatch, type IdleWatch } from './idle.ts';

let seconds: number;
let looks: number;
let told: number;
let idle: IdleWatch;

beforeEach(() => {
  vi.useFakeTimers();
  seconds = 0;
  looks = 0;
  told = 0;
  idle = idleWatch({
    idleSeconds: () => {
      looks += 1;
      return seconds;
    },
    onIdle: () => (told += 1),
  });
});

afterEach(() => {
  idle.stop();
  vi.useRealTimers();
});

/** Looks once more, with this many seconds since the last key. */
function look(idleFor: number): void {
  seconds = idleFor;
  vi.advanceTimersByTime(IDLE_EVERY_MS);
}

test('idleness is told once, and again after somebody was there', () => {
  idle.watch(5);
  look(299);
  expect(told).toBe(0);
  look(300);
  look(400);
  expect(told).toBe(1);
  look(2);
  look(300);
  expect(told).toBe(2);
});

test('nothing is looked at before it is asked for, with 0 minutes, or after the stop', () => {
  look(1000);
  idle.watch(0);
  look(1000);
  idle.watch(1);
  idle.stop();
  idle.stop();
  look(1000);
  expect([looks, told]).toEqual([0, 0]);
});

test('another number of minutes counts from then on', () => {
  idle.watch(30);
  look(600);
  idle.watch(10);
  look(600);
  expect(told).toBe(1);
});

test('a return is told once, and only after somebody was away', () => {
  let returns = 0;
  idle.stop();
  idle = idleWatch({
    idleSeconds: () => seconds,
    onIdle: () => (told += 1),
    onReturn: () => (returns += 1),
  });
  idle.watch(1);
  look(2);
  look(60);
  expect(returns).toBe(0);
  look(1);
  look(3);
  expect([told, returns]).toEqual([1, 1]);
});
