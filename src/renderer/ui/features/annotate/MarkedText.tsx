// Room: ui/features/annotate. A message's words with what is marked in them. Only ever text; links ask as everywhere.
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { ownMarks } from '../../app/state/marking.ts';
import { usePart } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';
import { TextPiece, TextWithLinks } from '../conversation/TextWithLinks.tsx';
import { hueColour, tintOf, treeOf } from './look.ts';
import { stretches, type Span } from './places.ts';

const Mark = styled('mark')({
  color: 'inherit',
  borderRadius: 2,
  cursor: 'pointer',
  boxDecorationBreak: 'clone',
  '&[data-chosen=true]': { outline: `2px solid ${colour.accent}`, outlineOffset: 1 },
  '&[data-marks=""]': { cursor: 'text' },
  '@media (forced-colors: active)': {
    color: 'CanvasText',
    backgroundColor: 'Canvas !important',
    backgroundImage: 'none !important',
    textDecoration: 'underline',
    textDecorationThickness: 2,
    '&[data-many=true]': { textDecorationStyle: 'double' },
    '&[data-chosen=true]': { outlineColor: 'Highlight' },
  },
});

interface Props {
  readonly conversation: ConversationId;
  readonly message: MessageId;
  readonly text: string;
}

/** One mark, or the words that are being chosen: those have no id. */
interface Drawn extends Span {
  readonly id: string | null;
  readonly colours: readonly string[];
}

export function MarkedText({ conversation, message, text }: Props) {
  const { stores } = useApp();
  const coding = usePart(stores.marking, (marking) => marking.coding);
  const talks = usePart(stores.marking, (marking) => marking.talks);
  const chosen = usePart(stores.marking, (marking) =>
    marking.chosen?.message === message && marking.chosen.byKeys ? marking.chosen : null,
  );
  const drawn = useMemo((): readonly Drawn[] => {
    if (coding === null) return [];
    const tree = treeOf(coding.codebook);
    const marks = ownMarks({ coding, talks }, conversation)
      .filter(({ target }) => target.messageId === message)
      .map(({ id, target, codeIds }) => ({
        id,
        start: target.start,
        end: target.end,
        colours: codeIds.length === 0 ? [null] : codeIds.map((code) => tree.hue(code)),
      }))
      .map((one) => ({ ...one, colours: [...new Set(one.colours.map(hueColour))] }));
    if (chosen === null) return marks;
    return [...marks, { id: null, start: chosen.start, end: chosen.end, colours: [] }];
  }, [coding, talks, chosen, conversation, message]);
  const parts = useMemo(() => stretches(text, drawn), [text, drawn]);
  if (drawn.length === 0) {
    return (
      <span data-words={message}>
        <TextWithLinks text={text} />
      </span>
    );
  }
  return (
    <span data-words={message}>
      {parts.map(({ piece, over }, at) => {
        const here = over.flatMap((n) => drawn[n] ?? []);
        if (here.length === 0) return <TextPiece key={at} piece={piece} />;
        const ids = here.flatMap(({ id }) => id ?? []);
        const colours = [...new Set(here.flatMap((one) => one.colours))];
        return (
          <Mark
            key={at}
            data-marks={ids.join(' ')}
            data-many={ids.length > 1}
            data-chosen={ids.length < here.length}
            style={colours.length === 0 ? { backgroundColor: colour.accentSoft } : tintOf(colours)}
          >
            <TextPiece piece={piece} />
          </Mark>
        );
      })}
    </span>
  );
}
