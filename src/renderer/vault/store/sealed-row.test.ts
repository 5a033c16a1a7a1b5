import { expect, test } from 'vitest';
import { RowId } from '../../../../protocol/ids.ts';
import { MAX_ROW_BYTES, ROW_PAD } from '../limits.ts';
import { openRow, rowIdOf, sealRow, type RowName } from './sealed-row.ts';

const key = new Uint8Array(32).fill(1);
const id = RowId('0'.repeat(32));
const name: RowName = { table: 'message', id, version: 3 };

test('a row opens as what it was sealed as', () => {
  const value = { text: 'Grüße \u0080 ☂', n: 1 };
  expect(openRow(key, name, sealRow(key, name, value))).toEqual({ value });
});

test('a row does not open under another id, table, version or key', () => {
  const sealed = sealRow(key, name, { text: 'x' });
  expect(openRow(key, { ...name, id: RowId('1'.repeat(32)) }, sealed)).toBeNull();
  expect(openRow(key, { ...name, table: 'case' }, sealed)).toBeNull();
  expect(openRow(key, { ...name, version: 2 }, sealed)).toBeNull();
  expect(openRow(new Uint8Array(32).fill(2), name, sealed)).toBeNull();
  expect(openRow(key, name, sealed.subarray(0, 20))).toBeNull();
});

test('the size of a row tells its length in steps only', () => {
  const sizes = new Set([1, 50, 100, 200].map((n) => sealRow(key, name, 'x'.repeat(n)).length));
  expect(sizes).toEqual(new Set([24 + 16 + ROW_PAD]));
});

test('sealing the same twice gives different bytes', () => {
  expect(sealRow(key, name, 'x')).not.toEqual(sealRow(key, name, 'x'));
});

test('a row larger than the bound is our own bug', () => {
  expect(() => sealRow(key, name, 'x'.repeat(MAX_ROW_BYTES))).toThrow(RangeError);
});

test('row names follow from key, table and meaning, and from nothing else', () => {
  const first = rowIdOf(key, 'message', 'a/b');
  expect(rowIdOf(key, 'message', 'a/b')).toBe(first);
  const others = [
    rowIdOf(key, 'case', 'a/b'),
    rowIdOf(key, 'message', 'a/c'),
    rowIdOf(new Uint8Array(32), 'message', 'a/b'),
  ];
  expect(others).not.toContain(first);
});
