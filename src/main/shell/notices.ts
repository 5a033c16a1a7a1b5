/** When to say that something waits: at most once a minute, and never what. */
import { NOTICE_EVERY_MS } from '../limits.ts';

/** A function that calls `show` at most once in {@link NOTICE_EVERY_MS}; further calls in that time are dropped. */
export function sparingly(show: () => void, now: () => number): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    if (at - last < NOTICE_EVERY_MS) return;
    last = at;
    show();
  };
}
