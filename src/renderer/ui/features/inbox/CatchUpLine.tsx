// Room: ui/features/inbox. A quiet line about what this device missed and a colleague's device tells it.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CatchUpView } from '../../../../contract/catch-up.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';
import { useDeviceName } from '../people/use-device-name.ts';

const Line = styled('section')({
  position: 'relative',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 12,
  minHeight: 44,
  padding: '4px 8px 4px 16px',
  borderBottom: `1px solid ${colour.line}`,
  backgroundColor: colour.canvas,
  fontSize: 12,
  lineHeight: '17px',
  color: colour.inkSoft,
  fontVariantNumeric: 'tabular-nums',
});

const Fill = styled('span')({
  position: 'absolute',
  insetInlineStart: 0,
  bottom: -1,
  height: 2,
  backgroundColor: colour.accent,
  '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
});

const Way = styled(ButtonBase)({
  flex: 'none',
  minHeight: 36,
  padding: '0 10px',
  borderRadius: 6,
  fontSize: 12,
  fontWeight: 500,
  color: colour.accent,
  '&:hover': { backgroundColor: colour.accentSoft },
});

export function CatchUpLine() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const view = useStore(stores.catchUp);
  const nameOf = useDeviceName();
  if (view === null) return null;
  const { state, from, checked, total } = view;
  const paused = state === 'paused';
  const done = total === 0 ? 0 : Math.min(1, checked / total);
  return (
    <Line aria-label={t('catchUp.region')}>
      {done > 0 && <Fill aria-hidden style={{ width: `${done * 100}%` }} />}
      <span>{wordsOf(t, view, from === null ? '' : nameOf(from))}</span>
      {(paused || state === 'asking' || state === 'running') && (
        <Way onClick={() => acts.work.pauseCatchUp(!paused)}>
          {t(paused ? 'catchUp.resume' : 'catchUp.pause')}
        </Way>
      )}
    </Line>
  );
}

function wordsOf(t: TFunction, { state, checked, total }: CatchUpView, name: string): string {
  switch (state) {
    case 'asking':
      return name === '' ? t('catchUp.askingNobody') : t('catchUp.asking', { name });
    case 'running':
      return t('catchUp.running', { checked, total, name });
    case 'paused':
      return total === 0 ? t('catchUp.pausedEarly') : t('catchUp.paused', { checked, total });
    case 'waiting':
    case 'offline':
      return t(`catchUp.${state}`);
  }
}
