/** Vault, search: bytes that are added one after the other, and the numbers written with them (varints of distances). */

export class ByteList {
  #bytes: Uint8Array;
  length = 0;

  constructor(room = 1024) {
    this.#bytes = new Uint8Array(room);
  }

  /** A number from 0 to 2^32-1, seven bits to a byte, the lowest first. */
  number(value: number): void {
    if (this.length + 5 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.length] = (rest & 0x7f) | 0x80;
      this.length += 1;
      rest >>>= 7;
    }
    this.#bytes[this.length] = rest;
    this.length += 1;
  }

  /** What was added so far; a view, good until more is added. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** Overwrites everything: these bytes say who wrote what. */
  wipe(): void {
    this.#bytes.fill(0);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes.fill(0);
    this.#bytes = larger;
  }
}

/** Calls for each number of an ascending list written as distances. */
export function eachIn(
  bytes: Uint8Array,
  place: { readonly from: number; readonly to: number },
  found: (number: number) => void,
): void {
  let number = -1;
  let at = place.from;
  while (at < place.to) {
    let byte = bytes[at] ?? 0;
    let distance = byte & 0x7f;
    at += 1;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[at] ?? 0;
      distance |= (byte & 0x7f) << shift;
      at += 1;
    }
    number += distance;
    found(number);
  }
}
