// Room: ui/features/unlock. The vault is opening: the key is worked out, or everything is rebuilt from the journal.
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { Help } from '../../parts/Field.tsx';
import { Progress } from '../../parts/Progress.tsx';

const Frame = styled('div')({ display: 'flex', flexDirection: 'column', gap: 8 });

export function Opening() {
  const { t } = useTranslation();
  const { stores } = useApp();
  if (useStore(stores.jobs).has('rebuild')) {
    return (
      <Frame>
        <Progress jobs={['rebuild']} words={t('unlock.locked.rebuilding')} />
        <Help>{t('unlock.locked.rebuildingHelp')}</Help>
      </Frame>
    );
  }
  return (
    <Frame role="status">
      <LinearProgress aria-label={t('unlock.locked.opening')} />
      <div>
        <p>{t('unlock.locked.opening')}</p>
        <Help>{t('unlock.locked.openingHelp')}</Help>
      </div>
    </Frame>
  );
}
