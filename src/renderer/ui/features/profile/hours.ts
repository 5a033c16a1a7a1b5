// Room: ui/features/profile. Service hours as they are edited: the profile's own words for machines (PROTOCOL §2), and back.
import { localDay } from './days.ts';

/** As a field for times has it, `09:00`; '' while somebody types. The end of a day is 00:00. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Seven days, Monday first. */
export type Week = readonly (readonly Span[])[];

/** Both days included, as a field for dates has it. */
export interface DaysOff {
  readonly first: string;
  readonly last: string;
}

const DAYS = 7;
export const WORK_DAY: Span = { from: '09:00', to: '17:00' };

/** Monday to Friday, to begin with. */
export const workWeek: Week = Array.from({ length: DAYS }, (_, day) => (day < 5 ? [WORK_DAY] : []));

/** Whatever it is, it can be edited; what is wrong with it the vault says. */
export function weekOf(value: string): Week {
  const days = value.split(';').map((day) => (day === '' ? [] : day.split(',').map(spanOf)));
  return Array.from({ length: DAYS }, (_, day) => days[day] ?? []);
}

/** '' for a week without hours. */
export function weekText(week: Week): string {
  const days = week.map((spans) =>
    spans.map(({ from, to }) => `${plain(from)}-${plain(to === MIDNIGHT ? END : to)}`).join(','),
  );
  return days.every((day) => day === '') ? '' : days.join(';');
}

export const daysOf = (value: string): readonly DaysOff[] =>
  value === ''
    ? []
    : value.split(',').map((one) => {
        const [first = '', last = first] = one.split('-').map(dashed);
        return { first, last };
      });

export const daysText = (days: readonly DaysOff[]): string =>
  days
    .map(({ first, last }) => (first === last ? bare(first) : `${bare(first)}-${bare(last)}`))
    .join(',');

/**
 * One end moved. Who moves the first day past the last means no day before it. The last is taken as it is typed:
 * a year of which only the first figures stand there is before everything, and no reason to lose the first day.
 */
export function withEnd(one: DaysOff, end: keyof DaysOff, value: string): DaysOff {
  const next = { ...one, [end]: value };
  return end === 'first' && next.last < next.first ? { first: value, last: value } : next;
}

/** The week in words of a chat's language: days with the same hours together. '' for no hours. */
export function weekWords(week: Week, language: string): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const day = (n: number): string => name.format(MONDAY + n * DAY_MS);
  const runs: { first: number; last: number; hours: string }[] = [];
  for (const [n, spans] of week.entries()) {
    const hours = spans.map(({ from, to }) => `${from}–${to}`).join(', ');
    const run = runs.at(-1);
    if (run !== undefined && run.hours === hours) run.last = n;
    else runs.push({ first: n, last: n, hours });
  }
  return runs
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) =>
      first === last ? `${day(first)} ${hours}` : `${day(first)}–${day(last)} ${hours}`,
    )
    .join(' · ');
}

/** What a sheet of changes shows of a field for machines. */
export function machineWords(key: string, value: string, language: string): string {
  if (key === 'hours.week') {
    const week = weekOf(value);
    return weekText(week) === value ? weekWords(week, language) : value;
  }
  if (key !== 'hours.off' && key !== 'hours.holidays') return value;
  return daysOf(value)
    .map(({ first, last }) =>
      first === last
        ? localDay(first, language)
        : `${localDay(first, language)}–${localDay(last, language)}`,
    )
    .join(', ');
}

const MIDNIGHT = '00:00';
const END = '24:00';
const DAY_MS = 24 * 60 * 60 * 1000;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

function spanOf(text: string): Span {
  const [from = '', to = ''] = text.split('-');
  return { from: pointed(from), to: to === plain(END) ? MIDNIGHT : pointed(to) };
}

const plain = (time: string): string => time.replace(':', '');
const pointed = (time: string): string =>
  /^\d{4}$/.test(time) ? `${time.slice(0, 2)}:${time.slice(2)}` : '';
const bare = (day: string): string => day.replaceAll('-', '');
const dashed = (day: string): string =>
  /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : '';
