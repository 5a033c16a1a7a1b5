import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOURS_AHEAD_DAYS, MAX_DAY_SPANS, MAX_DAYS_OFF } from '../limits.ts';
import { isZone, nextOpening, readDays, readHours, readWeek } from './hours.ts';

const entry = (key: string, value: string) => ({ key, lang: '', value });
const WORKDAYS = '0900-1700;0900-1700;0900-1700;0900-1700;0900-1700;;';

const hours = (week: string, more: { zone?: string; off?: string; holidays?: string } = {}) => {
  const read = readHours([
    entry('hours.zone', more.zone ?? 'Europe/Berlin'),
    entry('hours.week', week),
    ...(more.off === undefined ? [] : [entry('hours.off', more.off)]),
    ...(more.holidays === undefined ? [] : [entry('hours.holidays', more.holidays)]),
  ]);
  if (read === null) throw new Error('hours that are none');
  return read;
};

const next = (of: ReturnType<typeof hours>, now: string): string | null => {
  const at = nextOpening(of, Date.parse(now));
  return at === null ? null : new Date(at).toISOString();
};

describe('a winter’s week in Berlin', () => {
  const week = hours(WORKDAYS);

  test.each([
    ['before the day begins', '2026-11-23T05:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['in the evening', '2026-11-23T16:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['over the weekend', '2026-11-27T17:00:00Z', '2026-11-30T08:00:00.000Z'],
  ])('%s the next hours are named', (_when, now, then) => {
    expect(next(week, now)).toBe(then);
  });

  test('while they run nothing is promised, up to their last minute', () => {
    expect(next(week, '2026-11-23T08:00:00Z')).toBeNull();
    expect(next(week, '2026-11-23T15:59:59Z')).toBeNull();
  });

  test('a break at noon is one', () => {
    const broken = hours('0900-1200,1330-1700;;;;;;');
    expect(next(broken, '2026-11-23T11:30:00Z')).toBe('2026-11-23T12:30:00.000Z');
  });

  test('a night goes on over midnight', () => {
    const night = hours('2000-2400;0000-0200;;;;;');
    expect(next(night, '2026-11-23T23:30:00Z')).toBeNull();
    expect(next(night, '2026-11-24T01:00:00Z')).toBe('2026-11-30T19:00:00.000Z');
  });

  test('days off and holidays are passed over, the first and the last of them too', () => {
    const off = hours(WORKDAYS, { off: '20261224-20270103', holidays: '20270106' });
    expect(next(off, '2026-12-23T17:00:00Z')).toBe('2027-01-04T08:00:00.000Z');
    expect(next(off, '2027-01-05T17:00:00Z')).toBe('2027-01-07T08:00:00.000Z');
  });

  test('hours that are too far away are not promised', () => {
    const until = new Date(Date.UTC(2026, 10, 23) + (HOURS_AHEAD_DAYS + 1) * 86_400_000);
    const last = until.toISOString().slice(0, 10).replaceAll('-', '');
    expect(next(hours(WORKDAYS, { off: `20261101-${last}` }), '2026-11-23T05:00:00Z')).toBeNull();
  });
});

describe('summer time', () => {
  test('nine o’clock is an hour earlier for the world once it has begun, and later once it has ended', () => {
    const daily = hours(Array.from({ length: 7 }, () => '0900-1700').join(';'));
    expect(next(daily, '2027-03-27T20:00:00Z')).toBe('2027-03-28T07:00:00.000Z');
    expect(next(daily, '2027-10-30T20:00:00Z')).toBe('2027-10-31T08:00:00.000Z');
  });

  test('half past two does not exist in the night it begins, and counts as half past three', () => {
    const night = hours(Array.from({ length: 7 }, () => '0230-0600').join(';'));
    expect(next(night, '2027-03-28T00:00:00Z')).toBe('2027-03-28T01:30:00.000Z');
  });

  test('of two half past twos in the night it ends, the first counts', () => {
    const night = hours(Array.from({ length: 7 }, () => '0230-0600').join(';'));
    expect(next(night, '2027-10-30T22:00:00Z')).toBe('2027-10-31T00:30:00.000Z');
  });

  test('the zone counts, not the machine', () => {
    const week = { off: '', holidays: '' };
    expect(
      next(hours(WORKDAYS, { ...week, zone: 'America/New_York' }), '2026-11-23T12:00:00Z'),
    ).toBe('2026-11-23T14:00:00.000Z');
  });
});

/** Hour and weekday by another way than the code's: walking the minutes, each read as text. */
function walked(
  zone: string,
  week: readonly (readonly { from: number; to: number }[])[],
  now: number,
) {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const isOpen = (at: number): boolean => {
    const [, day = '', hour = '', minute = ''] =
      /^(\w{3}),? (\d\d):(\d\d)$/.exec(shown.format(at)) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    return (week[names.indexOf(day)] ?? []).some(({ from, to }) => from <= minutes && minutes < to);
  };
  if (isOpen(now)) return null;
  for (let at = now; at < now + 8 * 86_400_000; at += 60_000) if (isOpen(at)) return at;
  return null;
}

test('walking minute by minute finds the same, around both changes of the clocks', () => {
  const span = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 2 })
    // The hours that a change leaves out or doubles have tests of their own.
    .map((two) => two.map((quarter) => quarter * 15).toSorted((a, b) => a - b))
    .filter(([from = 0, to = 0]) => [from, to].every((at) => at < 60 || at > 240));
  const day = fc.option(span, { nil: null });
  const text = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  fc.assert(
    fc.property(
      fc
        .array(day, { minLength: 7, maxLength: 7 })
        .filter((week) => week.some((one) => one !== null)),
      fc.constantFrom('Europe/Berlin', 'Europe/Kyiv', 'Asia/Jerusalem', 'America/Sao_Paulo'),
      fc.constantFrom(Date.UTC(2027, 2, 25), Date.UTC(2026, 9, 22), Date.UTC(2026, 6, 1)),
      fc.integer({ min: 0, max: 7 * 24 * 60 }),
      (days, zone, from, minute) => {
        const value = days.map((one) => (one === null ? '' : one.map(text).join('-'))).join(';');
        const week = hours(value, { zone });
        const now = from + minute * 60_000;
        expect(nextOpening(week, now)).toBe(walked(zone, week.week, now));
      },
    ),
    { numRuns: 60, verbose: true },
  );
});

