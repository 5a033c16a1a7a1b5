// Room: ui/features/release. Reading in what partner organisations documented.
import Button from '@mui/material/Button';
import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Importing } from '../../app/state/release.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Card, Soft } from './card.ts';

export function ImportCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { importing } = useStore(stores.release);
  const working = importing.status === 'working';
  return (
    <Card aria-label={t('importing.title')}>
      <h2>{t('importing.title')}</h2>
      <Soft>{t('importing.body')}</Soft>
      <Button
        disabled={working}
        startIcon={<FileUp size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void acts.release.importIncidents()}
      >
        {working ? t('importing.working') : t('importing.button')}
      </Button>
      <Result importing={importing} />
    </Card>
  );
}

function Result({ importing }: { readonly importing: Importing }) {
  const { t } = useTranslation();
  switch (importing.status) {
    case 'none':
    case 'working':
      return null;
    case 'done':
      return <p role="status">{t('importing.done', { count: importing.count })}</p>;
    case 'refused':
      return (
        <div role="alert">
          <Problem>{t(`importing.refusal.${importing.why}`)}</Problem>
        </div>
      );
  }
}
