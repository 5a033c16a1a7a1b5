import { expect, test } from 'vitest';
import { makeMirror, type Write } from './mirror.ts';

function mirror() {
  const writes: Write[] = [];
  return { writes, ...makeMirror({ session: {}, local: null }, (write) => writes.push(write)) };
}

test('what is to leave waits for every earlier write, keeps its order, and waits for no later one', () => {
  const { session, afterWrites, confirm, writes } = mirror();
  const left: string[] = [];
  afterWrites(() => left.push('before'));
  expect(left).toEqual(['before']);
  session?.setItem('tab', '1');
  session?.setItem('tab', '2');
  afterWrites(() => left.push('second'));
  session?.setItem('tab', '3');
  afterWrites(() => left.push('third'));
  expect(writes.map(({ rev, value }) => [rev, value])).toEqual([
    [1, '1'],
    [2, '2'],
    [3, '3'],
  ]);
  confirm(1);
  expect(left).toEqual(['before']);
  confirm(2);
  expect(left).toEqual(['before', 'second']);
  afterWrites(() => left.push('fourth'));
  confirm(3);
  confirm(3);
  expect(left).toEqual(['before', 'second', 'third', 'fourth']);
});

test('it answers with what was handed over and written since, and has no storage where the page has none', () => {
  const both = makeMirror({ session: { tab: 'old' }, local: null }, () => undefined);
  expect(both.local).toBeNull();
  expect(both.session?.getItem('tab')).toBe('old');
  both.session?.setItem('tab', 'new');
  expect(both.session?.getItem('tab')).toBe('new');
  expect(both.session?.getItem('other')).toBeNull();
});
