import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDays, readWeek } from '../../../../../protocol/team/hours.ts';
import { today } from './days.ts';
import { holidaysOf, LANDS } from './holidays.ts';
import {
  daysOf,
  daysText,
  machineWords,
  weekOf,
  weekText,
  weekWords,
  withEnd,
  workWeek,
} from './hours.ts';

const WORK = '0900-1700;0900-1700;0900-1700;0900-1700;0900-1700;;';

test('a week goes into the profile as the law has it, and comes back the same', () => {
  expect(weekText(workWeek)).toBe(WORK);
  expect(weekOf(WORK)).toEqual(workWeek);
  expect(weekText(weekOf('2000-2400;0000-0200;;;;;'))).toBe('2000-2400;0000-0200;;;;;');
});

test('no hours at all are no field, and whatever stands there can be edited', () => {
  expect(weekText(weekOf(''))).toBe('');
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(weekOf(value)).toHaveLength(7);
    }),
  );
});

test('what was made here is read by the chat', () => {
  const quarter = fc.integer({ min: 0, max: 95 });
  const time = (at: number): string =>
    `${String(Math.floor(at / 4)).padStart(2, '0')}:${String((at % 4) * 15).padStart(2, '0')}`;
  const span = fc
    .tuple(quarter, quarter)
    .filter(([a, b]) => a < b)
    .map(([a, b]) => ({ from: time(a), to: time(b) }));
  const week = fc.array(fc.array(span, { maxLength: 1 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(
      week.filter((days) => days.some((day) => day.length > 0)),
      (days) => {
        expect(readWeek(weekText(days))).not.toBeNull();
        expect(weekOf(weekText(days))).toEqual(days);
      },
    ),
  );
});

test('days off stand in the profile one alone and several together, in the order in which they were typed', () => {
  const days = [
    { first: '2027-05-07', last: '2027-05-07' },
    { first: '2026-12-24', last: '2027-01-01' },
  ];
  expect(daysText(days)).toBe('20270507,20261224-20270101');
  expect(daysOf(daysText(days))).toEqual(days);
  expect(readDays(daysText(days))).toHaveLength(2);
  expect(daysOf('')).toEqual([]);
});

test('the last day is typed figure by figure, and the first stays what it was', () => {
  const typed = ['0002-01-03', '0020-01-03', '0202-01-03', '2027-01-03'];
  let one = { first: '2026-12-24', last: '2026-12-24' };
  for (const value of typed) {
    // As the screen does: through the profile's own text and back.
    one = daysOf(daysText([withEnd(one, 'last', value)]))[0] ?? one;
    expect(one).toEqual({ first: '2026-12-24', last: value });
  }
});

test('a first day after the last takes the last with it', () => {
  const one = { first: '2026-12-24', last: '2027-01-03' };
  expect(withEnd(one, 'first', '2027-02-01')).toEqual({ first: '2027-02-01', last: '2027-02-01' });
  expect(withEnd(one, 'first', '0002-12-24')).toEqual({ ...one, first: '0002-12-24' });
});

test('the week is said in the chat’s language, days with the same hours together', () => {
  expect(weekWords(workWeek, 'de')).toBe('Mo–Fr 09:00–17:00');
  expect(weekWords(weekOf('0900-1200,1400-1800;;;;1000-1200;;'), 'en')).toBe(
    'Mon 09:00–12:00, 14:00–18:00 · Fri 10:00–12:00',
  );
  expect(weekWords(weekOf(''), 'de')).toBe('');
});

test('a sheet of changes says days and hours, and what is none as it stands', () => {
  expect(machineWords('hours.week', WORK, 'de')).toBe('Mo–Fr 09:00–17:00');
  expect(machineWords('hours.off', '20261224-20270101', 'de')).toBe(
    'Do., 24. Dez. 2026–Fr., 1. Jan. 2027',
  );
  expect(machineWords('hours.week', 'nine', 'de')).toBe('nine');
  expect(machineWords('hours.zone', 'Europe/Berlin', 'de')).toBe('Europe/Berlin');
});

test('every state has its holidays for years ahead, and no others', () => {
  const berlin = holidaysOf('DE-BE', '2026-11-23', 'de').map(({ day }) => day);
  expect(berlin.slice(0, 4)).toEqual(['2026-12-25', '2026-12-26', '2027-01-01', '2027-03-08']);
  expect(berlin.at(-1)).toBe('2028-12-26');
  // The Day of Repentance is one in Saxony alone, Epiphany in three states.
  const days = (land: string): readonly string[] =>
    holidaysOf(`DE-${land}`, '2026-01-01', 'de').map(({ day }) => day);
  const landsWith = (day: string): readonly string[] =>
    Object.keys(LANDS).filter((land) => days(land).includes(day));
  expect(landsWith('2026-11-18')).toEqual(['SN']);
  expect(landsWith('2027-01-06')).toEqual(['BW', 'BY', 'ST']);
  expect(landsWith('2026-10-03')).toHaveLength(16);
});

test('their names are in the screen’s language, as far as there are any', () => {
  const [first] = holidaysOf('DE-NW', '2026-12-20', 'de');
  expect(first?.name).toBe('1. Weihnachtstag');
  expect(holidaysOf('DE-NW', '2027-01-01', 'en')[0]?.name).toBe("New Year's Day");
  expect(holidaysOf('AT-9', '2027-01-01', 'de')).toEqual([]);
});

test('all of it fits into the profile', () => {
  for (const land of Object.keys(LANDS)) {
    const days = holidaysOf(`DE-${land}`, '2026-01-01', 'de').map(({ day }) => ({
      first: day,
      last: day,
    }));
    expect(readDays(daysText(days))).not.toBeNull();
    expect(daysText(days).length).toBeLessThan(512);
  }
});

test('today is the day on this machine’s wall', () => {
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
});
