// Room: ui/features/search. Narrowing the search: in what, when, which category, who answered, which language.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { SearchKind } from '../../../../contract/search.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { noFilters } from '../../app/state/search.ts';
import { useCodes } from '../../app/use-codes.ts';
import { useLanguage } from '../../app/use-language.ts';
import { languageName } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Picker } from '../../parts/Picker.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';

const Frame = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
  gap: 12,
  margin: '0 4px 8px',
  padding: 12,
  borderRadius: 10,
  backgroundColor: colour.surface,
  '& > :first-of-type': { gridColumn: '1 / -1' },
});

const Left = styled('p')({ gridColumn: '1 / -1', fontSize: 12, color: colour.inkSoft });

const kinds: readonly SearchKind[] = ['tags', 'message', 'note', 'case', 'evidence'];
/** Languages the chat is offered in. */
const chatLanguages = ['de', 'en', 'nl', 'he', 'ru', 'ar', 'tr', 'uk'];

export function Filters() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { filters } = useStore(stores.search);
  const { language, codesIn } = useLanguage();
  const codes = useCodes();
  const set = acts.search.filter;
  return (
    <Frame>
      <Choice
        pick="many"
        label={t('search.where')}
        options={kinds.map((kind) => ({ value: kind, label: t(`search.kind.${kind}`) }))}
        chosen={filters.kinds}
        onChange={(chosen) => set({ kinds: kinds.filter((kind) => chosen.includes(kind)) })}
      />
      <TextField
        type="date"
        label={t('search.from')}
        value={filters.from ?? ''}
        onChange={(from) => set({ from: from === '' ? null : from })}
      />
      <TextField
        type="date"
        label={t('search.to')}
        value={filters.to ?? ''}
        onChange={(to) => set({ to: to === '' ? null : to })}
      />
      <TextField
        label={t('search.operator')}
        value={filters.operator}
        onChange={(operator) => set({ operator })}
      />
      <Picker
        label={t('search.code')}
        empty={t('search.anyCode')}
        options={codes
          .entries('category')
          .map(({ code, label }) => ({ value: code, label: label[codesIn] }))}
        value={filters.code}
        onChange={(code) => set({ code })}
      />
      <Picker
        label={t('search.language')}
        empty={t('search.anyLanguage')}
        options={chatLanguages.map((tag) => ({ value: tag, label: languageName(tag, language) }))}
        value={filters.language}
        onChange={(tag) => set({ language: tag })}
      />
      {filters.operator.trim() !== '' && <Left role="status">{t('search.operatorOnly')}</Left>}
      <div style={{ alignSelf: 'end' }}>
        <Button onClick={() => set(noFilters)}>{t('search.clear')}</Button>
      </div>
    </Frame>
  );
}
