// Room: ui/features/profile. A colleague changed the same field: a person decides, field by field.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { ProfileClash } from '../../../../contract/profile.ts';
import { useApp } from '../../app/app-context.ts';
import { fieldOf } from '../../app/state/profile-texts.ts';
import { colour } from '../../theme/colour.ts';
import { Card, Row, Soft } from '../settings/card.tsx';
import { fieldName, languageName } from './names.ts';

const Two = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'auto 1fr',
  gap: '4px 12px',
  margin: '4px 0 10px',
  fontSize: 13,
  '& dt': { color: colour.inkSoft },
  '& dd': { margin: 0, overflowWrap: 'anywhere' },
});

export function Clashes({ clashes }: { readonly clashes: readonly ProfileClash[] }) {
  const { t, i18n } = useTranslation();
  const { acts } = useApp();
  if (clashes.length === 0) return null;
  return (
    <Card title={t('profile.clash.title')}>
      <Soft>{t('profile.clash.lead')}</Soft>
      {clashes.map((clash) => (
        <div key={fieldOf(clash)} role="group" aria-label={fieldName(t, clash.key)}>
          <b>
            {fieldName(t, clash.key)}
            {clash.lang !== '' && ` (${languageName(clash.lang, i18n.language)})`}
          </b>
          <Two>
            <dt>{t('profile.clash.mine')}</dt>
            <dd dir="auto">{clash.mine ?? t('profile.empty')}</dd>
            <dt>{t('profile.clash.theirs')}</dt>
            <dd dir="auto">{clash.theirs ?? t('profile.empty')}</dd>
          </Two>
          <Row>
            <Button onClick={() => acts.profile.decide(clash, 'theirs')}>
              {t('profile.clash.keepTheirs')}
            </Button>
            <Button onClick={() => acts.profile.decide(clash, 'mine')}>
              {t('profile.clash.keepMine')}
            </Button>
          </Row>
        </div>
      ))}
    </Card>
  );
}
