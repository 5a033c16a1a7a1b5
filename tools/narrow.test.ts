import { expect, test } from 'vitest';
import { narrow } from './narrow.ts';

const folder = 'tests/fault';

test('without a name, the whole folder runs', () => {
  expect(narrow(folder, [])).toEqual([folder]);
  expect(narrow(folder, ['-t', 'whole'])).toEqual([folder, '-t', 'whole']);
});

test('a name runs what has it in the folder, and nothing else', () => {
  expect(narrow(folder, ['relay-kill'])).toEqual(['tests/fault/relay-kill.test.ts']);
  expect(narrow(folder, ['tests/fault/relay-kill.test.ts', '--bail=1'])).toEqual([
    'tests/fault/relay-kill.test.ts',
    '--bail=1',
  ]);
});

test('the value of an option stays its value', () => {
  expect(narrow(folder, ['-t', 'proxy', '--retry', '1', 'relay-kill'])).toEqual([
    '-t',
    'proxy',
    '--retry',
    '1',
    'tests/fault/relay-kill.test.ts',
  ]);
});

test('a name that nothing has is refused, and does not run everything', () => {
  expect(() => narrow(folder, ['relay-kilt'])).toThrow('relay-kilt');
  expect(() => narrow(folder, ['protocol'])).toThrow('protocol');
});
