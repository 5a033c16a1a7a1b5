// Room: ui/features/conversation. Where the eye rests while messages come, and while others join above or leave.
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { OpenMessage } from '../../../../contract/desk.ts';
import type { Drawn } from './use-log-window.ts';

/** So near the end a new message keeps the view at the end, px. */
const NEAR_END = 120;
/** So near the end there is nothing below that one does not see, px. */
const AT_END = 40;

/** The first message in sight, and how far into all that is drawn it stands. */
interface Anchor {
  readonly id: string;
  readonly into: number;
}

interface Place {
  anchor: Anchor | null;
  newest: string;
  /** The end is in sight, and the newest message is there. */
  atEnd: boolean;
  /** The end is wanted, and comes into sight once it is drawn. */
  toEnd: boolean;
}

const drawnIn = (box: HTMLElement): Iterable<HTMLElement> =>
  box.querySelectorAll<HTMLElement>('[data-message]');

const intoBox = (box: HTMLElement, one: HTMLElement): number =>
  one.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;

function anchorIn(box: HTMLElement): Anchor | null {
  const edge = box.getBoundingClientRect().top;
  for (const one of drawnIn(box)) {
    if (one.getBoundingClientRect().bottom > edge) {
      return { id: one.dataset['message'] ?? '', into: intoBox(box, one) };
    }
  }
  return null;
}

/** Puts what was in sight where it stood. */
function keep(box: HTMLElement, { id, into }: Anchor): void {
  const there = box.querySelector<HTMLElement>(`[data-message="${id}"]`);
  const by = there === null ? 0 : intoBox(box, there) - into;
  if (by !== 0) box.scrollTop += by;
}

interface Reading {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly drawn: Pick<Drawn, 'messages' | 'newest' | 'follow'>;
  /** The newest of all that were read, drawn or not. */
  readonly newest: OpenMessage | undefined;
  /** Whoever sits here has written it. */
  readonly own: boolean;
}

interface Kept {
  /** Nothing is below what is in sight. */
  readonly endSeen: boolean;
  readonly toEnd: () => void;
}

/** Keeps the end in view while new messages come, and the read place while others join or leave. */
export function useKeptPlace({ scroller, drawn, newest, own }: Reading): Kept {
  const { messages, newest: hasNewest, follow } = drawn;
  const place = useRef<Place>({ anchor: null, newest: '', atEnd: true, toEnd: false });
  const [endSeen, setEndSeen] = useState(true);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || messages.length === 0) return;
    const now = place.current;
    const came = newest !== undefined && newest.id !== now.newest;
    if (came && (now.atEnd || own)) now.toEnd = true;
    now.newest = newest?.id ?? '';
    if (now.toEnd && hasNewest) {
      box.scrollTo({ top: box.scrollHeight });
      now.toEnd = false;
    } else if (now.toEnd) follow();
    else if (now.anchor !== null) keep(box, now.anchor);
    now.atEnd = hasNewest && leftIn(box) < NEAR_END;
    now.anchor = anchorIn(box);
  }, [scroller, messages, hasNewest, newest, own, follow]);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    return watch(box, place.current, (left) => {
      setEndSeen(hasNewest && left < AT_END);
      return hasNewest && left < NEAR_END;
    });
  }, [scroller, hasNewest]);

  return {
    endSeen,
    toEnd: () => {
      const box = scroller.current;
      if (hasNewest) box?.scrollTo({ top: box.scrollHeight });
      else {
        place.current.toEnd = true;
        follow();
      }
    },
  };
}

/** What is below the part in sight, px. */
const leftIn = (box: HTMLElement): number => box.scrollHeight - box.scrollTop - box.clientHeight;

/** While the view is at the end, it stays there when the window or the content changes size. `look`: whether that is the end. */
function watch(box: HTMLElement, place: Place, look: (left: number) => boolean): () => void {
  const remember = (): void => {
    place.atEnd = look(leftIn(box));
    place.anchor = anchorIn(box);
  };
  const resized = new ResizeObserver(() => {
    if (place.atEnd) box.scrollTop = box.scrollHeight;
    look(leftIn(box));
    place.anchor = anchorIn(box);
  });
  box.addEventListener('scroll', remember, { passive: true });
  resized.observe(box);
  if (box.firstElementChild !== null) resized.observe(box.firstElementChild);
  return () => {
    box.removeEventListener('scroll', remember);
    resized.disconnect();
  };
}
