/** Vault, catch-up: how far a comparison has come (PROTOCOL §4, Catching up). Pure. */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { CatchUpPlace } from '../../../../protocol/talk/content.ts';

/** All of this conversation. */
export const wholeOf = (conversation: ConversationId): CatchUpPlace => ({
  conversation,
  lamport: Number.MAX_SAFE_INTEGER,
});

/** Conversations by id, in each of them messages by Lamport time; null comes before everything. */
export function isBeyond(place: CatchUpPlace, before: CatchUpPlace | null): boolean {
  if (before === null) return true;
  if (place.conversation !== before.conversation) return place.conversation > before.conversation;
  return place.lamport > before.lamport;
}

/** The conversations that are not compared up to their end, in the order in which they are. */
export const restOf = (
  conversations: Iterable<ConversationId>,
  after: CatchUpPlace | null,
  through: ConversationId | null,
): readonly ConversationId[] =>
  [...conversations]
    .filter((id) => isBeyond(wholeOf(id), after) && (through === null || id <= through))
    .toSorted(byId);

const byId = (a: ConversationId, b: ConversationId): number => (a === b ? 0 : a < b ? -1 : 1);
