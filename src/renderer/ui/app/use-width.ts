// Room: ui/app. How many panes fit: three, two, or one with a way back.
import { useSyncExternalStore } from 'react';

export type Width = 'narrow' | 'middle' | 'wide';

/** Window widths from which two and three panes fit, px. */
const TWO_PANES = 900;
const THREE_PANES = 1240;

const read = (): Width => {
  if (innerWidth < TWO_PANES) return 'narrow';
  return innerWidth < THREE_PANES ? 'middle' : 'wide';
};

const listen = (changed: () => void): (() => void) => {
  addEventListener('resize', changed);
  return () => removeEventListener('resize', changed);
};

export const useWidth = (): Width => useSyncExternalStore(listen, read);
