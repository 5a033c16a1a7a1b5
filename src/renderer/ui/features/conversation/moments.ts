// Room: ui/features/conversation. The moments offered for later: what people mean by "tomorrow morning". Pure.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** So far ahead at most: beyond it the year was mistyped. */
const FURTHEST_MS = 366 * DAY_MS;

const MORNING = 9;
const EVENING = 18;

export type MomentName = 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week' | 'month';

export interface Moment {
  readonly name: MomentName;
  readonly at: number;
}

/** In the order in which they come; an evening that is too near and a Monday that is tomorrow are left out. */
export function momentsFrom(now: number): readonly Moment[] {
  const day = new Date(now).getDay();
  const toMonday = (8 - day) % 7 || 7;
  const evening = onDay(now, 0, EVENING);
  return [
    { name: 'hour', at: now + HOUR_MS },
    ...(evening - now > 2 * HOUR_MS ? [{ name: 'evening', at: evening } as const] : []),
    { name: 'tomorrow', at: onDay(now, 1, MORNING) },
    ...(toMonday === 1 ? [] : [{ name: 'monday', at: onDay(now, toMonday, MORNING) } as const]),
    { name: 'week', at: onDay(now, 7, MORNING) },
    { name: 'month', at: onDay(now, 30, MORNING) },
  ];
}

/** That hour so many calendar days on: summer time does not shift it. */
const onDay = (now: number, days: number, hour: number): number => {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(hour, 0, 0, 0);
};

/** What a field for day and time holds, or why it cannot be: null while nothing whole was entered. */
export function momentIn(typed: string, now: number): number | 'past' | 'far' | null {
  const at = new Date(typed).getTime();
  if (Number.isNaN(at)) return null;
  if (at <= now) return 'past';
  return at - now > FURTHEST_MS ? 'far' : at;
}
