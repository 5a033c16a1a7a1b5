/**
 * An answer that may be an expected "no".
 *
 * Electron and structured clone carry only an error's message across processes, so anything a
 * caller should branch on travels as a value. Throw for bugs; return for news.
 */
export type Outcome<T, Refusal extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T) => ({ ok: true, value }) as const;
export const refuse = <R extends string>(refusal: R) => ({ ok: false, refusal }) as const;
