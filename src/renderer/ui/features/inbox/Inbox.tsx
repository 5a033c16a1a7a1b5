// Room: ui/features/inbox. The queue: who waits, who is here, and the way to the search.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { modKey } from '../../app/commands/keys.ts';
import { useStore } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { visibleLines } from '../../app/state/inbox.ts';
import { countViews, isNarrowed } from '../../app/state/queue-filter.ts';
import { Kbd } from '../../parts/Pill.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { CatchUpLine } from './CatchUpLine.tsx';
import { LinkSign } from './LinkSign.tsx';
import { Narrowing } from './Narrowing.tsx';
import { NoLines } from './NoLines.tsx';
import { Queue } from './Queue.tsx';
import { SavedViews } from './SavedViews.tsx';
import { Views } from './Views.tsx';

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

/** Looks like the field it opens: the search has the whole screen to itself. */
const SearchDoor = styled(ButtonBase)({
  flex: 1,
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

export function Inbox() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { order, filter, total } = useStore(stores.inbox);
  const [narrowing, setNarrowing] = useState(false);
  const { conversation } = useStore(stores.view);
  const now = useNow();
  const lines = useMemo(
    () => visibleLines({ order, filter }, conversation, now),
    [order, filter, conversation, now],
  );
  const counts = useMemo(() => ({ ...countViews(order, now), all: total }), [order, total, now]);
  const narrowed = isNarrowed(filter);
  return (
    <Pane aria-label={t('common.inbox')}>
      <Top>
        <Row>
          <h1>{t('common.inbox')}</h1>
          <LinkSign />
        </Row>
        <Row>
          <SearchDoor onClick={acts.search.open}>
            <Search size={16} strokeWidth={STROKE} aria-hidden />
            <span>{t('search.title')}</span>
            <Kbd aria-hidden>{modKey(t)} F</Kbd>
          </SearchDoor>
          <IconAction
            icon={SlidersHorizontal}
            label={t(narrowed ? 'inbox.narrowed' : 'inbox.narrow')}
            pressed={narrowing || narrowed}
            onClick={() => setNarrowing(!narrowing)}
          />
        </Row>
        <Views counts={counts} />
        <SavedViews />
        {narrowing && <Narrowing />}
      </Top>
      <CatchUpLine />
      {lines.length > 0 ? <Queue lines={lines} /> : <NoLines />}
    </Pane>
  );
}
