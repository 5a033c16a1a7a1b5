// Room: ui/features/annotate. What marking adds to an open conversation: the bar below the messages, and the sheets.
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Talk } from '../../app/state/talks.ts';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { LookSheet } from './LookSheet.tsx';
import { MarkBar } from './MarkBar.tsx';
import { PickSheet } from './PickSheet.tsx';

interface Props {
  readonly line: ConversationSummary;
  readonly talk: Talk;
}

export function Marker({ line, talk }: Props) {
  const { stores } = useApp();
  const { sheet, coding, chosen } = useStore(stores.marking);
  const close = (): void => {
    stores.marking.send({ type: 'sheet', sheet: null });
    if (sheet?.type === 'new' && chosen !== null) {
      // The page's own selection went when the sheet took the keyboard.
      stores.marking.send({ type: 'chosen', chosen: chosen.byKeys ? chosen : null });
    }
  };
  return (
    <>
      <MarkBar line={line} talk={talk} />
      {sheet?.type === 'look' && coding !== null && (
        <LookSheet sheet={sheet} coding={coding} onClose={close} />
      )}
      {sheet !== null && sheet.type !== 'look' && coding !== null && (
        <PickSheet sheet={sheet} coding={coding} onClose={close} />
      )}
    </>
  );
}
