// Room: ui/features/figures. A quiet card above the queue, for oneself alone: it is enough for now.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Coffee, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { shownStrain } from '../../app/state/care.ts';
import { heldHere } from '../../app/state/own-work.ts';
import { isShared } from '../../app/stores.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { timeTaken } from '../../i18n/format.ts';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

const Box = styled('section')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 12px',
  margin: '12px 16px',
  padding: '10px 12px 10px 16px',
  border: `1px solid ${colour.noteLine}`,
  borderRadius: 12,
  backgroundColor: colour.note,
  '& > svg': { flex: 'none' },
  '& > p': { flex: '1 1 320px' },
});

/** It need not know by the second. */
const LOOK_EVERY_MS = 60_000;
/** It is read aloud whenever it changes: not every minute. */
const STEP_MS = 30 * 60_000;

const halfHours = (ms: number): number => Math.floor(Math.max(0, ms) / STEP_MS) * STEP_MS;

export function CareCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { language } = useLanguage();
  const strain = shownStrain(useStore(stores.care));
  const { lines } = useStore(stores.inbox);
  const shared = isShared(useStore(stores.facts));
  const open = useStore(stores.session).stage === 'open';
  const now = useNow(LOOK_EVERY_MS);
  useEffect(() => {
    if (!open) return undefined;
    const look = (): void => void acts.figures.strain();
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [acts, open]);
  if (strain === null) return null;
  const putAway = (): void => stores.care.send({ type: 'put-away' });
  return (
    <Box aria-label={t('figures.care.label')}>
      <Coffee size={18} strokeWidth={STROKE} aria-hidden />
      <p role="status">
        {strain.over === 'long'
          ? t('figures.care.isLong', {
              time: timeTaken(halfHours(now - (strain.since ?? now)), language),
            })
          : t('figures.care.isHard', { count: strain.hard })}
      </p>
      <Button
        variant="outlined"
        onClick={() => {
          putAway();
          acts.duty.choose('away');
        }}
      >
        {t('figures.care.pause')}
      </Button>
      {shared && heldHere([...lines.values()]).length > 0 && (
        <Button variant="text" onClick={() => stores.view.send({ type: 'sheet', sheet: 'give' })}>
          {t('commands.name.giveAway')}
        </Button>
      )}
      <Button variant="text" onClick={() => stores.view.send({ type: 'went', room: 'figures' })}>
        {t('figures.care.settle')}
      </Button>
      <IconAction icon={X} label={t('common.dismiss')} onClick={putAway} />
    </Box>
  );
}
