// Room: ui/features/release. How far each field was generalised, in words.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { Generalisation, ReleaseField } from '../../../../contract/release.ts';
import { colour } from '../../theme/colour.ts';
import { useStepWords } from './words.ts';

const List = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'auto 1fr',
  gap: '3px 16px',
  margin: 0,
  fontSize: 13,
  '& dt': { color: colour.inkSoft },
  '& dd': { margin: 0, textAlign: 'end' },
});

export const releaseFields: readonly ReleaseField[] = [
  'period',
  'geography',
  'placeType',
  'ageBand',
  'gender',
  'category',
  'bias',
];

export function Coarseness({ generalisation }: { readonly generalisation: Generalisation }) {
  const { t } = useTranslation();
  const words = useStepWords();
  return (
    <List aria-label={t('release.coarse')}>
      {releaseFields.map((field) => (
        <div key={field} style={{ display: 'contents' }}>
          <dt>{t(`columns.field.${field}`)}</dt>
          <dd>{words(generalisation[field])}</dd>
        </div>
      ))}
    </List>
  );
}
