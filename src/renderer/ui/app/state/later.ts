// Room: ui/app/state. What is put away for a time, or is to be looked at again on a day. Pure: the clock is passed in.
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { WorkChange } from '../../../../contract/work.ts';

export type LaterLine = Pick<
  ConversationSummary,
  'status' | 'snoozedUntil' | 'followUpAt' | 'lastAt'
>;

/** Put away until a moment to come. Whatever the reporter writes ends it, and the vault says so. */
export const isAway = (
  { status, snoozedUntil }: Pick<LaterLine, 'status' | 'snoozedUntil'>,
  now: number,
): boolean => status === 'open' && snoozedUntil !== null && snoozedUntil > now;

/** Its moment has come, and nobody has said that it is done. */
export const isDue = (line: LaterLine, now: number): boolean =>
  momentsOf(line).some((at) => at <= now);

/** The next moment at which it wants to be looked at, past or to come; null: none. */
export function laterAt(line: LaterLine, now: number): number | null {
  const due = momentsOf(line).filter((at) => at <= now);
  const ahead = momentsOf(line).filter((at) => at > now);
  const moments = due.length > 0 ? due : ahead;
  return moments.length === 0 ? null : Math.min(...moments);
}

/** What a press on "done" takes away: the moments that have come. One to come stays. */
export const doneWith = (
  { snoozedUntil, followUpAt }: Pick<LaterLine, 'snoozedUntil' | 'followUpAt'>,
  now: number,
): WorkChange => ({
  ...(snoozedUntil !== null && snoozedUntil <= now ? { snoozedUntil: null } : {}),
  ...(followUpAt !== null && followUpAt <= now ? { followUpAt: null } : {}),
});

/**
 * A conversation that was put aside is back once somebody wrote after its moment. What was to be looked at
 * again stays so, however much is written and whenever that arrived here: all devices show the same. What is
 * closed can still be followed up.
 */
function momentsOf({ status, snoozedUntil, followUpAt, lastAt }: LaterLine): readonly number[] {
  if (status === 'muted') return [];
  const away = status === 'open' && snoozedUntil !== null && snoozedUntil > lastAt;
  return [away ? snoozedUntil : null, followUpAt].filter((at) => at !== null);
}
