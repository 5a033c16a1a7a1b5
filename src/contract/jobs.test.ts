import { expect, test } from 'vitest';
import { readErrandEnd } from './jobs.ts';

test('what a page has left to be said is read back, and nothing else is', () => {
  const left = { what: 'backup', state: 'disk-full' };
  expect(readErrandEnd(structuredClone(left))).toEqual(left);
  expect(readErrandEnd({ what: 'restore', state: 'unheard' })).toEqual({
    what: 'restore',
    state: 'failed',
  });
  for (const other of [null, 'backup', { state: 'done' }, { what: 'lunch', state: 'done' }]) {
    expect(readErrandEnd(other)).toBeNull();
  }
});
