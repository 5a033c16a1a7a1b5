import { expect, test } from 'vitest';
import { sha512 } from '@noble/hashes/sha2.js';
import { ARGON_CEILING, ARGON_FLOOR } from '../limits.ts';
import {
  newHeaderKeys,
  openHeader,
  readHeaderState,
  writeHeader,
  type HeaderState,
} from './header.ts';

const kek = new Uint8Array(32).fill(1);
const state: HeaderState = { work: ARGON_FLOOR, salt: new Uint8Array(16).fill(2), founding: false };
const keys = newHeaderKeys();
const header = writeHeader(state, { ...keys, kek });

/** The same bytes with one changed, and the checksum made right again as an attacker would. */
function changed(at: number, value: (before: number) => number): Uint8Array {
  const bytes = header.slice();
  bytes[at] = value(bytes[at] ?? 0);
  bytes.set(sha512(bytes.subarray(0, -8)).subarray(0, 8), bytes.length - 8);
  return bytes;
}

const MEMORY = 5;
const PASSES = 9;

test('the right key opens the header, another one does not', () => {
  expect(openHeader(header, kek)).toEqual(keys);
  expect(openHeader(header, new Uint8Array(32))).toBe('wrong');
  expect(readHeaderState(header)).toEqual(state);
});

test('a damaged file is called damaged, not a wrong passphrase', () => {
  for (const at of [0, 6, 40, header.length - 1]) {
    const bytes = header.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(openHeader(bytes, kek)).toBe('damaged');
  }
  expect(openHeader(header.subarray(1), kek)).toBe('damaged');
  expect(openHeader(new Uint8Array(0), kek)).toBe('damaged');
});

test('work below the compiled floor is refused before anything is derived', () => {
  // 65,536 KiB is 0x00010000: one bit less is a weakened header.
  const weak = changed(MEMORY + 1, () => 0);
  expect(readHeaderState(weak)).toBeNull();
  expect(openHeader(weak, kek)).toBe('damaged');
  expect(
    openHeader(
      changed(PASSES + 3, () => 2),
      kek,
    ),
  ).toBe('damaged');
  const greedy = changed(MEMORY, () => 0xff);
  expect(openHeader(greedy, kek)).toBe('damaged');
  expect(() =>
    writeHeader({ ...state, work: { ...ARGON_FLOOR, passes: 1 } }, { ...keys, kek }),
  ).toThrow(RangeError);
  const above = { ...ARGON_CEILING, memory: ARGON_CEILING.memory * 2 };
  expect(() => writeHeader({ ...state, work: above }, { ...keys, kek })).toThrow(RangeError);
});

test('changing any byte never opens, whatever the checksum says', () => {
  for (let at = 0; at < header.length - 8; at += 1) {
    const outcome = openHeader(
      changed(at, (before) => before ^ 1),
      kek,
    );
    expect(['wrong', 'damaged'], `byte ${at}`).toContain(outcome);
  }
});

test('the founding mark is in clear and authenticated', () => {
  const founding = writeHeader({ ...state, founding: true }, { ...keys, kek });
  expect(readHeaderState(founding)?.founding).toBe(true);
  expect(openHeader(founding, kek)).toEqual(keys);
});
