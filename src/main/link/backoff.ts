/** How long to rest before dialling again. */
import { RECONNECT_FIRST_MS, RECONNECT_MAX_MS } from '../../../protocol/limits.ts';

/**
 * Doubles with every failure up to the maximum, then takes a random point in its upper half, so that
 * ten thousand clients of a relay that restarts do not come back in one instant.
 */
export function restBefore(failures: number, random: () => number): number {
  const full = Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * 2 ** Math.min(failures, 16));
  return full / 2 + (full / 2) * random();
}
