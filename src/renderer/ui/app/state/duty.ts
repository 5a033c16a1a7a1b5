// Room: ui/app/state. Whether the person here is there, and what may sound.
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { PLAIN_RULES, type DutyView } from '../../../../contract/duty.ts';

/** Until the vault has said so. */
export const startingDuty: DutyView = { chosen: 'available', now: 'available', rules: PLAIN_RULES };

/** Whether something new in this conversation may be heard: not by who is away, nor what is another's to answer. */
export function mayHear(
  { chosen, rules }: DutyView,
  line: Pick<ConversationSummary, 'holder' | 'status'> | undefined,
): boolean {
  if (!rules.sound || chosen === 'away') return false;
  if (line === undefined) return chosen === 'available';
  if (line.status === 'muted') return false;
  return line.holder === null ? chosen === 'available' : line.holder.own;
}
