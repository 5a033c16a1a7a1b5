// Room: ui/features/conversation. A message that was asked for comes into the page, and then into view, once.
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { MessageId, OpenMessage } from '../../../../contract/desk.ts';
import type { Drawn } from './use-log-window.ts';

interface Read {
  readonly drawn: Pick<Drawn, 'messages' | 'bring'>;
  /** All that were read. */
  readonly shown: readonly OpenMessage[];
}

interface Asked {
  /** Null: none is. */
  readonly message: MessageId | null;
  /** What asks for it, where the same message may be asked for again. */
  readonly by?: object | null;
  readonly block: ScrollLogicalPosition;
}

/** Answers whether it was read; until then it is waited for. */
export function useBroughtMessage(
  scroller: RefObject<HTMLElement | null>,
  { drawn, shown }: Read,
  { message, by, block }: Asked,
): boolean {
  const met = useRef<object | string | null>(null);
  const asks = by ?? message;
  const isRead = message !== null && shown.some(({ id }) => id === message);
  const isDrawn = isRead && drawn.messages.some(({ id }) => id === message);
  const { bring } = drawn;
  // Before anything is painted: a window that has moved and stands at its end for one frame would move on.
  useLayoutEffect(() => {
    if (!isRead || met.current === asks) return;
    if (!isDrawn) {
      bring(message);
      return;
    }
    met.current = asks;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-message="${message}"]`)
      ?.scrollIntoView({ block });
  }, [asks, message, block, isRead, isDrawn, bring, scroller]);
  return isRead;
}
