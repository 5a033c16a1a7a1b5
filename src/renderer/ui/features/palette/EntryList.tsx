// Room: ui/features/palette. The entries by group, each with its key.
import { styled } from '@mui/material/styles';
import { CornerDownRight, MessageSquare, Search } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { capsOf } from '../../app/commands/keys.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { listTime, waitingTime } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { Kbd } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import type { PaletteEntry } from './entries.ts';

export const ENTRIES_ID = 'palette-entries';
export const entryId = (at: number): string => `palette-entry-${at}`;

const Scroller = styled('div')({ flex: 1, minHeight: 120, overflow: 'auto', paddingBottom: 4 });

const Heading = styled('div')({
  padding: '8px 12px 4px',
  fontSize: 12,
  fontWeight: 600,
  color: colour.inkSoft,
});

const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) auto',
  alignItems: 'center',
  gap: 10,
  minHeight: 36,
  padding: '4px 12px',
  borderRadius: 8,
  cursor: 'pointer',
  '& svg': { color: colour.inkSoft },
  '&[aria-selected=true]': { backgroundColor: colour.accentSoft },
});

const Name = styled('span')({ overflowWrap: 'anywhere' });
const End = styled('span')({
  display: 'flex',
  gap: 4,
  fontSize: 12,
  color: colour.inkSoft,
  whiteSpace: 'nowrap',
});

interface Props {
  readonly entries: readonly PaletteEntry[];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
  readonly onGo: (entry: PaletteEntry) => void;
}

export function EntryList({ entries, chosen, onChoose, onGo }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.getElementById(entryId(chosen))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <Scroller id={ENTRIES_ID} role="listbox" aria-label={t('commands.results')} tabIndex={-1}>
      {entries.map((entry, at) => (
        <div key={keyOf(entry)} role="presentation">
          {entry.kind !== 'search' && entries[at - 1]?.group !== entry.group && (
            <Heading aria-hidden>{t(`commands.group.${entry.group}`)}</Heading>
          )}
          <Row
            id={entryId(at)}
            role="option"
            aria-selected={at === chosen}
            onPointerMove={() => onChoose(at)}
            onClick={() => onGo(entry)}
          >
            <Entry entry={entry} />
          </Row>
        </div>
      ))}
    </Scroller>
  );
}

const keyOf = (entry: PaletteEntry): string => {
  switch (entry.kind) {
    case 'command':
      return entry.command.id;
    case 'talk':
      return entry.line.id;
    case 'search':
      return 'search for';
  }
};

function Entry({ entry }: { readonly entry: PaletteEntry }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const { singleKeys } = useStore(stores.comfort);
  const now = useNow(60_000);
  switch (entry.kind) {
    case 'command': {
      const keys = entry.command.keys.filter(({ ctrl }) => ctrl === true || singleKeys);
      return (
        <>
          <CornerDownRight size={16} strokeWidth={STROKE} aria-hidden />
          <Name>{t(`commands.name.${entry.command.id}`)}</Name>
          <End>
            {keys.slice(0, 1).flatMap((key) =>
              capsOf(key, t).map((cap) => (
                <Kbd key={cap} dir="ltr">
                  {cap}
                </Kbd>
              )),
            )}
          </End>
        </>
      );
    }
    case 'talk': {
      const { name, waitingSince, lastAt } = entry.line;
      return (
        <>
          <MessageSquare size={16} strokeWidth={STROKE} aria-hidden />
          <Name>{t('commands.reply', { name })}</Name>
          <End>
            {waitingSince === null
              ? listTime(lastAt, now, language)
              : t('inbox.waits', { time: waitingTime(waitingSince, now, language) })}
          </End>
        </>
      );
    }
    case 'search':
      return (
        <>
          <Search size={16} strokeWidth={STROKE} aria-hidden />
          <Name>{t('commands.searchFor', { text: entry.text.trim() })}</Name>
          <End />
        </>
      );
  }
}
