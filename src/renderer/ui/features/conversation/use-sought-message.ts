// Room: ui/features/conversation. A message that was searched for comes into view, once, when its page is there.
import { useEffect, type RefObject } from 'react';
import type { MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Talk } from '../../app/state/talks.ts';

/** Returns the message that is sought in the open conversation, so that it can be marked. */
export function useSoughtMessage(
  scroller: RefObject<HTMLElement | null>,
  talk: Talk,
): MessageId | null {
  const { stores } = useApp();
  const { message } = useStore(stores.view);
  const there = message !== null && talk.messages.some(({ id }) => id === message);
  useEffect(() => {
    if (!there) return;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-message="${message}"]`)
      ?.scrollIntoView({ block: 'center' });
  }, [there, message, scroller]);
  return message;
}
