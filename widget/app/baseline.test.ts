import { expect, test } from 'vitest';
import { fillBaseline } from './baseline.ts';

test('a browser without Map.groupBy gets one that groups as the standard’s does', () => {
  const own = Map.groupBy;
  const items = [3, 1, 4, 1, 5, 9, 2, 6];
  const expected = own(items, (n, i) => (n + i) % 3);
  try {
    Reflect.deleteProperty(Map, 'groupBy');
    fillBaseline();
    expect(Map.groupBy).not.toBe(own);
    expect(Map.groupBy(items, (n, i) => (n + i) % 3)).toEqual(expected);
  } finally {
    Object.defineProperty(Map, 'groupBy', { value: own, configurable: true, writable: true });
  }
});
