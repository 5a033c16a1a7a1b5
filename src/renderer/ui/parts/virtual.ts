/**
 * Room: ui/parts. A virtual list that never asks the page for its layout while it is being built.
 *
 * Asked in the middle of a script, the browser lays everything out at once, and the page holds still
 * for as long as both take. Told by ResizeObserver, it does so in its own time.
 */
import { elementScroll, type Virtualizer } from '@tanstack/react-virtual';

type List = Virtualizer<HTMLDivElement, Element>;

export const unhurried = {
  observeElementRect: (
    { scrollElement }: List,
    tell: (rect: { readonly width: number; readonly height: number }) => void,
  ): (() => void) => {
    const observer = new ResizeObserver(([entry]) => {
      const [box] = entry?.borderBoxSize ?? [];
      if (box === undefined) return;
      tell({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) });
    });
    if (scrollElement !== null) observer.observe(scrollElement);
    return () => observer.disconnect();
  },
  scrollToFn: (offset: number, how: Parameters<typeof elementScroll>[1], list: List): void => {
    // It stands there already.
    if (offset === 0 && (list.scrollOffset ?? 0) === 0) return;
    elementScroll(offset, how, list);
  },
};
