// Room: ui/features/inbox. The queue: who waits, who is here, and a way to find somebody.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { modKey } from '../../app/keys.ts';
import { useStore } from '../../app/store.ts';
import { visibleLines, waitingCount, type InboxFilter } from '../../app/state/inbox.ts';
import { Chip } from '../../parts/Choice.tsx';
import { Kbd } from '../../parts/Pill.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { colour } from '../../theme/colour.ts';
import { LinkSign } from './LinkSign.tsx';
import { Queue } from './Queue.tsx';

/** The search field's id: Ctrl/Cmd K puts the cursor there. */
export const SEARCH_ID = 'inbox-search';

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
  const { stores } = useApp();
  const state = useStore(stores.inbox);
  const { conversation } = useStore(stores.view);
  const lines = visibleLines(state, conversation);
  const filters: readonly (readonly [InboxFilter, number])[] = [
    ['waiting', waitingCount(state)],
    ['all', state.lines.size],
  ];
  return (
    <Pane aria-label={t('common.inbox')}>
      <Top>
        <Row>
          <h1>{t('common.inbox')}</h1>
          <LinkSign />
        </Row>
        <SearchField
          id={SEARCH_ID}
          label={t('inbox.search')}
          placeholder={t('inbox.searchShort')}
          value={state.query}
          onChange={(query) => stores.inbox.send({ type: 'searched', query })}
          end={<Kbd aria-hidden>{modKey(t)} K</Kbd>}
        />
        <Row role="group" aria-label={t('inbox.filter')} sx={{ gap: '6px' }}>
          {filters.map(([filter, count]) => (
            <FilterChip
              key={filter}
              aria-pressed={state.filter === filter}
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
  const { query, lines, filter } = useStore(stores.inbox);
  if (lines.size === 0) return null;
  const searching = query.trim() !== '';
  return (
    <Nothing>
      <p>{searching ? t('inbox.noneFound', { query }) : t('inbox.noneWaiting')}</p>
      {(searching || filter === 'waiting') && (
        <ShowAll
          onClick={() => {
            stores.inbox.send({ type: 'searched', query: '' });
            stores.inbox.send({ type: 'filtered', filter: 'all' });
          }}
        >
          {t('inbox.showAll')}
        </ShowAll>
      )}
    </Nothing>
  );
}
