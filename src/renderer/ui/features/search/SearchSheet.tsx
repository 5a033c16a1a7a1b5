// Room: ui/features/search. One field that searches everything on this device; arrows choose, Enter opens.
import Dialog from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';
import { SlidersHorizontal } from 'lucide-react';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { IconAction } from '../../parts/IconAction.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { colour } from '../../theme/colour.ts';
import { Filters } from './Filters.tsx';
import { Hits, hitId, HITS_ID } from './Hits.tsx';

const Top = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '4px 4px 8px',
  '& > .MuiOutlinedInput-root': { flex: 1, height: 42 },
});

const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'space-between',
  gap: '0 16px',
  padding: '8px 12px 4px',
  borderTop: `1px solid ${colour.line}`,
  fontSize: 12,
  color: colour.inkSoft,
});

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 6,
  PageUp: -6,
};

export function SearchSheet() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const state = useStore(stores.search);
  const [filtering, setFiltering] = useState(false);
  const answer = useDeferredValue(state.answer);
  const chosen = state.answer?.hits[state.chosen];

  const keys = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    if (by !== undefined) {
      event.preventDefault();
      stores.search.send({ type: 'moved', by });
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && chosen !== undefined) {
      event.preventDefault();
      acts.search.go(chosen);
    }
  };

  return (
    <Dialog
      open
      onClose={acts.search.close}
      maxWidth={false}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
      slotProps={{
        paper: {
          'aria-label': t('search.title'),
          sx: {
            width: 'min(720px, 94vw)',
            maxHeight: '78vh',
            m: 0,
            mt: '9vh',
            display: 'flex',
            flexDirection: 'column',
          },
        },
      }}
    >
      <Top onKeyDown={keys}>
        <SearchField
          autoFocus
          label={t('search.field')}
          placeholder={t('search.field')}
          value={state.text}
          onChange={acts.search.type}
          controls={HITS_ID}
          active={chosen === undefined ? undefined : hitId(state.chosen)}
        />
        <IconAction
          icon={SlidersHorizontal}
          label={t('search.filters')}
          pressed={filtering}
          onClick={() => setFiltering(!filtering)}
        />
      </Top>
      {filtering && <Filters />}
      <Hits state={state} answer={answer} />
      <Foot>
        <p>{t('search.keys')}</p>
        <p role="status">
          {answer !== null && answer.hits.length > 0
            ? t(answer.more ? 'search.foundMore' : 'search.found', { count: answer.hits.length })
            : ''}
        </p>
      </Foot>
    </Dialog>
  );
}
