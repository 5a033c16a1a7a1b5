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
    <Card aria-label={t('release.import.title')}>
      <h2>{t('release.import.title')}</h2>
      <Soft>{t('release.import.body')}</Soft>
      <Button
        disabled={working}
        startIcon={<FileUp size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void acts.release.importIncidents()}
      >
        {working ? t('release.import.working') : t('release.import.button')}
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
      return <p role="status">{t('release.import.done', { count: importing.count })}</p>;
    case 'refused':
      return (
        <div role="alert">
          <Problem>{t(`release.import.refusal.${importing.why}`)}</Problem>
        </div>
      );
  }
}
