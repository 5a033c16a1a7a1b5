/** Vault, erase: a sorted set of names of equal length, packed. A million of them take 16 MB and twenty comparisons. */
import { TOMBSTONE_BYTES as SIZE } from '../limits.ts';

/** Packed and sorted, each once. */
export type Stones = Uint8Array;

export const noStones: Stones = new Uint8Array(0);

export const countOf = (stones: Stones): number => stones.length / SIZE;

export function includes(stones: Stones, one: Uint8Array): boolean {
  let low = 0;
  let high = countOf(stones);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(stones, middle * SIZE, one, 0);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** Sorts and packs; what occurs twice stands once. Another length is our own bug and throws. */
export function packed(names: readonly Uint8Array[]): Stones {
  if (names.some(({ length }) => length !== SIZE)) throw new RangeError('not a tombstone');
  const sorted = names.toSorted((a, b) => compare(a, 0, b, 0));
  const once = sorted.filter(
    (name, i) => i === 0 || compare(name, 0, sorted[i - 1] ?? name, 0) !== 0,
  );
  const bytes = new Uint8Array(once.length * SIZE);
  for (const [i, name] of once.entries()) bytes.set(name, i * SIZE);
  return bytes;
}

/** Both sets in one. */
export function merged(a: Stones, b: Stones): Stones {
  const bytes = new Uint8Array(a.length + b.length);
  let [i, j, end] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const order = i === a.length ? 1 : j === b.length ? -1 : compare(a, i, b, j);
    const [from, at] = order <= 0 ? [a, i] : [b, j];
    bytes.set(from.subarray(at, at + SIZE), end);
    end += SIZE;
    if (order <= 0) i += SIZE;
    if (order >= 0) j += SIZE;
  }
  return bytes.slice(0, end);
}

export function* each(stones: Stones): Generator<Uint8Array> {
  for (let at = 0; at < stones.length; at += SIZE) yield stones.subarray(at, at + SIZE);
}

function compare(a: Uint8Array, i: number, b: Uint8Array, j: number): number {
  for (let k = 0; k < SIZE; k += 1) {
    const difference = (a[i + k] ?? 0) - (b[j + k] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
