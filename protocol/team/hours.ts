/**
 * protocol/team: a team's service hours (PROTOCOL §2): reading them, and when somebody is to be there next.
 *
 * They promise nothing about now, which the beacon alone says. Days and times are those of the team's own zone,
 * summer time and all, as the browser's `Intl` knows it.
 */
import { FIRST_YEAR_OFF, HOURS_AHEAD_DAYS, MAX_DAY_SPANS, MAX_DAYS_OFF } from '../limits.ts';
import type { Profile } from './profile.ts';

/** From and to in minutes since midnight by the clock on the wall; `to` is at most 24:00. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Days since 1970-01-01, both included. */
export interface DaysOff {
  readonly first: number;
  readonly last: number;
}

export interface ServiceHours {
  readonly zone: string;
  /** Seven days, Monday first. */
  readonly week: readonly (readonly Span[])[];
  readonly off: readonly DaysOff[];
}

/**
 * What the profile says, or null: it says nothing, something here does not fit the law, or the zone is one that
 * this machine does not know. Then nobody is promised anything.
 */
export function readHours(profile: Profile): ServiceHours | null {
  const said = (key: string): string => profile.find((entry) => entry.key === key)?.value ?? '';
  const zone = said('hours.zone');
  const week = readWeek(said('hours.week'));
  const [off, holidays] = [readDays(said('hours.off')), readDays(said('hours.holidays'))];
  if (week === null || off === null || holidays === null || !isZone(zone)) return null;
  return { zone, week, off: [...off, ...holidays] };
}

/** `hours.week`; null for anything else. A week without any hours is none. */
export function readWeek(value: string): ServiceHours['week'] | null {
  const days = value.split(';').map(readDay);
  const week = days.filter((day) => day !== null);
  return week.length === DAYS && days.length === DAYS && week.some((day) => day.length > 0)
    ? week
    : null;
}

/** `hours.off` or `hours.holidays`; null for anything else. Nothing is an empty list. */
export function readDays(value: string): readonly DaysOff[] | null {
  if (value === '') return [];
  const all = value.split(',').map(readOff);
  const days = all.filter((one) => one !== null);
  return days.length === all.length && days.length <= MAX_DAYS_OFF ? days : null;
}

/** Whether this machine knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z][A-Za-z0-9+_/-]{0,63}$/.test(zone) && clockIn(zone)(0) !== null;
  } catch {
    return false;
  }
}

/**
 * When the next hours begin, in ms since the epoch; null while they run, or when none begin within
 * {@link HOURS_AHEAD_DAYS}. A time that a change of the clocks leaves out counts as that much later, of one that
 * comes twice the first.
 */
export function nextOpening({ zone, week, off }: ServiceHours, now: number): number | null {
  const clock = clockIn(zone);
  const today = Math.floor(clock(now) / DAY_MS);
  for (let day = today; day <= today + HOURS_AHEAD_DAYS; day += 1) {
    if (off.some(({ first, last }) => first <= day && day <= last)) continue;
    for (const { from, to } of week[(day + FROM_MONDAY) % DAYS] ?? []) {
      const at = (minutes: number): number => instantOf(clock, day * DAY_MS + minutes * MINUTE_MS);
      if (at(to) <= now) continue;
      const begin = at(from);
      return begin > now ? begin : null;
    }
  }
  return null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAYS = 7;
/** 1970-01-01 was a Thursday. */
export const FROM_MONDAY = 3;

/** What the clock on the wall shows at an instant, as if it were UTC. */
export type Clock = (at: number) => number;

/** Throws for a zone that this machine does not know. */
export function clockIn(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    ...Object.fromEntries(ORDER.map((name) => [name, 'numeric'])),
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 0, ...rest] = ORDER.map((name) => parts.get(name) ?? 0);
    return Date.UTC(year, month - 1, ...rest);
  };
}

const ORDER = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** The other way round. Clocks change at most once within a day to either side. */
export function instantOf(clock: Clock, wall: number): number {
  const by = (near: number): number => wall - (clock(near) - near);
  const [before, after] = [by(wall - DAY_MS), by(wall + DAY_MS)];
  const fits = [Math.min(before, after), Math.max(before, after)].find((at) => clock(at) === wall);
  return fits ?? before;
}

function readDay(value: string): readonly Span[] | null {
  if (value === '') return [];
  const all = value.split(',').map(readSpan);
  const spans = all.filter((span) => span !== null);
  const rise = spans.every(({ from }, n) => from >= (spans[n - 1]?.to ?? 0));
  return spans.length === all.length && spans.length <= MAX_DAY_SPANS && rise ? spans : null;
}

function readSpan(value: string): Span | null {
  const [, fromHour, fromMinute, toHour, toMinute] =
    /^(\d\d)(\d\d)-(\d\d)(\d\d)$/.exec(value) ?? [];
  const from = minutesOf(fromHour, fromMinute);
  const to = minutesOf(toHour, toMinute);
  return from === null || to === null || from >= to ? null : { from, to };
}

function minutesOf(hour: string | undefined, minute: string | undefined): number | null {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= 24 * 60 ? minutes : null;
}

function readOff(value: string): DaysOff | null {
  const [, from, to] = /^(\d{8})(?:-(\d{8}))?$/.exec(value) ?? [];
  const first = dayOf(from);
  const last = dayOf(to ?? from);
  return first === null || last === null || first > last ? null : { first, last };
}

function dayOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  const dashed = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;
  const at = Date.parse(`${dashed}T00:00:00Z`);
  // A 30 February is parsed by some engines.
  const real = Number.isFinite(at) && new Date(at).toISOString().startsWith(dashed);
  return real && Number(value.slice(0, 4)) >= FIRST_YEAR_OFF ? at / DAY_MS : null;
}
