import { expect, test } from 'vitest';
import { inLine } from './in-line.ts';

test('one at a time and in order, but what is urgent goes before whatever waits', async () => {
  const line = inLine();
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const order: string[] = [];
  let inside = 0;
  const work = (name: string) => async (): Promise<void> => {
    inside += 1;
    expect(inside).toBe(1);
    order.push(name);
    if (name === 'first') await held;
    inside -= 1;
  };
  const all = [
    line(work('first')),
    line(work('text')),
    line(work('removal'), true),
    line(work('another removal'), true),
    line(work('role')),
  ];
  letGo();
  await Promise.all(all);
  expect(order).toEqual(['first', 'removal', 'another removal', 'text', 'role']);
});

test('one that fails fails for whoever asked, and the next comes all the same', async () => {
  const line = inLine();
  const fails = line(async () => {
    throw new Error('no');
  });
  const after = line(async () => 'here');
  await expect(fails).rejects.toThrow('no');
  expect(await after).toBe('here');
  expect(await line(async () => 'again')).toBe('again');
});
