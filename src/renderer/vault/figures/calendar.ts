/** Vault, figures: days, ISO weeks and service hours by the clock on the team's wall, summer time and all. */
import {
  clockIn,
  FROM_MONDAY,
  instantOf,
  isZone,
  readHours,
  type Clock,
  type ServiceHours,
} from '../../../../protocol/team/hours.ts';
import { profileText, type Profile } from '../../../../protocol/team/profile.ts';
import type { Week } from '../../../contract/figures.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAYS = 7;

/** From one instant to another, the end left out. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The team's zone, or this machine's where the profile names none that is known here. */
export function calendarOf(profile: Profile): Calendar {
  const hours = readHours(profile);
  const zone = profileText(profile, 'hours.zone', '') ?? '';
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new Calendar(isZone(zone) ? zone : own, hours);
}

export class Calendar {
  readonly zone: string;
  readonly #clock: Clock;
  readonly #hours: ServiceHours | null;
  readonly #starts = new Map<number, number>();
  readonly #open = new Map<number, readonly Stretch[]>();

  constructor(zone: string, hours: ServiceHours | null) {
    this.zone = zone;
    this.#clock = clockIn(zone);
    this.#hours = hours;
  }

  /** Whether there are service hours to count in. */
  get hasHours(): boolean {
    return this.#hours !== null;
  }

  /** Days since 1970-01-01. */
  dayOf(at: number): number {
    let day = Math.floor(at / DAY_MS);
    while (this.startOf(day) > at) day -= 1;
    while (this.startOf(day + 1) <= at) day += 1;
    return day;
  }

  /** The instant at which a day begins. */
  startOf(day: number): number {
    const known = this.#starts.get(day);
    if (known !== undefined) return known;
    const start = instantOf(this.#clock, day * DAY_MS);
    this.#starts.set(day, start);
    return start;
  }

  day(day: number): Stretch {
    return { from: this.startOf(day), to: this.startOf(day + 1) };
  }

  week(week: number): Stretch {
    const monday = mondayOf(week);
    return { from: this.startOf(monday), to: this.startOf(monday + DAYS) };
  }

  weekOf(at: number): number {
    return weekOfDay(this.dayOf(at));
  }

  isOpen(at: number): boolean {
    return this.#openOn(this.dayOf(at)).some(({ from, to }) => from <= at && at < to);
  }

  /** ms of service hours between two instants; 0 where there are none. */
  openBetween(from: number, to: number): number {
    let sum = 0;
    for (let day = this.dayOf(from), last = this.dayOf(to); day <= last; day += 1) {
      for (const open of this.#openOn(day)) sum += overlap(open, { from, to });
    }
    return sum;
  }

  #openOn(day: number): readonly Stretch[] {
    const hours = this.#hours;
    if (hours === null) return [];
    const known = this.#open.get(day);
    if (known !== undefined) return known;
    const off = hours.off.some(({ first, last }) => first <= day && day <= last);
    const spans = off ? [] : (hours.week[(day + FROM_MONDAY) % DAYS] ?? []);
    const at = (minutes: number): number =>
      instantOf(this.#clock, day * DAY_MS + minutes * MINUTE_MS);
    const open = spans.map(({ from, to }) => ({ from: at(from), to: at(to) }));
    this.#open.set(day, open);
    return open;
  }
}

export const overlap = (a: Stretch, b: Stretch): number =>
  Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

/** Weeks since the one of 1970-01-01. */
const weekOfDay = (day: number): number => Math.floor((day + FROM_MONDAY) / DAYS);
const mondayOf = (week: number): number => week * DAYS - FROM_MONDAY;

/** `2026-11-23`. */
export const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A week belongs to the year of its Thursday, and the first is the one with 4 January in it (ISO 8601). */
export function weekName(week: number): Week {
  const monday = mondayOf(week);
  const year = new Date((monday + FROM_MONDAY) * DAY_MS).getUTCFullYear();
  const first = weekOfDay(Date.UTC(year, 0, 4) / DAY_MS);
  const number = String(week - first + 1).padStart(2, '0');
  return { week: `${year}-W${number}`, monday: dayName(monday) };
}
