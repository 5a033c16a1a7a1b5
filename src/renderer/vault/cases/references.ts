/** Vault, cases: local references such as 2026-0117. Labels, not a count of anything. */

const SHAPE = /^(\d{4})-(\d+)$/;
const DIGITS = 4;

/** Remembers the highest number of each year; a number is not given twice, even when its case is gone (ADR 0016). */
export class References {
  readonly #highest = new Map<string, number>();

  /** The highest of each year, to be kept: the case that has it may be erased. */
  highest(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#highest);
  }

  taken(reference: string): void {
    const [, year, number] = SHAPE.exec(reference) ?? [];
    if (year === undefined) return;
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
