// Room: ui/features/unlock. Emptying this device: reachable while locked, hard to do by mistake.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { DangerFill } from '../../parts/DangerButton.tsx';
import { HoldButton } from '../../parts/HoldButton.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Wipe({ open, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} title={t('rescue.wipe.title')} onClose={onClose}>
      <Question onClose={onClose} />
    </Sheet>
  );
}

/** Held for three seconds, or, for hands that cannot hold, a word that is typed. */
function Question({ onClose }: Pick<Props, 'onClose'>) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [typed, setTyped] = useState('');
  const [working, setWorking] = useState(false);
  const word = t('rescue.wipe.word');
  const spelled = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const wipe = (): void => {
    setWorking(true);
    void acts.session.wipe();
  };
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (spelled && !working) wipe();
      }}
    >
      <p>{t('rescue.wipe.body')}</p>
      <p>{t('rescue.wipe.trace')}</p>
      <TextField
        label={t('rescue.wipe.typed', { word })}
        value={typed}
        onChange={setTyped}
        disabled={working}
      />
      {working && <p role="status">{t('rescue.wipe.working')}</p>}
      <Ways>
        <Button onClick={onClose} disabled={working}>
          {t('common.cancel')}
        </Button>
        {spelled ? (
          <DangerFill type="submit" disabled={working}>
            {t('rescue.wipe.now')}
          </DangerFill>
        ) : (
          <HoldButton
            label={t('rescue.wipe.hold')}
            holding={t('rescue.wipe.holding')}
            disabled={working}
            onHeld={wipe}
          />
        )}
      </Ways>
    </form>
  );
}
