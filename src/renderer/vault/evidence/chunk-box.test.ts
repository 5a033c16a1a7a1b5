import fc from 'fast-check';
import { expect, test } from 'vitest';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { loadBox, openChunk, sealChunk, type Place } from './chunk-box.ts';

const lib = await loadBox();
const key = platformRandom(32);
const bytesOf = fc.uint8Array({ minLength: 1, maxLength: 300 });
const place = fc.record({ index: fc.nat({ max: 40_000 }), last: fc.boolean() });
const seal = (at: Place, bytes: Uint8Array): Uint8Array =>
  sealChunk(lib, key, { place: at, bytes, random: platformRandom });

test('a chunk opens in its own place and nowhere else', () => {
  fc.assert(
    fc.property(place, place, bytesOf, (at, elsewhere, bytes) => {
      const sealed = seal(at, bytes);
      expect(openChunk(lib, key, { place: at, sealed })).toEqual(bytes);
      const isSame = at.index === elsewhere.index && at.last === elsewhere.last;
      const moved = openChunk(lib, key, { place: elsewhere, sealed });
      expect(moved).toEqual(isSame ? bytes : null);
    }),
  );
});

test('the same bytes are sealed differently each time, and one changed bit opens nothing', () => {
  const at = { index: 3, last: false };
  const bytes = platformRandom(100);
  const sealed = seal(at, bytes);
  expect(seal(at, bytes)).not.toEqual(sealed);
  for (const position of [0, 23, 24, 40, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[position] = (changed[position] ?? 0) ^ 1;
    expect(openChunk(lib, key, { place: at, sealed: changed })).toBeNull();
  }
  for (const length of [0, 24, 40, sealed.length - 1]) {
    const cut = sealed.slice(0, length);
    expect(openChunk(lib, key, { place: at, sealed: cut })).toBeNull();
  }
  expect(openChunk(lib, platformRandom(32), { place: at, sealed })).toBeNull();
});
