// Room: ui/i18n. Times and sizes as people say them. Pure: the clock is passed in.
import type { ScreenLanguage } from './language.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Whole calendar days between two moments, 0 = same day; summer time does not shift it. */
const daysBetween = (earlier: number, later: number): number =>
  Math.round((startOfDay(later) - startOfDay(earlier)) / DAY);

const styles = {
  clock: { hour: '2-digit', minute: '2-digit', hour12: false },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  weekday: { weekday: 'short' },
  dayAndMonth: { day: '2-digit', month: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making one takes longer than drawing the line it is for. */
const formats = new Map<string, Intl.DateTimeFormat>();

function written(at: number, style: keyof typeof styles, language: ScreenLanguage): string {
  const key = `${language} ${style}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, styles[style]);
  formats.set(key, format);
  return format.format(at);
}

/** Clock time, e.g. 14:24. */
export const clockTime = (at: number, language: ScreenLanguage): string =>
  written(at, 'clock', language);

/** Date in full, e.g. 21. November 2026. */
export const longDate = (at: number, language: ScreenLanguage): string =>
  written(at, 'long', language);

/** The same in any language, such as that of a text somebody else will read. */
export function dateIn(at: number, language: string): string {
  try {
    return new Intl.DateTimeFormat(language, styles.long).format(at);
  } catch {
    return new Intl.DateTimeFormat('en', styles.long).format(at);
  }
}

/** Date in figures, e.g. 21.11.2026. */
export const shortDate = (at: number, language: ScreenLanguage): string =>
  written(at, 'short', language);

const SHORT = { least: '< 1 min', minutes: 'min', hours: 'h' };
const HEBREW = { least: 'פחות מדקה', minutes: 'דק׳', hours: 'שע׳' };

/** How long somebody has waited: "4 min", "2 h", "3 Tage". */
export function waitingTime(since: number, now: number, language: ScreenLanguage): string {
  const waited = Math.max(0, now - since);
  const { least, minutes, hours } = language === 'he' ? HEBREW : SHORT;
  if (waited < MINUTE) return least;
  if (waited < HOUR) return `${Math.floor(waited / MINUTE)} ${minutes}`;
  if (waited < DAY) return `${Math.floor(waited / HOUR)} ${hours}`;
  const days = Math.floor(waited / DAY);
  return days.toLocaleString(language, { style: 'unit', unit: 'day', unitDisplay: 'long' });
}

/** How long something took: "40 min", "2 h 15 min", "3 Tage". */
export function timeTaken(ms: number, language: ScreenLanguage): string {
  const { least, minutes, hours } = language === 'he' ? HEBREW : SHORT;
  if (ms > 0 && ms < MINUTE) return least;
  const whole = Math.round(ms / MINUTE);
  if (whole < 60) return `${whole} ${minutes}`;
  if (ms >= 2 * DAY) {
    const days = Math.round(ms / DAY);
    return days.toLocaleString(language, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  }
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} ${hours}${rest === 0 ? '' : ` ${rest} ${minutes}`}`;
}

/** Beside a drawing, where days would be too coarse to tell two lines apart: "60 h". */
export const wholeHours = (hours: number, language: ScreenLanguage): string =>
  `${hours.toLocaleString(language)} ${(language === 'he' ? HEBREW : SHORT).hours}`;

/** For a list: the time today, "gestern", the weekday this week, else the date. */
export function listTime(at: number, now: number, language: ScreenLanguage): string {
  const days = daysBetween(at, now);
  if (days <= 0) return clockTime(at, language);
  if (days === 1)
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day');
  return written(at, days < 7 ? 'weekday' : 'dayAndMonth', language);
}

/** For what is to come: the time today, weekday and time within a week, else the date. Of what is past only yesterday has a time. */
export function untilTime(at: number, now: number, language: ScreenLanguage): string {
  const days = daysBetween(now, at);
  if (days === 0) return clockTime(at, language);
  if (days === -1) return `${dayName(at, now, language)} ${clockTime(at, language)}`;
  if (days > 0 && days < 7) return `${written(at, 'weekday', language)} ${clockTime(at, language)}`;
  return written(at, Math.abs(days) < 300 ? 'dayAndMonth' : 'short', language);
}

/** For the line between two days: "heute", "gestern", else weekday and date. */
export function dayName(at: number, now: number, language: ScreenLanguage): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  }
  return written(at, 'day', language);
}

/** True when two moments lie on the same local day. */
export const sameDay = (a: number, b: number): boolean => startOfDay(a) === startOfDay(b);

/** Name of a language in the interface's language; the tag itself when it is none we know. */
export function languageName(tag: string, language: ScreenLanguage): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Bytes as people say them, e.g. 420 MB. */
export const megabytes = (bytes: number, language: ScreenLanguage): string =>
  (bytes / 1_000_000).toLocaleString(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 0,
  });

/** An ISO month in words, e.g. November 2026. */
export const monthName = (month: string, language: ScreenLanguage): string =>
  written(Date.parse(`${month}-15T12:00:00`), 'month', language);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A day without a time, e.g. 23.11. of 2026-11-23. */
export const dayOf = (day: string, language: ScreenLanguage): string =>
  written(Date.parse(`${day}T12:00:00`), 'dayAndMonth', language);

/** The size of a file in the unit that reads best, e.g. 2,4 MB. */
export function fileSize(bytes: number, language: ScreenLanguage): string {
  const at = Math.min(
    UNITS.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  );
  return (bytes / 1000 ** at).toLocaleString(language, {
    style: 'unit',
    unit: UNITS[at] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: at < 2 ? 0 : 1,
  });
}

/** Day and time, e.g. 21.11.2026, 14:24. */
export const dateTime = (at: number, language: ScreenLanguage): string =>
  `${shortDate(at, language)}, ${clockTime(at, language)}`;
