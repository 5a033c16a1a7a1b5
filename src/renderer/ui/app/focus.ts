// Room: ui/app. The places the keyboard is sent to, by name: commands and features meet here.
import type { ConversationId } from '../../../contract/desk.ts';

/** A conversation's reply box. By its own name: while another one is still on screen, that is not it. */
export const replyId = (conversation: ConversationId): string => `reply-${conversation}`;

/** A conversation's line in the queue. */
export const lineId = (conversation: ConversationId): string => `line-${conversation}`;

/** False when the place is not on screen. */
export function focusOn(id: string): boolean {
  const place = document.getElementById(id);
  place?.focus();
  return place !== null;
}

/** How long a place may take to be drawn, in frames: a conversation's first page is read meanwhile. */
const FRAMES = 60;

/**
 * Goes to a place as soon as it is drawn. Gives up quietly: the keyboard then stays where it is.
 * What is drawn for the key that was pressed is there before the next key, and so is the keyboard.
 */
export function focusSoon(id: string): void {
  if (!focusOn(id)) queueMicrotask(() => focusWithin(id, FRAMES));
}

function focusWithin(id: string, frames: number): void {
  if (focusOn(id) || frames === 0) return;
  requestAnimationFrame(() => focusWithin(id, frames - 1));
}
