import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkFiles, JOURNALS, KEYRINGS } from './names.ts';

test('a number comes back from its name; 0 has none', () => {
  expect([JOURNALS.name(0), JOURNALS.name(7), KEYRINGS.name(12)]).toEqual([
    'journal',
    'journal-7',
    'keyring-12',
  ]);
  fc.assert(
    fc.property(fc.maxSafeNat(), (number) => {
      expect(KEYRINGS.numberIn(KEYRINGS.name(number))).toBe(number);
    }),
  );
});

test('only whole numbers from 0 on make a name', () => {
  for (const number of [-1, 1.5, Number.NaN, Infinity, 2 ** 53, '../header' as never]) {
    expect(() => JOURNALS.name(number)).toThrow('no such file');
  }
});

test('names of other files are no numbers', () => {
  for (const name of [
    'journal-',
    'journal-0',
    'journal-01',
    'journal-1.tmp',
    'keyring',
    'journal-1\n',
  ]) {
    expect(JOURNALS.numberIn(name), name).toBeNull();
  }
});

test('a chunk file is called by 32 hex digits', () => {
  const id = 'a0'.repeat(16);
  expect(chunkFiles([id, 'A0'.repeat(16), `${id}.tmp`, '..', 'header'])).toEqual([id]);
});
