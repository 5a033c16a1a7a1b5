/** Digits that people compare by eye or by voice. */
const GROUP_BYTES = 5;

/** The first `count` groups of a hash: BE40(hash[5i..5i+5]) mod 100,000 with five digits each, joined by spaces (PROTOCOL §1). */
export function digitGroups(hash: Uint8Array, count: number): string {
  const group = (_: unknown, i: number): string => {
    const bytes = hash.subarray(GROUP_BYTES * i, GROUP_BYTES * (i + 1));
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, '0');
  };
  return Array.from({ length: count }, group).join(' ');
}