describe('what does not fit the law is no hours at all', () => {
  test.each([
    ['six days', '0900-1700;;;;;'],
    ['eight days', '0900-1700;;;;;;;'],
    ['an empty week', ';;;;;;'],
    ['nothing', ''],
    ['the end before the beginning', '1700-0900;;;;;;'],
    ['a minute too many', '0900-1760;;;;;;'],
    ['after midnight', '0900-2401;;;;;;'],
    ['overlapping', '0900-1200,1100-1300;;;;;;'],
    ['not rising', '1300-1400,0900-1200;;;;;;'],
    ['words', 'nine to five;;;;;;'],
    ['too many spans', '0900-0901,0902-0903,0904-0905,0906-0907,0908-0909;;;;;;'],
  ])('%s', (_what, week) => {
    expect(readWeek(week)).toBeNull();
    expect(readHours([entry('hours.zone', 'Europe/Berlin'), entry('hours.week', week)])).toBeNull();
  });

  test.each([
    '20270230',
    '2027-01-01',
    '20270102-20270101',
    '20271301',
    '20270101,',
    '00020101',
    'x',
  ])('days off such as %s', (off) => {
    expect(readDays(off)).toBeNull();
    expect(
      readHours([
        entry('hours.off', off),
        entry('hours.week', WORKDAYS),
        entry('hours.zone', 'Europe/Berlin'),
      ]),
    ).toBeNull();
  });

  test.each(['', 'Europe/Nowhere', 'Berlin!', `Europe/${'x'.repeat(80)}`])(
    'the zone %s',
    (zone) => {
      expect(isZone(zone)).toBe(false);
    },
  );

  test('more days off than there may be', () => {
    const many = (n: number): string => Array.from({ length: n }, () => '20270101').join(',');
    expect(readDays(many(MAX_DAYS_OFF))).toHaveLength(MAX_DAYS_OFF);
    expect(readDays(many(MAX_DAYS_OFF + 1))).toBeNull();
    expect(MAX_DAY_SPANS).toBe(4);
  });

  test('anything else, without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (zone, week, off) => {
        const read = readHours([
          entry('hours.off', off),
          entry('hours.week', week),
          entry('hours.zone', zone),
        ]);
        expect(read === null || read.week.length === 7).toBe(true);
      }),
    );
  });
});

test('a profile from before there were hours has none', () => {
  expect(readHours([entry('hours', 'Mo–Fr 9–17 Uhr')])).toBeNull();
});
