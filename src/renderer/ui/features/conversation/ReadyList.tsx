// Room: ui/features/conversation. The replies a slash found, above the box; the keyboard stays in the box.
import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import type { Ready } from './use-ready.ts';

export const READY_ID = 'ready-replies';
export const readyId = (at: number): string => `ready-reply-${at}`;

const Popup = styled('div')({
  position: 'absolute',
  zIndex: 2,
  insetInline: 20,
  bottom: '100%',
  display: 'flex',
  flexDirection: 'column',
  maxHeight: 'min(340px, 46vh)',
  padding: 6,
  border: `1px solid ${colour.lineStrong}`,
  borderRadius: 12,
  backgroundColor: colour.raised,
  boxShadow: '0 8px 28px rgb(0 0 0 / 16%)',
});
const List = styled('div')({ overflow: 'auto', minHeight: 0 });
const Row = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  gap: 10,
  minHeight: 36,
  padding: '7px 10px',
  borderRadius: 8,
  fontSize: 13,
  cursor: 'pointer',
  outline: '1px solid transparent',
  outlineOffset: -1,
  '&[aria-selected=true]': { backgroundColor: colour.accentSoft },
  '@media (forced-colors: active)': {
    '&[aria-selected=true]': { outline: '2px solid Highlight', outlineOffset: -2 },
  },
});
const Name = styled('b')({ flex: 'none', fontWeight: 600 });
const Words = styled('span')({
  flex: 1,
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  color: colour.inkSoft,
});
const Foot = styled('p')({ padding: '6px 10px 2px', fontSize: 12, color: colour.inkSoft });

export function ReadyList({ ready: { entries, chosen, choose, take } }: { readonly ready: Ready }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.getElementById(readyId(chosen))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (entries.length === 0) return null;
  return (
    <Popup>
      <List id={READY_ID} role="listbox" aria-label={t('ready.title')} tabIndex={-1}>
        {entries.map((entry, at) => (
          <Row
            key={`${entry.name}/${entry.language}`}
            id={readyId(at)}
            role="option"
            aria-selected={at === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => choose(at)}
            onClick={() => void take(entry)}
          >
            <Name dir="auto">{entry.name}</Name>
            <Tag>{entry.language}</Tag>
            <Words dir="auto">{entry.text}</Words>
          </Row>
        ))}
      </List>
      <Foot role="status">{t('ready.hint', { count: entries.length })}</Foot>
    </Popup>
  );
}
