import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAD_BUCKETS } from '../limits.ts';
import { pad, unpad } from './pad.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`padding properties: seed ${seed}`);

test('padding comes off again, whatever the body ends with', () => {
  const body = fc.uint8Array({ maxLength: 70_000, size: 'max' });
  fc.assert(
    fc.property(body, fc.constantFrom(0, 0x80, 1), (start, last) => {
      const m = Uint8Array.from([...start.subarray(0, 65_534), last]);
      expect(unpad(pad(m))).toEqual(m);
    }),
    { seed, numRuns: 50 },
  );
});

test.each([
  [0, 1024],
  [1023, 1024],
  [1024, 4096],
  [4095, 4096],
  [4096, 16_384],
  [16_384, 65_536],
  [65_535, 65_536],
])('a body of %i bytes goes into the %i bucket', (length, bucket) => {
  expect(pad(new Uint8Array(length)).length).toBe(bucket);
});

test('no mark, a wrong mark and any other length are refused alike', () => {
  const refused = [
    new Uint8Array(0),
    new Uint8Array(1024),
    new Uint8Array(1024).fill(1),
    Uint8Array.of(0x80),
    pad(new Uint8Array(5)).subarray(0, 1000),
  ];
  for (const bytes of refused) expect(() => unpad(bytes)).toThrow(/^cannot-open$/);
  expect(PAD_BUCKETS.map((size) => unpad(pad(new Uint8Array(size - 1))).length)).toEqual(
    PAD_BUCKETS.map((size) => size - 1),
  );
});
