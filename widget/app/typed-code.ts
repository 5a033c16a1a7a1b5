import { parseReturnCode } from '../../protocol/crypto/return-code.ts';
import { ProtocolError } from '../../protocol/errors.ts';

/** A return code as somebody typed it: the code, or what is wrong with it. */
export type TypedCode = { readonly problem: 'none'; readonly code: Uint8Array } | CodeFault;

/** Why a typed code is none. */
export type CodeFault =
  | { readonly problem: 'short'; readonly by: number }
  | { readonly problem: 'long' }
  | { readonly problem: 'typo' };

const SYMBOLS = 28;

/** Reads what was typed; every mistake is news for the screen and none is thrown. */
export function readTypedCode(typed: string): TypedCode {
  const symbols = typed.replace(/[^0-9a-z]/gi, '').length;
  if (symbols < SYMBOLS) return { problem: 'short', by: SYMBOLS - symbols };
  if (symbols > SYMBOLS) return { problem: 'long' };
  try {
    return { problem: 'none', code: parseReturnCode(typed) };
  } catch (error) {
    if (error instanceof ProtocolError) return { problem: 'typo' };
    throw error;
  }
}
