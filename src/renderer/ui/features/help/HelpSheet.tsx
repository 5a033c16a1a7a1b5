// Room: ui/features/help. Calling everybody in the team: one question, because it rings where people sleep.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { situationOf } from '../../app/commands/situation.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { whyOf, type Why } from './refusals.ts';

export function HelpSheet() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { talk } = situationOf(stores);
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<Why | null>(null);
  const close = (): void => stores.view.send({ type: 'sheet', sheet: null });
  const call = async (): Promise<void> => {
    const refusal = await acts.help.call(talk?.id ?? null);
    if (refusal === null) close();
    else setWhy(whyOf(refusal));
  };
  return (
    <Sheet open title={t('help.title')} onClose={close}>
      <p>{t('help.lead')}</p>
      {talk !== null && <p>{t('help.about', { name: talk.name })}</p>}
      <p>
        <strong>{t('help.more')}</strong>
      </p>
      {why !== null && (
        <div role="alert">
          <Problem>{t(`help.refusal.${why}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={close}>{t('common.cancel')}</Button>
        <Button autoFocus variant="contained" disabled={busy} onClick={() => run(call)}>
          {t('help.go')}
        </Button>
      </Ways>
    </Sheet>
  );
}
