// Room: ui/features/unlock. Four bars and one sentence about a passphrase.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { colour } from '../../theme/colour.ts';
import { acceptable, bars, type Judgement } from './passphrase.ts';

const Frame = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 20,
  fontSize: 12,
});
const Bars = styled('span')({ display: 'flex', gap: 3, flex: 'none' });
const Bar = styled('span')({ width: 26, height: 5, borderRadius: 3 });
const COUNT = [1, 2, 3, 4];

export function Strength({ judgement }: { readonly judgement: Judgement }) {
  const { t } = useTranslation();
  const lit = acceptable(judgement) ? colour.accent : colour.waiting;
  const words =
    judgement.grade === 'short'
      ? t('unlock.pass.short', { missing: judgement.missing })
      : t(`unlock.pass.${judgement.grade}`);
  return (
    <Frame role="status" aria-label={t('unlock.pass.strength')}>
      <Bars aria-hidden>
        {COUNT.map((at) => (
          <Bar
            key={at}
            style={{ backgroundColor: at <= bars[judgement.grade] ? lit : colour.sunken }}
          />
        ))}
      </Bars>
      <span>{words}</span>
    </Frame>
  );
}
