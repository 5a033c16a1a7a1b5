// Room: ui/features/palette. The keys that work where the person is now.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { situationOf } from '../../app/commands/situation.ts';
import { commandList } from '../../app/commands/table.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { KeyList } from './KeyList.tsx';
import { SingleKeys } from './SingleKeys.tsx';

export function KeySheet() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const [now] = useState(() => situationOf(stores));
  const close = (): void => stores.view.send({ type: 'sheet', sheet: null });
  return (
    <Sheet open wide title={t('commands.keysTitle')} onClose={close}>
      <p>{t('commands.keysNow')}</p>
      <KeyList commands={commandList.filter(({ possible }) => possible(now))} />
      <SingleKeys />
      <Ways>
        <Button onClick={close}>{t('common.close')}</Button>
      </Ways>
    </Sheet>
  );
}
