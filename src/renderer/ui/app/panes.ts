// Room: ui/app. Which panes stand beside each other. Pure.
import type { View } from './state/view.ts';
import type { Width } from './use-width.ts';

export type Pane = 'queue' | 'talk' | 'case';

/** On two panes an open case takes the queue's place; on one, whatever was opened last stands alone. */
export function panesFor(
  width: Width,
  { conversation, casePanel }: View,
  hasCase: boolean,
): readonly Pane[] {
  const talking = conversation !== null;
  const showCase = talking && casePanel && hasCase;
  switch (width) {
    case 'wide':
      return showCase ? ['queue', 'talk', 'case'] : ['queue', 'talk'];
    case 'middle':
      return showCase ? ['talk', 'case'] : ['queue', 'talk'];
    case 'narrow':
      if (showCase) return ['case'];
      return talking ? ['talk'] : ['queue'];
  }
}
