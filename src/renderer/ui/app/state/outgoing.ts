// Room: ui/app/state. Files of ours on their way to the relay, one in each conversation: no messages yet.
import type { ConversationId } from '../../../../contract/desk.ts';
import type { OutgoingFile } from '../../../../contract/talk.ts';

export type Outgoing = ReadonlyMap<ConversationId, OutgoingFile>;

/** Null: nothing is on its way there any more. */
export interface OutgoingEvent {
  readonly conversation: ConversationId;
  readonly file: OutgoingFile | null;
}

export const nothingOutgoing: Outgoing = new Map();

export function outgoing(state: Outgoing, { conversation, file }: OutgoingEvent): Outgoing {
  if (file !== null) return new Map(state).set(conversation, file);
  const rest = new Map(state);
  return rest.delete(conversation) ? rest : state;
}
