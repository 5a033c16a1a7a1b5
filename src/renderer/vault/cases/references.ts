/** Vault, cases: local references such as 2026-0117. Labels, not a count of anything. */
import * as v from 'valibot';
import { MAX_REFERENCE } from '../limits.ts';

/** The highest number of each year that was given. */
export type Given = Readonly<Record<string, number>>;

const given = v.record(
  v.pipe(v.string(), v.regex(/^\d{4}$/)),
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_REFERENCE)),
);

/** What a backup says; null for anything that no vault writes. */
export function readGiven(value: unknown): Given | null {
  const read = v.safeParse(v.object({ highest: given }), value);
  return read.success ? read.output.highest : null;
}

const own = v.object({ highest: v.record(v.string(), v.number()) });

/** What we wrote ourselves. {@link References.taken} passes over numbers that only a foreign label can have. */
export const readOwn = (value: unknown): Given => v.parse(own, value).highest;

/** One reference for each of them. */
export const namesOf = (highest: Given): readonly string[] =>
  Object.entries(highest).map(([year, number]) => `${year}-${number}`);

const SHAPE = /^(\d{4})-(\d+)$/;
const DIGITS = 4;

/** Remembers the highest number of each year; a number is not given twice, even when its case is gone (ADR 0016). */
export class References {
  readonly #highest = new Map<string, number>();

  /** The highest of each year, to be kept: the case that has it may be erased. */
  highest(): Given {
    return Object.fromEntries(this.#highest);
  }

  /** A label that only looks like a number of ours, out of somebody's backup, uses none up. */
  taken(reference: string): void {
    const [, year, number] = SHAPE.exec(reference) ?? [];
    if (year === undefined || Number(number) < 1 || Number(number) > MAX_REFERENCE) return;
    this.#highest.set(year, Math.max(this.#highest.get(year) ?? 0, Number(number)));
  }

  /** The next free ones of this year, in a row. They are free until they are {@link References.taken}. */
  next(now: number, count: number): readonly string[] {
    const year = String(new Date(now).getUTCFullYear());
    const first = (this.#highest.get(year) ?? 0) + 1;
    return Array.from(
      { length: count },
      (_, i) => `${year}-${String(first + i).padStart(DIGITS, '0')}`,
    );
  }
}
