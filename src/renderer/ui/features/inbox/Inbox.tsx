// Room: ui/features/inbox. The queue: who waits, who is here, and the way to the search.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { modKey } from '../../app/keys.ts';
import { useStore } from '../../app/store.ts';
import { visibleLines, type InboxFilter } from '../../app/state/inbox.ts';
import { Chip } from '../../parts/Choice.tsx';
import { Kbd } from '../../parts/Pill.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { LinkSign } from './LinkSign.tsx';
import { Queue } from './Queue.tsx';

const Pane = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  height: '100%',
  backgroundColor: colour.surface,
});

const Top = styled('header')({
  display: 'flex',
  flexDirection: 'column',
  gap: 10,
  padding: '14px 16px 10px',
  borderBottom: `1px solid ${colour.line}`,
});

const Row = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, '& h1': { flex: 1 } });

const FilterChip = styled(Chip)({ fontWeight: 600, fontSize: 12 });

/** Looks like the field it opens: the search has the whole screen to itself. */
const SearchDoor = styled(ButtonBase)({
  justifyContent: 'flex-start',
  gap: 10,
  height: 36,
  padding: '0 10px',
  border: `1px solid ${colour.line}`,
  borderRadius: 8,
  backgroundColor: colour.raised,
  color: colour.inkFaint,
  fontSize: 13,
  '&:hover': { borderColor: colour.lineStrong },
  '& > span': { flex: 1, textAlign: 'start' },
});

const Nothing = styled('div')({
  padding: '40px 24px',
  textAlign: 'center',
  color: colour.inkSoft,
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  gap: 12,
});

const ShowAll = styled(ButtonBase)({
  color: colour.accent,
  fontWeight: 500,
  borderRadius: 6,
  padding: '2px 6px',
});

export function Inbox() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { order, filter: shown, waiting, total } = useStore(stores.inbox);
  const { conversation } = useStore(stores.view);
  const lines = useMemo(
    () => visibleLines({ order, filter: shown }, conversation),
    [order, shown, conversation],
  );
  const filters: readonly (readonly [InboxFilter, number])[] = [
    ['waiting', waiting],
    ['all', total],
  ];
  return (
    <Pane aria-label={t('common.inbox')}>
      <Top>
        <Row>
          <h1>{t('common.inbox')}</h1>
          <LinkSign />
        </Row>
        <SearchDoor onClick={acts.search.open}>
          <Search size={16} strokeWidth={STROKE} aria-hidden />
          <span>{t('search.title')}</span>
          <Kbd aria-hidden>{modKey(t)} K</Kbd>
        </SearchDoor>
        <Row role="group" aria-label={t('inbox.filter')} sx={{ gap: '6px' }}>
          {filters.map(([filter, count]) => (
            <FilterChip
              key={filter}
              aria-pressed={shown === filter}
              onClick={() => stores.inbox.send({ type: 'filtered', filter })}
            >
              {t(`inbox.${filter}`)} {count}
            </FilterChip>
          ))}
        </Row>
      </Top>
      {lines.length > 0 ? <Queue lines={lines} /> : <NoLines />}
    </Pane>
  );
}

function NoLines() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { lines, filter } = useStore(stores.inbox);
  if (lines.size === 0 || filter !== 'waiting') return null;
  return (
    <Nothing>
      <p>{t('inbox.noneWaiting')}</p>
      <ShowAll onClick={() => stores.inbox.send({ type: 'filtered', filter: 'all' })}>
        {t('inbox.showAll')}
      </ShowAll>
    </Nothing>
  );
}
