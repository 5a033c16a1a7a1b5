// Room: ui/features/annotate. What a message is marked with, below it: the way in for the keyboard, and words for the colours.
import { styled } from '@mui/material/styles';
import { Highlighter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { ownMarks } from '../../app/state/marking.ts';
import { usePart } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { treeOf } from './look.ts';

const Open = styled('button')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 5,
  maxWidth: '100%',
  minHeight: 24,
  padding: '0 4px',
  marginInline: -4,
  border: 0,
  borderRadius: 6,
  background: 'none',
  font: 'inherit',
  fontSize: 12,
  lineHeight: '17px',
  color: colour.inkSoft,
  cursor: 'pointer',
  '& svg': { flex: 'none' },
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '&:hover': { color: colour.ink },
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 1 },
});

interface Props {
  readonly conversation: ConversationId;
  readonly message: MessageId;
}

export function Marks({ conversation, message }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { codesIn } = useLanguage();
  const coding = usePart(stores.marking, (marking) => marking.coding);
  const talks = usePart(stores.marking, (marking) => marking.talks);
  const marks = ownMarks({ coding, talks }, conversation).filter(
    ({ target }) => target.messageId === message,
  );
  if (coding === null || marks.length === 0) return null;
  const tree = treeOf(coding.codebook);
  const names = [
    ...new Set(
      marks.flatMap(({ codeIds }) =>
        codeIds.length === 0
          ? [t('marking.onlyMemo')]
          : codeIds.map((code) => tree.label(code, codesIn)),
      ),
    ),
  ];
  const shown = names.join(' · ');
  const ids = marks.map(({ id }) => id);
  return (
    <Open
      type="button"
      aria-label={t('marking.look', { codes: shown })}
      aria-haspopup="dialog"
      onClick={() =>
        stores.marking.send({ type: 'sheet', sheet: { type: 'look', conversation, ids } })
      }
    >
      <Highlighter size={13} strokeWidth={STROKE} aria-hidden />
      <span>{shown}</span>
    </Open>
  );
}
