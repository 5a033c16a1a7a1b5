import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError, type ProtocolErrorCode } from '../errors.ts';
import { ID_BYTES, idBytes, type Id } from '../ids.ts';

/** Appends fixed binary fields. Integers are big-endian (PROTOCOL §6). */
export class Writer {
  readonly #parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.#integer(value, 1);
  }

  u16(value: number): this {
    return this.#integer(value, 2);
  }

  u32(value: number): this {
    return this.#integer(value, 4);
  }

  /** Any safe integer from 0. */
  u64(value: number): this {
    return this.#integer(value, 8);
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  /** Bytes whose length the layout fixes; a wrong length is our own bug and throws. */
  exact(bytes: Uint8Array, length: number): this {
    if (bytes.length !== length) throw new RangeError(`field of ${bytes.length}, not ${length}`);
    return this.raw(bytes);
  }

  id(id: Id): this {
    return this.raw(idBytes(id));
  }

  /** u8 length, then the bytes. */
  short(bytes: Uint8Array): this {
    return this.u8(bytes.length).raw(bytes);
  }

  /** u16 length, then the bytes. */
  medium(bytes: Uint8Array): this {
    return this.u16(bytes.length).raw(bytes);
  }

  /** u32 length, then the bytes. */
  long(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes);
  }

  shortText(text: string): this {
    return this.short(utf8ToBytes(text));
  }

  mediumText(text: string): this {
    return this.medium(utf8ToBytes(text));
  }

  done(): Uint8Array {
    return concatBytes(...this.#parts);
  }

  #integer(value: number, bytes: 1 | 2 | 4 | 8): this {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * bytes)) {
      throw new RangeError(`${bytes}-byte integer out of range`);
    }
    const field = new Uint8Array(bytes);
    for (let rest = value, at = bytes - 1; at >= 0; at -= 1) {
      field[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return this.raw(field);
  }
}

/**
 * Takes fixed binary fields off untrusted bytes.
 *
 * Every refusal is one {@link ProtocolError} with the code given at construction and the name of
 * the field. Call {@link Reader.end} last: bytes left over are refused too. Arrays are copies, of a
 * Buffer too (its own `slice` would be a window onto memory that others use).
 */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #code: ProtocolErrorCode;
  #at = 0;

  constructor(bytes: Uint8Array, code: ProtocolErrorCode = 'bad-frame') {
    this.#bytes = bytes;
    this.#code = code;
  }

  u8(field: string): number {
    return this.#integer(1, field);
  }

  u16(field: string): number {
    return this.#integer(2, field);
  }

  u32(field: string): number {
    return this.#integer(4, field);
  }

  /** Refuses what is above 2^53-1: no time and no counter of ours reaches it. */
  u64(field: string): number {
    const value = this.#integer(8, field);
    if (!Number.isSafeInteger(value)) throw new ProtocolError(this.#code, field);
    return value;
  }

  raw(length: number, field: string): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new ProtocolError(this.#code, field);
    const taken = new Uint8Array(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return taken;
  }

  id<T>(kind: { readonly of: (bytes: Uint8Array) => T }, field: string): T {
    return kind.of(this.raw(ID_BYTES, field));
  }

  short(field: string): Uint8Array {
    return this.raw(this.u8(field), field);
  }

  medium(field: string): Uint8Array {
    return this.raw(this.u16(field), field);
  }

  long(field: string, max: number): Uint8Array {
    const length = this.u32(field);
    if (length > max) throw new ProtocolError('too-large', field);
    return this.raw(length, field);
  }

  shortText(field: string): string {
    return this.#text(this.short(field), field);
  }

  mediumText(field: string): string {
    return this.#text(this.medium(field), field);
  }

  /** A boolean in one byte; anything but 0 and 1 is refused, so every value has one encoding. */
  flag(field: string): boolean {
    const value = this.u8(field);
    if (value > 1) throw new ProtocolError(this.#code, field);
    return value === 1;
  }

  /** What is left, at most `max` bytes. */
  rest(field: string, max: number): Uint8Array {
    const length = this.#bytes.length - this.#at;
    if (length > max) throw new ProtocolError('too-large', field);
    return this.raw(length, field);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new ProtocolError(this.#code, 'end');
  }

  #integer(bytes: number, field: string): number {
    let value = 0;
    for (const byte of this.raw(bytes, field)) value = value * 256 + byte;
    return value;
  }

  #text(bytes: Uint8Array, field: string): string {
    try {
      return utf8.decode(bytes);
    } catch {
      throw new ProtocolError(this.#code, field);
    }
  }
}

/** The number as it is, or `too-large` above `max`. */
export const upTo = (count: number, max: number, field: string): number => {
  if (count > max) throw new ProtocolError('too-large', field);
  return count;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
