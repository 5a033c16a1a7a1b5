import { WORK_STEPS } from '../protocol/limits.ts';

/** A bucket that holds `burst` tokens and gains `perSecond`; every frame takes one. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What is left of one connection's allowance, and when that was true. */
export interface Allowance {
  readonly left: number;
  readonly at: number;
}

export const fullAllowance = (rate: Rate, now: number): Allowance => ({
  left: rate.burst,
  at: now,
});

/** Takes one token, or says null when there is none. A clock set back gives nothing and takes nothing. */
export function take(allowance: Allowance, rate: Rate, now: number): Allowance | null {
  const gained = (Math.max(0, now - allowance.at) * rate.perSecond) / 1000;
  const left = Math.min(rate.burst, allowance.left + gained) - 1;
  return left < 0 ? null : { left, at: now };
}

/** How much proof of work the relay asks for while its fullest device queue is this full (PROTOCOL §5). */
export const workBitsAt = (fullness: number): number =>
  WORK_STEPS.find(({ full }) => fullness >= full)?.bits ?? 0;
