// Room: ui/app/state. How many conversations somebody answers at once, against the limit they set themselves. Pure.
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { isAway } from './later.ts';

/** What is put aside needs nobody now, and what was only offered is not taken yet. */
const answers = (line: ConversationSummary, now: number): boolean =>
  line.status === 'open' && line.holder?.own === true && !line.holder.offered && !isAway(line, now);

/** What this device holds, put aside or only offered too: all of it can be handed over. */
export const heldHere = (lines: readonly ConversationSummary[]): readonly ConversationSummary[] =>
  lines.filter(({ status, holder }) => status === 'open' && holder?.own === true);

/** The conversations somebody answers now. */
export const answeredBy = (lines: readonly ConversationSummary[], now: number): number =>
  lines.filter((line) => answers(line, now)).length;

/** Whether one more is beyond the limit; null sets none. */
export const isFull = (
  lines: readonly ConversationSummary[],
  limit: number | null,
  now: number,
): boolean => limit !== null && answeredBy(lines, now) >= limit;
