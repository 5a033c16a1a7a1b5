import { CannotClean } from './refusal.ts';

/** Reads numbers and short texts out of a file; whatever lies outside it ends the cleaning as `broken`. */
export interface View {
  readonly bytes: Uint8Array;
  readonly u8: (at: number) => number;
  readonly u16: (at: number, little?: boolean) => number;
  readonly u32: (at: number, little?: boolean) => number;
  /** Refuses numbers that JavaScript cannot count. */
  readonly u64: (at: number) => number;
  /** Latin-1, so that every byte is one sign. */
  readonly text: (at: number, length: number) => string;
}

export function viewOf(bytes: Uint8Array): View {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const inside = (at: number, length: number): number => {
    if (!Number.isSafeInteger(at) || at < 0 || at + length > bytes.length) {
      throw new CannotClean('broken');
    }
    return at;
  };
  return {
    bytes,
    u8: (at) => data.getUint8(inside(at, 1)),
    u16: (at, little) => data.getUint16(inside(at, 2), little),
    u32: (at, little) => data.getUint32(inside(at, 4), little),
    u64: (at) => {
      const value = Number(data.getBigUint64(inside(at, 8)));
      if (!Number.isSafeInteger(value)) throw new CannotClean('broken');
      return value;
    },
    text: (at, length) => latin1(bytes.subarray(inside(at, length), at + length)),
  };
}

/** Each byte as the sign of the same number. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return text;
}

const PIECE = 8192;

/** Parts of a file put together again. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
