// Room: ui/i18n. Makes the compiler compare the languages: a key missing in one does not compile.
import type { Language } from '../../../contract/case.ts';

/** The same keys, any words. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** One area's words in every language that stands beside German. German is the source the others must match. */
export type Words<T> = { readonly de: T } & { readonly [L in Exclude<Language, 'de'>]: Shape<T> };

/** Checks en and nl against de where they are written. */
export const words = <const T>(all: Words<T>): Words<T> => all;

/** An area's words in Hebrew, which counts two apart: to every `…_one` it has a `…_two`. */
export type InHebrew<W extends { readonly de: unknown }> = Dual<W['de']>;

type Dual<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Dual<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Base}_one` ? `${Base}_two` : never]: string;
};
