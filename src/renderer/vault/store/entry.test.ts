import fc from 'fast-check';
import { sha512 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { MAX_ENTRY_ROWS, MAX_ROW_BYTES } from '../limits.ts';
import { chainKeyOf, NO_ENTRIES, readEntry, writeEntry, type Chain, type Entry } from './entry.ts';

const chain: Chain = {
  chainKey: chainKeyOf(new Uint8Array(32).fill(7), 1),
  hash: (sealed) => sha512(sealed).slice(0, 32),
};

const id16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
const row: fc.Arbitrary<SealedRow> = fc.record({
  id: id16.map((bytes) => RowId.of(bytes)),
  bucket: id16.map((bytes) => BucketId.of(bytes)),
  seq: fc.maxSafeNat(),
  version: fc.maxSafeNat(),
  sealed: fc.uint8Array({ maxLength: 300 }),
});
const entry: fc.Arbitrary<Entry> = fc.record({
  kind: fc.constantFrom('changes', 'base', 'base-end'),
  keyring: fc.maxSafeNat(),
  rows: fc.array(row, { maxLength: 8 }),
});

test('whatever is written is read back the same, entry after entry', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
      let written = NO_ENTRIES;
      let read = NO_ENTRIES;
      for (const one of entries) {
        const out = writeEntry(one, written, chain);
        const back = readEntry(out.bytes, read, chain);
        expect({ kind: back.kind, keyring: back.keyring, rows: back.rows }).toEqual(one);
        expect(back.head).toEqual(out.head);
        written = out.head;
        read = back.head;
      }
    }),
  );
});

test('a changed byte anywhere is refused', () => {
  fc.assert(
    fc.property(entry, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, at, change) => {
      const { bytes } = writeEntry(one, NO_ENTRIES, chain);
      const index = at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ change;
      expect(() => readEntry(bytes, NO_ENTRIES, chain)).toThrow(ProtocolError);
    }),
  );
});

test('an entry left out, moved, repeated or from another vault is refused', () => {
  const rows: readonly SealedRow[] = [];
  const first = writeEntry({ kind: 'changes', keyring: 1, rows }, NO_ENTRIES, chain);
  const second = writeEntry({ kind: 'changes', keyring: 1, rows }, first.head, chain);
  expect(() => readEntry(second.bytes, NO_ENTRIES, chain)).toThrow('forked');
  expect(() => readEntry(first.bytes, first.head, chain)).toThrow('forked');
  const other: Chain = { ...chain, chainKey: chainKeyOf(new Uint8Array(32).fill(8), 1) };
  expect(() => readEntry(first.bytes, NO_ENTRIES, other)).toThrow('forked');
});

test('an entry of another generation of the same vault is refused', () => {
  const other: Chain = { ...chain, chainKey: chainKeyOf(new Uint8Array(32).fill(7), 2) };
  const { bytes } = writeEntry({ kind: 'changes', keyring: 1, rows: [] }, NO_ENTRIES, chain);
  expect(() => readEntry(bytes, NO_ENTRIES, other)).toThrow('forked');
});

test('an entry does not follow another first entry of the same vault', () => {
  const one = writeEntry({ kind: 'changes', keyring: 1, rows: [] }, NO_ENTRIES, chain);
  const other = writeEntry({ kind: 'changes', keyring: 2, rows: [] }, NO_ENTRIES, chain);
  const second = writeEntry({ kind: 'changes', keyring: 2, rows: [] }, one.head, chain);
  expect(readEntry(second.bytes, one.head, chain).head).toEqual(second.head);
  expect(() => readEntry(second.bytes, other.head, chain)).toThrow('forked');
});

test('anything that is not an entry is refused and never crashes the reader', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(() => readEntry(bytes, NO_ENTRIES, chain)).toThrow(ProtocolError);
    }),
  );
});

test('the bounds of rows and of one row hold', () => {
  const one: SealedRow = {
    id: RowId('0'.repeat(32)),
    bucket: BucketId('0'.repeat(32)),
    seq: 0,
    version: 1,
    sealed: new Uint8Array(0),
  };
  const many = Array.from({ length: MAX_ENTRY_ROWS + 1 }, () => one);
  expect(() => writeEntry({ kind: 'changes', keyring: 1, rows: many }, NO_ENTRIES, chain)).toThrow(
    RangeError,
  );
  const large = { ...one, sealed: new Uint8Array(MAX_ROW_BYTES + 65) };
  const { bytes } = writeEntry({ kind: 'changes', keyring: 1, rows: [large] }, NO_ENTRIES, chain);
  expect(() => readEntry(bytes, NO_ENTRIES, chain)).toThrow('too-large');
});
