import { expect, test } from 'vitest';
import { grouped, groupsOf, judgeCode } from './code.ts';

const whole = '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA';

test('what is typed falls into groups of four, whatever stands between', () => {
  expect(grouped('7k4mqx2r 9')).toBe('7K4M-QX2R-9');
  expect(grouped('7K4M–QX2R')).toBe('7K4M-QX2R');
  expect(grouped(grouped('7k4mq'))).toBe('7K4M-Q');
});

test('letters people mix up are read as the vault reads them', () => {
  expect(grouped('oil0')).toBe('0110');
});

test('a sign that stands in no code is named at once', () => {
  expect(judgeCode('7K4U')).toEqual({ state: 'typo', letter: 'U' });
  expect(judgeCode('7#')).toEqual({ state: 'typo', letter: '#' });
});

test('says how much is left, when it is complete, and when it is too much', () => {
  expect(judgeCode('')).toEqual({ state: 'empty' });
  expect(judgeCode('7K4M')).toEqual({ state: 'short', left: 24 });
  expect(judgeCode(whole)).toEqual({ state: 'complete' });
  expect(judgeCode(`${whole}A`)).toEqual({ state: 'over' });
});

test('a code without separators is cut in fours', () => {
  expect(groupsOf('AAAABBBB')).toEqual(['AAAA', 'BBBB']);
});
