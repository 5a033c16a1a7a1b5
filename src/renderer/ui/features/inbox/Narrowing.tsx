// Room: ui/features/inbox. Only one topic, one language, one tag: of those that stand in the queue.
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { choicesIn } from '../../app/state/queue-filter.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { languageName } from '../../i18n/format.ts';
import { Picker } from '../../parts/Picker.tsx';
import { SaveView } from './SaveView.tsx';

const Fields = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  gap: 8,
});
const Whole = styled('div')({ gridColumn: '1 / -1', minWidth: 0 });

export function Narrowing() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language: mine } = useLanguage();
  const { order, filter } = useStore(stores.inbox);
  const { topics, languages, tags } = useMemo(() => choicesIn(order), [order]);
  return (
    <>
      <Fields>
        <Picker
          label={t('inbox.topic')}
          empty={t('inbox.anyTopic')}
          options={topics.map((topic) => ({ value: topic, label: topic }))}
          value={filter.topic}
          onChange={(topic) => stores.inbox.send({ type: 'filtered', filter: { topic } })}
        />
        <Picker
          label={t('inbox.language')}
          empty={t('inbox.anyLanguage')}
          options={languages.map((tag) => ({ value: tag, label: languageName(tag, mine) }))}
          value={filter.language}
          onChange={(language) => stores.inbox.send({ type: 'filtered', filter: { language } })}
        />
        {(tags.length > 0 || filter.tag !== null) && (
          <Whole>
            <Picker
              label={t('inbox.tag')}
              empty={t('inbox.anyTag')}
              options={tags.map((tag) => ({ value: tag, label: tag }))}
              value={filter.tag}
              onChange={(tag) => stores.inbox.send({ type: 'filtered', filter: { tag } })}
            />
          </Whole>
        )}
      </Fields>
      <SaveView />
    </>
  );
}
