/** Vault, inbox: what a conversation's line says of who holds it and who may read it on. */
import type { ConversationSummary } from '../../../contract/desk.ts';
import type { ConversationHead } from './conversation-head.ts';
import { holderOf } from './holder.ts';
import type { InboxParts } from './parts.ts';
import { mayRestrict, restrictedIn } from './readers.ts';

export const readersOf = (
  { holding, card }: ConversationHead,
  parts: Pick<InboxParts, 'own' | 'operators' | 'devices' | 'saysOf'>,
): Pick<ConversationSummary, 'holder' | 'restricted' | 'mayRestrict'> => ({
  holder: holderOf(holding, parts, card?.allowed ?? null),
  restricted: restrictedIn(card, parts),
  mayRestrict: mayRestrict(card, parts),
});
