// Room: ui/features/release. The two ways out, and what came of the last one.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { FileDown, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { K_FLOOR } from '../../../../contract/release.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Planning } from '../../app/state/release.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

const Done = styled('p')({ fontSize: 13, color: colour.accent, fontWeight: 500 });

interface Props {
  readonly planning: Planning;
}

export function ExportButtons({ planning }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const ready = planning.status === 'ready' && planning.exporting.status !== 'working';
  return (
    <>
      <Button
        disabled={!ready}
        startIcon={<Printer size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void acts.release.export('pdf', codesIn)}
      >
        {t('release.pdf')}
      </Button>
      <Button
        variant="contained"
        disabled={!ready}
        startIcon={<FileDown size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void acts.release.export('csv', codesIn)}
      >
        {t('release.csv')}
      </Button>
    </>
  );
}

/** What came of the last export, in words. */
export function ExportNews({ planning }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { k } = useStore(stores.release).selection;
  if (planning.status !== 'ready') return null;
  const { exporting, plan } = planning;
  switch (exporting.status) {
    case 'none':
      return null;
    case 'working':
      return <Done role="status">{t('release.exporting')}</Done>;
    case 'done':
      return (
        <Done role="status">
          {t('release.exported', { name: exporting.name, size: plan.smallestClass })}
        </Done>
      );
    case 'refused':
      return (
        <div role="alert">
          <Problem>{t(`release.refusal.${exporting.why}`, { k, floor: K_FLOOR })}</Problem>
        </div>
      );
  }
}
