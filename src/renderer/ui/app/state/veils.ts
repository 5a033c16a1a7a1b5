// Room: ui/app/state. Which messages stand behind a tap, because somebody here has put them out of sight.
import type { ConversationId, OpenMessage } from '../../../../contract/desk.ts';
import { isVeiled, NO_VEIL, type Veil } from '../../../../contract/veil.ts';
import type { Inbox } from './inbox.ts';

/** What can be hurtful in what a reporter sent. What they ask for stays in sight. */
const kinds: ReadonlySet<OpenMessage['kind']> = new Set(['text', 'rating', 'attachment']);

export const canBeVeiled = ({ kind, author }: OpenMessage): boolean =>
  author === 'reporter' && kinds.has(kind);

export const isOutOfSight = (veil: Veil, message: OpenMessage): boolean =>
  canBeVeiled(message) && isVeiled(veil, message.id);

/** As its line says. */
export const veilIn = ({ lines }: Inbox, conversation: ConversationId): Veil =>
  lines.get(conversation)?.veil ?? NO_VEIL;
