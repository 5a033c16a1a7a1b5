// Room: ui/features/inbox. When a wait becomes long. Pure.

export type WaitLevel = 'fresh' | 'waiting' | 'long';

const MINUTE_MS = 60_000;
/** Up to here somebody has only just written, ms. */
const FRESH_MS = 2 * MINUTE_MS;
/** From here on somebody has waited too long where no alarm is set, min. */
const LONG_MINUTES = 10;

/** `alarmMinutes`: what the person here has set; 0: nothing. */
export function waitLevel(since: number, now: number, alarmMinutes: number): WaitLevel {
  const waited = now - since;
  const long = (alarmMinutes === 0 ? LONG_MINUTES : alarmMinutes) * MINUTE_MS;
  if (waited >= long) return 'long';
  return waited < FRESH_MS ? 'fresh' : 'waiting';
}
