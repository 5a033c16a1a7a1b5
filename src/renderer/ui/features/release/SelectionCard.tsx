// Room: ui/features/release. Period and smallest group.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { K_DEFAULT, K_FLOOR } from '../../../../contract/release.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { TextField } from '../../parts/TextField.tsx';
import { Card, Soft } from './card.ts';

const Pair = styled('div')({ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 });

/** Larger groups than this are never asked for by hand. */
const MAX_K = 100;

export function SelectionCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { selection, planning } = useStore(stores.release);
  const { language } = useLanguage();
  const { k, from, to } = selection;
  const set = (change: Partial<typeof selection>): void =>
    stores.release.send({ type: 'selected', change });
  const working = planning.status === 'working';
  return (
    <Card aria-label={t('release.choose')}>
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          void acts.release.plan(language);
        }}
      >
        <h3>{t('release.choose')}</h3>
        <Pair>
          <TextField
            type="month"
            label={t('release.from')}
            value={from ?? ''}
            onChange={(month) => set({ from: month === '' ? null : month })}
          />
          <TextField
            type="month"
            label={t('release.to')}
            value={to ?? ''}
            onChange={(month) => set({ to: month === '' ? null : month })}
          />
        </Pair>
        <TextField
          type="number"
          label={t('release.k')}
          min="1"
          max={String(MAX_K)}
          value={String(k)}
          onChange={(value) => set({ k: Math.min(MAX_K, Math.max(1, Math.trunc(Number(value)) || 1)) })}
          problem={k < K_FLOOR ? t('release.refusal.below-floor', { floor: K_FLOOR }) : undefined}
          help={t('release.kHelp', { others: Math.max(0, k - 1), usual: K_DEFAULT, floor: K_FLOOR })}
        />
        <Button type="submit" variant={planning.status === 'ready' ? 'outlined' : 'contained'} disabled={working}>
          {working ? t('release.planning') : t('release.plan')}
        </Button>
        <Soft>{t('release.plannedNote')}</Soft>
      </form>
    </Card>
  );
}
