import { expect, test } from 'vitest';
import type { CarrierRequest } from '../../contract/carrier.ts';
import { parseRequest } from './schemas.ts';

const id = 'a'.repeat(32);
const bytes = (length: number): Uint8Array => new Uint8Array(length);

const takes = (name: CarrierRequest, input: unknown): boolean => {
  try {
    parseRequest(name, input);
    return true;
  } catch {
    return false;
  }
};

test('what becomes part of a file name is a number from 0 on or 32 hex digits, and nothing else', () => {
  const tricks = [
    '../header',
    '..',
    '/etc/passwd',
    'a'.repeat(31),
    'A'.repeat(32),
    `${id}/..`,
    `${id}\n`,
    `${id}.part`,
    '1',
    -1,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    1n,
    { toString: () => '1' },
    [1],
  ];
  for (const trick of tricks) {
    const inputs: readonly (readonly [CarrierRequest, unknown])[] = [
      ['readKeyring', { number: trick }],
      ['writeKeyring', { number: trick, bytes: bytes(1) }],
      ['openJournal', { generation: trick, fresh: true }],
      ['append', { generation: trick, entries: [] }],
      ['replay', { generation: trick, from: 0 }],
      ['keepOnly', { generation: trick, keyring: 1 }],
      ['keepOnly', { generation: 1, keyring: trick }],
      ['putChunk', { file: trick, index: 0, bytes: bytes(1) }],
      ['endFile', { file: trick }],
      ['readChunk', { file: trick, index: 0 }],
      ['dropFiles', { files: [id, trick] }],
    ];
    for (const [name, input] of inputs) {
      expect(takes(name, input), `${name} ${String(trick)}`).toBe(false);
    }
  }
});

test('a list made to look like bytes is not bytes', () => {
  for (const entry of [{ length: 3, 0: 1 }, [1, 2, 3], new ArrayBuffer(3)]) {
    expect(takes('append', { generation: 1, entries: [entry] })).toBe(false);
    expect(takes('putChunk', { file: id, index: 0, bytes: entry })).toBe(false);
  }
});
