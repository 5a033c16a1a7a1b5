/** Vault, figures: how long people waited, as percentiles where there are enough answers for them. Pure. */
import { ANSWERS_NEEDED, type ResponseTimes, type Waits } from '../../../contract/figures.ts';
import type { Calendar } from './calendar.ts';
import type { Answer } from './tally.ts';

/** One answer's wait; `served` is null where it counts in no service hours. */
export interface Wait {
  readonly first: boolean;
  readonly plain: number;
  readonly served: number | null;
}

/** What is answered out of hours before any of them have passed is a gift, and makes no team look fast. */
export function waitOf({ at, asked, first }: Answer, calendar: Calendar): Wait {
  const served = calendar.openBetween(asked, at);
  return { first, plain: at - asked, served: served > 0 || calendar.isOpen(at) ? served : null };
}

export function timesOf(waits: readonly Wait[], hasHours: boolean): ResponseTimes {
  return {
    plain: percentiles(waits.map(({ plain }) => plain)),
    served: hasHours ? percentiles(waits.flatMap(({ served }) => served ?? [])) : null,
  };
}

function percentiles(waits: readonly number[]): Waits {
  const rising = waits.toSorted((a, b) => a - b);
  const at = (part: keyof typeof ANSWERS_NEEDED, percent: number): number | null =>
    rising.length < ANSWERS_NEEDED[part]
      ? null
      : (rising[Math.ceil((rising.length * percent) / 100) - 1] ?? null);
  return { count: rising.length, p50: at('p50', 50), p90: at('p90', 90), p95: at('p95', 95) };
}
