// Room: ui/features/annotate. Words selected in a message are chosen; a click on marked words shows what they carry.
import { useEffect, type RefObject } from 'react';
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import type { Chosen } from '../../app/state/marking.ts';
import { pointsIn, trimmed, wordsIn } from './places.ts';

export function useChosenWords(
  scroller: RefObject<HTMLElement | null>,
  conversation: ConversationId,
): void {
  const { stores, acts } = useApp();
  useEffect(() => {
    void acts.marking.look(conversation);
    return () => stores.marking.send({ type: 'chosen', chosen: null });
  }, [acts, stores, conversation]);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const released = ({ target, button }: PointerEvent): void => {
      if (button !== 0 || !(target instanceof Element) || target.closest('button') !== null) return;
      const selection = getSelection();
      const words = selection === null ? null : wordsOf(selection);
      const ids = target.closest<HTMLElement>('[data-marks]')?.dataset['marks'] ?? '';
      if (words === null && selection?.isCollapsed !== false && ids !== '') {
        const sheet = { type: 'look', conversation, ids: ids.split(' ') } as const;
        stores.marking.send({ type: 'sheet', sheet });
      } else {
        const chosen = words === null ? null : { ...words, conversation, byKeys: false };
        stores.marking.send({ type: 'chosen', chosen });
      }
    };
    // The selection is what it will be only after the release was dealt with.
    const later = (event: PointerEvent): void => void setTimeout(() => released(event), 0);
    box.addEventListener('pointerup', later);
    return () => box.removeEventListener('pointerup', later);
  }, [scroller, stores, conversation]);
}

type Words = Omit<Chosen, 'conversation' | 'byKeys'>;

/** What is selected, where all of it stands in one message's text. */
function wordsOf(selection: Selection): Words | null {
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const holder = holderOf(range.startContainer);
  const message = holder?.dataset['words'];
  if (holder === null || message === undefined || holderOf(range.endContainer) !== holder) {
    return null;
  }
  const text = holder.textContent;
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const from = before.toString().length;
  const span = trimmed(text, {
    start: pointsIn(text, from),
    end: pointsIn(text, from + range.toString().length),
  });
  if (span === null) return null;
  return { message: message as MessageId, ...span, exact: wordsIn(text, span) };
}

const holderOf = (node: Node): HTMLElement | null =>
  (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-words]') ??
  null;
