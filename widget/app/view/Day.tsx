import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { localeOf, type Language } from '../i18n/texts.ts';

const DAY_MS = 86_400_000;

/** The day, where a new one begins; not above the very first message of today. */
export function Day(props: {
  readonly language: Language;
  readonly at: number;
  readonly before: number | undefined;
}): JSX.Element | null {
  const [now] = useState(() => Date.now());
  const day = nameOf(props.at, now, props.language);
  return day === nameOf(props.before ?? now, now, props.language) ? null : (
    <p class="aside day">{day}</p>
  );
}

/** "Yesterday" and "today" in the browser's own words, every other day in full. */
function nameOf(at: number, now: number, language: Language): string {
  const locale = localeOf(language);
  const ago = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  return ago === 0 || ago === -1
    ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(ago, 'day')
    : new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(at);
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
