const DAY_MS = 24 * 60 * 60 * 1000;

/** Days since the epoch. The relay's disk knows days, not times: who wrote when is nobody's to find there. */
export const dayOf = (now: number): number => Math.floor(now / DAY_MS);

/** A span of whole days, rounded up so that nothing lives shorter than promised. */
export const daysIn = (ms: number): number => Math.ceil(ms / DAY_MS);
