import { ProtocolError } from '../errors.ts';
import { labelledHash } from '../hash.ts';

/** Bytes a printed code stands for: 128 bits. */
export const CODE_BYTES = 16;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_SYMBOLS = 26;
const GROUP = /.{4}/g;
const SHAPE = /^[0-9A-HJKMNP-TV-Z]{28}$/;

/** What a code is for. Each kind has its own check symbols, so one is never taken for another. */
export type CodeKind = 'sc1/check' | 'sc1/root-check' | 'sc1/recovery-check' | 'sc1/backup-check';

/** 'XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX': 26 Crockford symbols and 2 check symbols (PROTOCOL §6). */
export function formatCode(kind: CodeKind, code: Uint8Array): string {
  if (code.length !== CODE_BYTES) throw new RangeError('a code has 16 bytes');
  const symbols = bits(code).padEnd(CODE_SYMBOLS * 5, '0') + check(kind, code);
  const text = (symbols.match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)]).join('');
  return (text.match(GROUP) ?? []).join('-');
}

/**
 * Reads a code as people type it: either case, any spaces and dashes, O for 0, I and L for 1.
 * Everything else, wrong check symbols included, is {@link ProtocolError} `bad-code`.
 */
export function parseCode(kind: CodeKind, typed: string): Uint8Array {
  const text = typed
    .slice(0, MAX_TYPED)
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .toUpperCase();
  const plain = text.replaceAll('O', '0').replace(/[IL]/g, '1');
  if (!SHAPE.test(plain)) throw new ProtocolError('bad-code');
  const read = Array.from(plain, (c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('');
  const octets = read.slice(0, CODE_BYTES * 8).match(/.{8}/g) ?? [];
  const code = Uint8Array.from(octets, (octet) => parseInt(octet, 2));
  if (read.slice(CODE_BYTES * 8) !== `00${check(kind, code)}`) throw new ProtocolError('bad-code');
  return code;
}

/** Longer input is cut before any work is done on it; no real code is near it. */
const MAX_TYPED = 256;
const CHECK_BITS = 10;

const check = (kind: CodeKind, code: Uint8Array): string =>
  bits(labelledHash(kind, code).subarray(0, 2)).slice(0, CHECK_BITS);

const bits = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
