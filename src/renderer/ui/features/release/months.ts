// Room: ui/features/release. The months a period can be chosen from. Pure.

/** At most this many months back, so that one wrong date does not make an endless list. */
const MOST_MONTHS = 120;

/** ISO months from this one back to the earliest incident's, newest first; always at least this month. */
export function monthsOf(dates: readonly (string | null)[], now: number): readonly string[] {
  const today = new Date(now);
  const newest = today.getFullYear() * 12 + today.getMonth();
  const places = dates.flatMap((date) => (date === null ? [] : [monthNumber(date)]));
  const earliest = Math.min(newest, ...places.filter((place) => place > newest - MOST_MONTHS));
  return Array.from({ length: newest - earliest + 1 }, (_, back) => isoMonth(newest - back));
}

/** Months since year 0. */
const monthNumber = (date: string): number =>
  Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const isoMonth = (place: number): string =>
  `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`;
