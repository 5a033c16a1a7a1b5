// Room: ui/features/search. One field that searches everything on this device; arrows choose, Enter opens.
import { SlidersHorizontal } from 'lucide-react';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { IconAction } from '../../parts/IconAction.tsx';
import { FindSheet } from '../../parts/FindSheet.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Filters } from './Filters.tsx';
import { Hits, hitId, HITS_ID } from './Hits.tsx';

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
    <FindSheet
      title={t('search.title')}
      width={720}
      onClose={acts.search.close}
      onKeys={keys}
      help={t('search.keys')}
      found={
        answer !== null && answer.hits.length > 0
          ? t(answer.more ? 'search.foundMore' : 'search.found', { count: answer.hits.length })
          : ''
      }
      field={
        <>
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
        </>
      }
    >
      {filtering && <Filters />}
      <Hits state={state} answer={answer} />
    </FindSheet>
  );
}
