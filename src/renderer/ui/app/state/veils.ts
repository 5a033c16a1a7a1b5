// Room: ui/app/state. Messages an operator has put out of sight, e.g. abuse. Until the lock; nothing is deleted by it.
import type { ConversationId, ConversationSummary, MessageId } from '../../../../contract/desk.ts';

interface Veiled {
  readonly conversation: ConversationId;
  readonly text: string;
}

export type Veils = ReadonlyMap<MessageId, Veiled>;
export type VeilsEvent =
  | ({ readonly type: 'veiled'; readonly message: MessageId } & Veiled)
  | { readonly type: 'shown'; readonly message: MessageId };

export const noVeils: Veils = new Map();

export function veils(state: Veils, event: VeilsEvent): Veils {
  if (state.has(event.message) === (event.type === 'veiled')) return state;
  const next = new Map(state);
  if (event.type === 'shown') next.delete(event.message);
  else next.set(event.message, { conversation: event.conversation, text: event.text });
  return next;
}

/** Whether a line of the queue would show the beginning of what was put out of sight. */
export const isVeiledPreview = (
  state: Veils,
  { id, preview, previewBy, previewKind }: ConversationSummary,
): boolean =>
  previewBy === 'reporter' &&
  previewKind === 'text' &&
  [...state.values()].some(
    ({ conversation, text }) => conversation === id && oneLine(text).startsWith(uncut(preview)),
  );

/** As the vault writes a preview: one line, and where it was cut an ellipsis. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const uncut = (preview: string): string => preview.replace(/…$/, '');
