// Room: ui/features/conversation. Which of the messages that were read are in the page: so many, wherever one reads. Pure.
import type { MessageId } from '../../../../contract/desk.ts';

/** Messages in the page at once. */
export const WINDOW = 120;
/** It moves by so many. */
export const STEP = 40;

export interface LogWindow {
  /** The first one in the page; null: the newest are, and stay there as more come. */
  readonly first: MessageId | null;
  readonly size: number;
}

export interface Span {
  readonly from: number;
  /** Beyond the last. */
  readonly to: number;
}

export const atNewest: LogWindow = { first: null, size: WINDOW };

/** Its place in all that were read. One whose first message went is at the newest again. */
export function spanOf(ids: readonly MessageId[], { first, size }: LogWindow): Span {
  const found = first === null ? -1 : ids.indexOf(first);
  const from = found === -1 ? Math.max(0, ids.length - size) : found;
  return { from, to: Math.min(ids.length, from + size) };
}

interface Move {
  readonly to: 'older' | 'newer';
  /** Nothing leaves the page: somebody has words selected in it. */
  readonly keep: boolean;
}

/** One step on. */
export function moved(ids: readonly MessageId[], window: LogWindow, { to, keep }: Move): LogWindow {
  const span = spanOf(ids, window);
  const next =
    to === 'older'
      ? { from: Math.max(0, span.from - STEP), to: span.to }
      : { from: span.from, to: Math.min(ids.length, span.to + STEP) };
  if (next.from === span.from && next.to === span.to) return window;
  const size = keep ? next.to - next.from : WINDOW;
  return beginningAt(ids, to === 'older' ? next.from : Math.max(0, next.to - size), size);
}

/** With this message in the middle, as far as there are enough on both sides. */
export const around = (ids: readonly MessageId[], message: MessageId): LogWindow =>
  beginningAt(ids, Math.max(0, ids.indexOf(message) - WINDOW / 2), WINDOW);

/** What reaches the newest stays with them. */
const beginningAt = (ids: readonly MessageId[], from: number, size: number): LogWindow => ({
  first: from + size >= ids.length ? null : (ids[from] ?? null),
  size,
});
