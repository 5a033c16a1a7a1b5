import { expect, test } from 'vitest';
import { backAt } from './back-at.ts';
import { languages } from './i18n/texts.ts';

const profile = (week: string) => [
  { key: 'hours.week', lang: '', value: week },
  // The reporter's clock and the team's are the same here, wherever this test runs.
  { key: 'hours.zone', lang: '', value: new Intl.DateTimeFormat().resolvedOptions().timeZone },
];
const WORKDAYS = '1500-2000;1500-2000;1500-2000;1500-2000;1500-2000;;';
const zoned = (zone: string) => [
  { key: 'hours.week', lang: '', value: WORKDAYS },
  { key: 'hours.zone', lang: '', value: zone },
];
/** A Wednesday. */
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();

test('today, tomorrow, a weekday and a date are named as people say them', () => {
  const said = (day: number, hour: number): string =>
    backAt(profile(WORKDAYS), 'de', at(day, hour));
  expect(said(25, 9)).toBe('heute, 15:00');
  expect(said(25, 21)).toBe('morgen, 15:00');
  expect(said(27, 21)).toMatch(/^Montag\W.*15:00$/);
  const yearly = [...profile(WORKDAYS), { key: 'hours.off', lang: '', value: '20261123-20270103' }];
  expect(backAt(yearly, 'de', at(25, 9))).toMatch(/^4\. Januar\W.*15:00$/);
});

test('while hours run, and without any, nothing is promised', () => {
  expect(backAt(profile(WORKDAYS), 'de', at(25, 16))).toBe('');
  expect(backAt([], 'de', at(25, 9))).toBe('');
  expect(backAt(profile('nine to five'), 'de', at(25, 9))).toBe('');
});

test.each(languages)('%s says it with digits that also stand in telephone numbers', (language) => {
  for (const [day, hour] of [
    [25, 9],
    [25, 21],
    [27, 21],
  ] as const) {
    expect(backAt(profile(WORKDAYS), language, at(day, hour))).toMatch(/15:00|3:00/);
  }
});

/** The same with another clock on the reporter's wall. */
function onClock<T>(zone: string, work: () => T): T {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}

test('where the clocks differ the team’s time stands behind, its day too where it is another', () => {
  const said = (zone: string): string =>
    onClock('UTC', () => backAt(zoned(zone), 'de', Date.UTC(2026, 10, 25, 6)));
  expect(said('Europe/Berlin')).toBe('heute, 14:00 (15:00 Mitteleuropäische Normalzeit)');
  expect(said('Pacific/Honolulu')).toMatch(/^morgen, 01:00 \(Mittwoch.*15:00 .*zeit\)$/);
  expect(said('Africa/Abidjan')).toBe('heute, 15:00');
});

test.each(languages)('%s names the team’s zone in its own words', (language) => {
  const [, behind = ''] =
    /\((.*)\)$/.exec(
      onClock('UTC', () => backAt(zoned('Asia/Kathmandu'), language, Date.UTC(2026, 10, 25, 6))),
    ) ?? [];
  expect(behind).toMatch(/15:00|3:00/);
  expect(behind.replaceAll(/[\d:\s]/g, '').length).toBeGreaterThan(3);
});
