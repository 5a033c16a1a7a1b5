import { expect, test, vi } from 'vitest';
import { makeStore } from './store.ts';

const counter = () => makeStore((state: number, by: number) => state + by, 0);

test('listeners hear of changes and of nothing else', () => {
  const store = counter();
  const heard = vi.fn<() => void>();
  store.subscribe(heard);
  store.send(0);
  expect(heard).not.toHaveBeenCalled();
  store.send(2);
  expect(heard).toHaveBeenCalledOnce();
  expect(store.get()).toBe(2);
});

test('stopping twice is stopping once', () => {
  const store = counter();
  const heard = vi.fn<() => void>();
  const stop = store.subscribe(heard);
  stop();
  stop();
  store.send(1);
  expect(heard).not.toHaveBeenCalled();
});
