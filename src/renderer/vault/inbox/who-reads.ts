/** Vault, inbox: what a conversation's line says of who holds it, who may read it on, and who has erased it. */
import type { ConversationSummary } from '../../../contract/desk.ts';
import type { ConversationHead } from './conversation-head.ts';
import { wordOn } from './erased-word.ts';
import { holderOf } from './holder.ts';
import type { InboxParts } from './parts.ts';
import { mayRestrict, restrictedIn } from './readers.ts';

export const readersOf = (
  head: ConversationHead,
  parts: Pick<InboxParts, 'own' | 'operators' | 'devices' | 'saysOf'>,
): Pick<ConversationSummary, 'holder' | 'restricted' | 'mayRestrict' | 'erasedBy'> => ({
  holder: holderOf(head.holding, parts, head.card?.allowed ?? null),
  restricted: restrictedIn(head.card, parts),
  mayRestrict: mayRestrict(head.card, parts),
  erasedBy: wordOn(head, parts),
});
