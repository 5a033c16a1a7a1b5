// Room: ui/features/conversation. The messages in the page: the window over all that were read, moved by reading on.
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { MessageId, OpenMessage } from '../../../../contract/desk.ts';
import { around, atNewest, moved, spanOf } from './log-window.ts';

export interface Drawn {
  readonly messages: readonly OpenMessage[];
  /** Its place in all that were read. */
  readonly from: number;
  /** The newest message is in the page. */
  readonly newest: boolean;
  readonly move: (to: 'older' | 'newer') => void;
  readonly bring: (message: MessageId) => void;
  readonly follow: () => void;
}

export function useLogWindow(
  all: readonly OpenMessage[],
  scroller: RefObject<HTMLElement | null>,
): Drawn {
  const [window, setWindow] = useState(atNewest);
  const ids = useMemo(() => all.map(({ id }) => id), [all]);
  const { from, to } = spanOf(ids, window);
  const messages = useMemo(() => all.slice(from, to), [all, from, to]);

  const focusInside = useRef(false);

  const move = (where: 'older' | 'newer'): void => {
    const box = scroller.current;
    const keep = box !== null && hasSelection(box);
    focusInside.current = box?.contains(document.activeElement) === true;
    // Where one reads was told of what is drawn: it says nothing of a window that has been brought elsewhere since.
    setWindow((now) => (now === window ? moved(ids, now, { to: where, keep }) : now));
  };
  // What had the keyboard may have left the page: then all of the messages have it, and its keys still scroll.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!focusInside.current || box === null || messages.length === 0) return;
    focusInside.current = false;
    if (!box.contains(document.activeElement)) box.focus({ preventScroll: true });
  }, [messages, scroller]);

  const bring = useCallback((message: MessageId) => setWindow(around(ids, message)), [ids]);
  const follow = useCallback(() => setWindow(atNewest), []);
  return { messages, from, newest: to === all.length, move, bring, follow };
}

const hasSelection = (box: HTMLElement): boolean => {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(box, true);
};
