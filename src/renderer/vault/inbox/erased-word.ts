/**
 * Vault, inbox: a colleague says to have erased a conversation at its reporter's wish (PROTOCOL §4, Erasing).
 *
 * A word, and no order: it stands on the conversation until a person here has erased it as well, or decided to keep it.
 */
import type { ConversationId, DeviceId, MessageId } from '../../../../protocol/ids.ts';
import { MAX_DEVICES } from '../../../../protocol/limits.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { TalkRequests } from '../../../contract/talk.ts';
import type { Conversation } from './conversation.ts';
import type { InboxParts } from './parts.ts';

interface Word {
  readonly by: DeviceId;
  /** The `erase` that was followed; an answer names none. */
  readonly asked?: MessageId;
}

/** Whose word stands. Who is no operator any more is nobody to ask about it. */
export const wordOn = (
  { erasedBy }: Pick<Conversation, 'erasedBy'>,
  { operators }: Pick<InboxParts, 'operators'>,
): DeviceId | null => (erasedBy !== null && operators().has(erasedBy) ? erasedBy : null);

/**
 * The same where it says nothing more: the reporter's own wish is here, another's word stands, or a person has decided.
 * And where it says nothing of what is here now: that wish, or by a word that names none any, was followed here before.
 */
export function withWord(
  parts: Pick<InboxParts, 'operators' | 'erased' | 'conversationErased'>,
  conversation: Conversation,
  { by, asked }: Word,
): Conversation {
  const { id, reporter, asks, keptAnyway } = conversation;
  const isOld =
    asked === undefined ? parts.conversationErased?.(id) : parts.erased?.(reporter, asked);
  const isKnown = asks.erase !== null || wordOn(conversation, parts) !== null;
  if (isOld === true || isKnown || keptAnyway.includes(by)) return conversation;
  return { ...conversation, erasedBy: by };
}

/** Durable when it answers. That colleague's word of it is not shown again, until the reporter writes. */
export async function keepAnyway(
  { book, store, oneByOne }: Pick<InboxParts, 'book' | 'store' | 'oneByOne'>,
  changed: (id: ConversationId) => void,
  id: ConversationId,
): Promise<TalkRequests['keepAnyway']['output']> {
  return await oneByOne<TalkRequests['keepAnyway']['output']>(async () => {
    const entry = await book.get(id);
    if (entry === undefined) return refuse('unknown-conversation');
    const { erasedBy, keptAnyway } = entry.conversation;
    if (erasedBy === null) return ok(null);
    const decided = [...keptAnyway, erasedBy].slice(-MAX_DEVICES);
    const next = {
      ...entry,
      conversation: { ...entry.conversation, erasedBy: null, keptAnyway: decided },
    };
    const committed = await store.commit([book.change(next)]);
    if (!committed.ok) return committed;
    book.put(next);
    changed(id);
    return ok(null);
  });
}
