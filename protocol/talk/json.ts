import { hexToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';

/** Strict readers of JSON fields that came out of an envelope. Every refusal is `bad-body` or `too-large`. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads one field of an object. */
export type FieldReader<T> = (fields: Fields, name: string) => T;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The object these bytes spell in UTF-8 JSON. */
export function parseObject(bytes: Uint8Array): Fields {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new ProtocolError('bad-body', 'json');
  }
  return asFields(value, 'json');
}

export function asFields(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError('bad-body', at);
  }
  return value as Fields;
}

export const object: FieldReader<Fields> = (fields, name) => asFields(own(fields, name), name);

/** A whole number from `min` to 2^53−1. */
export const integerFrom =
  (min: number, max = Number.MAX_SAFE_INTEGER): FieldReader<number> =>
  (fields, name) => {
    const value = own(fields, name);
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
      throw new ProtocolError('bad-body', name);
    }
    return value as number;
  };

export const integer: FieldReader<number> = integerFrom(0);

export const flag: FieldReader<boolean> = (fields, name) => {
  const value = own(fields, name);
  if (typeof value !== 'boolean') throw new ProtocolError('bad-body', name);
  return value;
};

/** Text of 1 to `max` code points. Lone surrogates become U+FFFD, so what is shown is well-formed. */
export const textUpTo =
  (max: number): FieldReader<string> =>
  (fields, name) => {
    const value = string(fields, name);
    if (value.length > 2 * max || codePoints(value) > max)
      throw new ProtocolError('too-large', name);
    if (value === '') throw new ProtocolError('bad-body', name);
    return value.replace(LONE_SURROGATE, '\uFFFD');
  };

const codePoints = (text: string): number => Array.from(text).length;

export const string: FieldReader<string> = (fields, name) => {
  const value = own(fields, name);
  if (typeof value !== 'string') throw new ProtocolError('bad-body', name);
  return value;
};

export const matching =
  (shape: RegExp): FieldReader<string> =>
  (fields, name) => {
    const value = string(fields, name);
    if (!shape.test(value)) throw new ProtocolError('bad-body', name);
    return value;
  };

export const oneOf =
  <const T extends string>(options: readonly T[]): FieldReader<T> =>
  (fields, name) => {
    const value = own(fields, name);
    const found = options.find((option) => option === value);
    if (found === undefined) throw new ProtocolError('bad-body', name);
    return found;
  };

/** Bytes written as lower-case hex. */
export const hex =
  (length: number): FieldReader<Uint8Array> =>
  (fields, name) => {
    const value = string(fields, name);
    if (value.length !== 2 * length || !HEX.test(value)) throw new ProtocolError('bad-body', name);
    return hexToBytes(value);
  };

/** The same of at most so many bytes. */
export const hexUpTo =
  (most: number): FieldReader<Uint8Array> =>
  (fields, name) => {
    const value = string(fields, name);
    if (value.length > 2 * most) throw new ProtocolError('too-large', name);
    if (value.length % 2 === 1 || !HEX.test(value)) throw new ProtocolError('bad-body', name);
    return hexToBytes(value);
  };

/** An id or a key by its own parser. */
export const id =
  <T>(kind: (raw: unknown) => T): FieldReader<T> =>
  (fields, name) => {
    try {
      return kind(own(fields, name));
    } catch {
      throw new ProtocolError('bad-body', name);
    }
  };

/** At most `max` items, each read as the field `name` of a small object of its own. */
export const list =
  <T>(max: number, item: FieldReader<T>): FieldReader<readonly T[]> =>
  (fields, name) => {
    const value = own(fields, name);
    if (!Array.isArray(value)) throw new ProtocolError('bad-body', name);
    if (value.length > max) throw new ProtocolError('too-large', name);
    return value.map((each: unknown) => item({ [name]: each }, name));
  };

/** `{}` where the field is absent, so that an optional property is left out and never undefined. */
export function optional<K extends string, T>(
  fields: Fields,
  name: K,
  read: FieldReader<T>,
): { readonly [P in K]?: T } {
  return Object.hasOwn(fields, name) ? ({ [name]: read(fields, name) } as { [P in K]: T }) : {};
}

const HEX = /^[0-9a-f]*$/;
const LONE_SURROGATE = /[\uD800-\uDFFF]/gu;

/** Nothing inherited is ever read: an absent `constructor` stays absent. */
const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;
