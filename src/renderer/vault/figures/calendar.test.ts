import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHours } from '../../../../protocol/team/hours.ts';
import { Calendar, calendarOf, dayName, weekName } from './calendar.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`figures, calendar: seed ${seed}`);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clocks that change at two in the night, at midnight, by half an hour, in the other half of the year, and never. */
const zones = [
  'Europe/Berlin',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'UTC',
] as const;

const entry = (key: string, value: string) => ({ key, lang: '', value });
const profileOf = (zone: string, week: string, off = '') => [
  entry('hours.zone', zone),
  entry('hours.week', week),
  entry('hours.off', off),
];
const calendar = (zone: string, week = '', off = ''): Calendar =>
  new Calendar(zone, readHours(profileOf(zone, week, off)));

/** What the wall shows, by a way of its own. */
function wall(zone: string): (at: number) => { day: string; minute: number; weekday: string } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  });
  return (at) => {
    const said = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    return {
      day: `${said['year']}-${said['month']}-${said['day']}`,
      minute: Number(said['hour']) * 60 + Number(said['minute']),
      weekday: said['weekday'] ?? '',
    };
  };
}

const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 11, 31) });

test('an instant belongs to the day that the wall shows, wherever and whenever clocks change', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
      const days = calendar(zone);
      const day = days.dayOf(at);
      expect(dayName(day)).toBe(wall(zone)(at).day);
      const { from, to } = days.day(day);
      expect(from <= at && at < to).toBe(true);
      expect(days.dayOf(to - 1)).toBe(day);
      expect(days.dayOf(to)).toBe(day + 1);
    }),
    { seed, numRuns: 400 },
  );
});

test('days that are shorter or longer by an hour are as long as they are', () => {
  const berlin = calendar('Europe/Berlin');
  const long = (day: string): number => {
    const { from, to } = berlin.day(Date.parse(`${day}T00:00:00Z`) / DAY);
    return (to - from) / HOUR;
  };
  expect([long('2026-03-28'), long('2026-03-29'), long('2026-10-25')]).toEqual([24, 23, 25]);
});

test('a week is the one of its Monday, and is called by the year of its Thursday', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
      const days = calendar(zone);
      const week = days.weekOf(at);
      const { from, to } = days.week(week);
      expect(from <= at && at < to).toBe(true);
      expect(wall(zone)(from).weekday).toBe('Mon');
      expect(wall(zone)(from).day).toBe(weekName(week).monday);
      expect(wall(zone)(to - 1).weekday).toBe('Sun');
    }),
    { seed, numRuns: 200 },
  );
  const named = (day: string): string =>
    weekName(calendar('UTC').weekOf(Date.parse(`${day}T12:00:00Z`))).week;
  expect(named('2026-11-23')).toBe('2026-W48');
  expect(named('2027-01-03')).toBe('2026-W53');
  expect(named('2027-01-04')).toBe('2027-W01');
  expect(named('2024-12-30')).toBe('2025-W01');
  expect(named('2023-01-01')).toBe('2022-W52');
});

const WEEK = '0900-1200,1300-1700;0900-1700;;2000-2400;0000-0600;1000-1100;';
const spans = [
  [
    [540, 720],
    [780, 1020],
  ],
  [[540, 1020]],
  [],
  [[1200, 1440]],
  [[0, 360]],
  [[600, 660]],
  [],
] as const;
const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

test('service hours between two instants are the minutes at which the wall says so', () => {
  const off = '20260914-20260916,20260921';
  fc.assert(
    fc.property(
      // Clocks that change at midnight leave hours out that begin then: of those the law says how they count.
      fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      fc.integer({ min: Date.UTC(2026, 2, 20), max: Date.UTC(2026, 10, 20) }),
      fc.nat(5 * 24 * 60),
      (zone, begin, minutes) => {
        const from = Math.floor(begin / MINUTE) * MINUTE;
        const shown = wall(zone);
        let open = 0;
        for (let n = 0; n < minutes; n += 1) {
          const { day, minute, weekday } = shown(from + n * MINUTE);
          if (day === '2026-09-21' || (day >= '2026-09-14' && day <= '2026-09-16')) continue;
          const today = spans[names.indexOf(weekday)] ?? [];
          if (today.some(([a, b]) => a <= minute && minute < b)) open += 1;
        }
        const days = calendar(zone, WEEK, off);
        expect(days.openBetween(from, from + minutes * MINUTE)).toBe(open * MINUTE);
      },
    ),
    { seed, numRuns: 40 },
  );
});

test('where the profile names no zone this machine knows, weeks are those of this machine', () => {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(calendarOf([]).zone).toBe(own);
  expect(calendarOf([entry('hours.zone', 'Europe/Atlantis')]).zone).toBe(own);
  expect(calendarOf(profileOf('Asia/Kathmandu', 'nine to five'))).toMatchObject({
    zone: 'Asia/Kathmandu',
    hasHours: false,
  });
  expect(calendarOf(profileOf('Asia/Kathmandu', WEEK)).hasHours).toBe(true);
});
