// Room: ui/features/conversation. Where the eye rests while messages come and older ones join.
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Talk } from '../../app/state/talks.ts';

/** So near the end a new message keeps the view at the end, px. */
const NEAR_END = 120;

interface Place {
  readonly first: string;
  readonly last: string;
  readonly height: number;
}

const nowhere: Place = { first: '', last: '', height: 0 };

const placeOf = ({ messages }: Talk, box: HTMLElement): Place => ({
  first: messages[0]?.id ?? '',
  last: messages.at(-1)?.id ?? '',
  height: box.scrollHeight,
});

/** Keeps the end in view while new messages come, and the read place while older ones join above. */
export function useKeptPlace(talk: Talk): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef(nowhere);
  const atEnd = useRef(true);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const { first, last, height } = before.current;
    const here = placeOf(talk, box);
    const olderJoined = first !== '' && here.first !== first;
    const own = talk.messages.at(-1)?.author === 'operator';
    if (olderJoined) box.scrollTop += here.height - height;
    else if (here.last !== last && (atEnd.current || own)) box.scrollTop = here.height;
    before.current = here;
  }, [talk]);

  useEffect(() => {
    const box = scroller.current;
    return box === null ? undefined : stayAtEnd(box, atEnd);
  }, []);

  return scroller;
}

/** While the view is at the end, it stays there when the window or the content changes size. */
function stayAtEnd(box: HTMLElement, atEnd: { current: boolean }): () => void {
  const remember = (): void => {
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
  };
  const resized = new ResizeObserver(() => {
    if (atEnd.current) box.scrollTop = box.scrollHeight;
  });
  box.addEventListener('scroll', remember, { passive: true });
  resized.observe(box);
  if (box.firstElementChild !== null) resized.observe(box.firstElementChild);
  return () => {
    box.removeEventListener('scroll', remember);
    resized.disconnect();
  };
}
