// Room: ui/parts. A rating as stars and as words.
import { useTranslation } from 'react-i18next';
import { styled } from '@mui/material/styles';
import { colour } from '../theme/colour.ts';

const STARS = 5;

const Row = styled('span')({ color: colour.waiting, letterSpacing: 1, whiteSpace: 'nowrap' });
const Rest = styled('span')({
  color: colour.lineStrong,
  // Where the system takes colours away, all would look given.
  '@media (forced-colors: active)': { opacity: 0.3 },
});

export function Stars({ stars }: { readonly stars: number }) {
  const { t } = useTranslation();
  return (
    <Row role="img" aria-label={t('common.stars', { count: stars })}>
      {'★'.repeat(stars)}
      <Rest>{'★'.repeat(Math.max(0, STARS - stars))}</Rest>
    </Row>
  );
}
