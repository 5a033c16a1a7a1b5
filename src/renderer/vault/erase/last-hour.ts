/**
 * Vault, erase: in which hour something was last erased, for whoever can only ask whether a name is known. Pure.
 *
 * Year, month, day and hour have a name each, every one beginning with the one before: some dozen questions find the
 * hour, and without asking nothing can be read.
 */
const HOUR_MS = 3_600_000;
/** A clock that was wrong when something was erased may say a later year than now. It is not looked for. */
const YEARS = 20;
/** Of an ISO time, from the year down to the hour. */
const SPAN_LENGTHS = [4, 7, 10, 13];

/** The year, month, day and hour in which this is, by UTC: `2026`, `2026-11`, `2026-11-23`, `2026-11-23T10`. */
export const spansOf = (at: number): readonly string[] => {
  const time = new Date(at).toISOString();
  return SPAN_LENGTHS.map((length) => time.slice(0, length));
};

/** When the last hour ends that is known; null: none is. */
export function endOfLastHour(knows: (span: string) => boolean, now: number): number | null {
  const year = new Date(now).getUTCFullYear();
  const within = [
    downTo(year - YEARS, year).map(String),
    downTo(1, 12).map((month) => `-${twoDigits(month)}`),
    downTo(1, 31).map((day) => `-${twoDigits(day)}`),
    downTo(0, 23).map((hour) => `T${twoDigits(hour)}`),
  ];
  let span = '';
  for (const parts of within) {
    const last = parts.find((part) => knows(span + part));
    if (last === undefined) return null;
    span += last;
  }
  return Date.parse(`${span}:00Z`) + HOUR_MS;
}

const downTo = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, back) => last - back);

const twoDigits = (n: number): string => String(n).padStart(2, '0');
