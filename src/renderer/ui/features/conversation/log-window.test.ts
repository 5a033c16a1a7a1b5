import { expect, test } from 'vitest';
import type { MessageId } from '../../../../contract/desk.ts';
import { around, atNewest, moved, spanOf, STEP, WINDOW, type LogWindow } from './log-window.ts';

const many = (count: number): readonly MessageId[] =>
  Array.from({ length: count }, (_, n) => `m${n}` as MessageId);

const ids = many(1000);
const older = (window: LogWindow, keep = false) => moved(ids, window, { to: 'older', keep });
const newer = (window: LogWindow, keep = false) => moved(ids, window, { to: 'newer', keep });

test('the newest are in the page, and stay there as more come', () => {
  expect(spanOf(ids, atNewest)).toEqual({ from: 1000 - WINDOW, to: 1000 });
  expect(spanOf(many(1001), atNewest)).toEqual({ from: 1001 - WINDOW, to: 1001 });
  expect(spanOf(many(3), atNewest)).toEqual({ from: 0, to: 3 });
});

test('it walks to the first and back to the newest without ever holding more', () => {
  let window = atNewest;
  const seen = new Set<MessageId>();
  for (let n = 0; n < 100; n += 1) {
    window = older(window);
    const { from, to } = spanOf(ids, window);
    expect(to - from).toBe(WINDOW);
    for (const id of ids.slice(from, to)) seen.add(id);
  }
  expect(spanOf(ids, window).from).toBe(0);
  expect(seen.size).toBe(1000 - STEP);
  for (let n = 0; n < 100; n += 1) window = newer(window);
  expect(window).toEqual(atNewest);
});

test('where one reads nothing moves when older and newer ones join', () => {
  const window = older(older(atNewest));
  const { from, to } = spanOf(ids, window);
  const joined = ['before' as MessageId, ...ids, 'after' as MessageId];
  expect(spanOf(joined, window)).toEqual({ from: from + 1, to: to + 1 });
});

test('at either end there is no step further', () => {
  expect(newer(atNewest)).toBe(atNewest);
  const few = many(5);
  expect(moved(few, atNewest, { to: 'older', keep: false })).toBe(atNewest);
});

test('while words are selected nothing leaves, and afterwards it is as many as ever', () => {
  const wide = older(older(atNewest, true), true);
  expect(spanOf(ids, wide)).toEqual({ from: 1000 - WINDOW - 2 * STEP, to: 1000 });
  const { from, to } = spanOf(ids, older(wide));
  expect(to - from).toBe(WINDOW);
});

test('a message is brought into the middle, or as near as the ends allow', () => {
  const { from, to } = spanOf(ids, around(ids, 'm500' as MessageId));
  expect([from, to]).toEqual([500 - WINDOW / 2, 500 + WINDOW / 2]);
  expect(spanOf(ids, around(ids, 'm3' as MessageId)).from).toBe(0);
  expect(around(ids, 'm999' as MessageId)).toEqual(atNewest);
});

test('when the message it began with went, it is at the newest again', () => {
  const window = around(ids, 'm500' as MessageId);
  expect(spanOf(many(300), window)).toEqual({ from: 300 - WINDOW, to: 300 });
});
