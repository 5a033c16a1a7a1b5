// Room: ui/app/state. Who may read a conversation on, as its line says it. Pure.
import type { ConversationSummary } from '../../../../contract/desk.ts';

/** Whether what is said in it still comes to this device, and may be said from it. */
export const readsOn = ({ restricted }: Pick<ConversationSummary, 'restricted'>): boolean =>
  restricted?.own !== false;
