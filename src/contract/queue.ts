/** The order of the queue: the vault pages by it, and the screen places what changed by it. */
import type { ConversationSummary } from './desk.ts';

type Placed = Pick<ConversationSummary, 'soon' | 'waitingSince' | 'lastAt'>;

/** What somebody could not go on with comes first, then who waits longest; below them the newest conversation. */
export function byUrgency(a: Placed, b: Placed): number {
  if (a.soon !== b.soon) return a.soon ? -1 : 1;
  if (a.waitingSince !== null && b.waitingSince !== null) return a.waitingSince - b.waitingSince;
  if (a.waitingSince !== null) return -1;
  if (b.waitingSince !== null) return 1;
  return b.lastAt - a.lastAt;
}
