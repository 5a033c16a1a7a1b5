/** Keeps this client under the relay's frame rate, which closes who goes over it (PROTOCOL §5). */
import { FRAME_BURST, FRAMES_PER_SECOND } from '../../../protocol/limits.ts';

/** A little under the relay's own figures: its clock and ours need not agree. */
const BURST = FRAME_BURST * 0.75;
const PER_SECOND = FRAMES_PER_SECOND * 0.9;

/** Frames still allowed at once, and when that was true. */
export interface Allowance {
  readonly left: number;
  readonly at: number;
}

export const fullAllowance = (now: number): Allowance => ({ left: BURST, at: now });

/** Takes one frame's worth. `wait` is 0 when it may go now, else ms until it may; then nothing was taken. */
export function take(
  allowance: Allowance,
  now: number,
): { readonly allowance: Allowance; readonly wait: number } {
  const gained = (Math.max(0, now - allowance.at) * PER_SECOND) / 1000;
  const left = Math.min(BURST, allowance.left + gained);
  return left >= 1
    ? { allowance: { left: left - 1, at: now }, wait: 0 }
    : { allowance: { left, at: now }, wait: Math.ceil(((1 - left) * 1000) / PER_SECOND) };
}
