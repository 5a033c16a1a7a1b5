import { nextOpening, readHours } from '../../protocol/team/hours.ts';
import type { Profile } from '../../protocol/team/profile.ts';
import { localeOf, type Language } from './i18n/texts.ts';

/**
 * When the team is to be there next, in the reporter's own time: "today, 15:00", "Monday 09:00", "5 January at
 * 09:00". Where this machine's clock is not the team's, or a browser only says so to tell nobody where it is,
 * the team's own time stands behind: "today, 14:00 (15:00 Central European Standard Time)". '' where the profile
 * promises nothing.
 */
export function backAt(profile: Profile, language: Language, now: number): string {
  const hours = readHours(profile);
  const at = hours === null ? null : nextOpening(hours, now);
  if (hours === null || at === null) return '';
  return `${here(at, now, language)}${there(at, hours.zone, language)}`;
}

/** '' where the clocks agree. A day is named where it is another. */
function there(at: number, zone: string, language: Language): string {
  const shown = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(localeOf(language), options).format(at);
  const same = (options: Intl.DateTimeFormatOptions): boolean =>
    shown(options) === shown({ ...options, timeZone: zone });
  const day = { weekday: 'long' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  if (same({ ...day, ...clock })) return '';
  const team = {
    ...(same(day) ? {} : day),
    ...clock,
    timeZone: zone,
    timeZoneName: 'long',
  } as const;
  return ` (${shown(team)})`;
}

function here(at: number, now: number, language: Language): string {
  const locale = localeOf(language);
  const shown = (day: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit' }).format(at);
  const days = daysBetween(now, at);
  if (days >= WEEK) return shown({ day: 'numeric', month: 'long' });
  if (days > 1) return shown({ weekday: 'long' });
  const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  return `${day}${language === 'ar' ? '،' : ','} ${shown({})}`;
}

/** The same weekday comes back after so many. */
const WEEK = 7;

/** Nights between two moments by the clock on the reporter's wall, however long a day is. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number): number => {
    const day = new Date(at);
    return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  };
  return (midnight(to) - midnight(from)) / (24 * 60 * 60 * 1000);
}
