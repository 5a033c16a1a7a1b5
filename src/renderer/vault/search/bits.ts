/** Vault, search: sets of record numbers of one segment, one bit each. */
export type Bits = Uint32Array;

export const noBits = (size: number): Bits => new Uint32Array(Math.ceil(size / 32));

export const setBit = (bits: Bits, n: number): void => {
  bits[n >>> 5] = (bits[n >>> 5] ?? 0) | (1 << (n & 31));
};

export const hasBit = (bits: Bits, n: number): boolean =>
  ((bits[n >>> 5] ?? 0) & (1 << (n & 31))) !== 0;

/** Leaves in `bits` what is in `others` too. */
export function keepIn(bits: Bits, others: Bits): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) & (others[i] ?? 0);
}

/** Takes out of `bits` what is in `others`. */
export function takeOut(bits: Bits, others: Bits): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) & ~(others[i] ?? 0);
}

/** Adds `others` to `bits`. */
export function addTo(bits: Bits, others: Bits): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) | (others[i] ?? 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) {
    for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}

/** Calls for each number, the highest first. */
export function eachBitDown(bits: Bits, found: (n: number) => void): void {
  for (let i = bits.length - 1; i >= 0; i -= 1) {
    for (let rest = bits[i] ?? 0; rest !== 0;) {
      const bit = 31 - Math.clz32(rest);
      found(i * 32 + bit);
      rest &= ~(1 << bit);
    }
  }
}
