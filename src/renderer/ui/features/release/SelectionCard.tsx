// Room: ui/features/release. Period and smallest group.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { K_DEFAULT, K_FLOOR } from '../../../../contract/release.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Selection } from '../../app/state/release.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { monthName } from '../../i18n/format.ts';
import { Picker } from '../../parts/Picker.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Card, Soft } from './card.ts';
import { monthsOf } from './months.ts';

const Form = styled('form')({ display: 'contents' });
const Pair = styled('div')({ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 });

/** Larger groups than this are never asked for by hand. */
const MAX_K = 100;

export function SelectionCard() {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { planning } = useStore(stores.release);
  const { codesIn } = useLanguage();
  const working = planning.status === 'working';
  return (
    <Card aria-label={t('release.choose')}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void acts.release.plan(codesIn);
        }}
      >
        <h2>{t('release.choose')}</h2>
        <Period />
        <SmallestGroup />
        <Button
          type="submit"
          variant={planning.status === 'ready' ? 'outlined' : 'contained'}
          disabled={working}
        >
          {working ? t('release.planning') : t('release.plan')}
        </Button>
        <Soft>{t('release.plannedNote')}</Soft>
      </Form>
    </Card>
  );
}

function useSelection(): readonly [Selection, (change: Partial<Selection>) => void] {
  const { stores } = useApp();
  const { selection } = useStore(stores.release);
  return [selection, (change) => stores.release.send({ type: 'selected', change })];
}

function Period() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const [{ from, to }, select] = useSelection();
  const dates = useStore(stores.heads).order.map(({ date }) => date);
  const months = monthsOf(dates, now).map((month) => ({
    value: month,
    label: monthName(month, language),
  }));
  return (
    <Pair>
      <Picker
        label={t('release.from')}
        empty={t('release.anyFrom')}
        options={months}
        value={from}
        onChange={(month) => select({ from: month })}
      />
      <Picker
        label={t('release.to')}
        empty={t('release.anyTo')}
        options={months}
        value={to}
        onChange={(month) => select({ to: month })}
      />
    </Pair>
  );
}

/** The text stays as typed, so that "5" can be cleared and "3" written; only whole numbers count. */
function SmallestGroup() {
  const { t } = useTranslation();
  const [{ k }, select] = useSelection();
  const [typed, setTyped] = useState(String(k));
  const others = Math.max(0, k - 1);
  const type = (text: string): void => {
    setTyped(text);
    const wanted = Number(text);
    if (Number.isSafeInteger(wanted) && wanted >= 1 && wanted <= MAX_K) select({ k: wanted });
  };
  return (
    <TextField
      type="number"
      label={t('release.k')}
      min="1"
      max={String(MAX_K)}
      value={typed}
      onChange={type}
      onBlur={() => setTyped(String(k))}
      problem={k < K_FLOOR ? t('release.refusal.below-floor', { floor: K_FLOOR }) : undefined}
      help={
        k < K_FLOOR ? undefined : t('release.kHelp', { others, usual: K_DEFAULT, floor: K_FLOOR })
      }
    />
  );
}
