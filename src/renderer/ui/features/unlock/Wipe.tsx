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
    <Sheet open={open} title={t('unlock.wipe.title')} onClose={onClose}>
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
  const word = t('unlock.wipe.word');
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
      <p>{t('unlock.wipe.body')}</p>
      <p>{t('unlock.wipe.trace')}</p>
      <TextField
        label={t('unlock.wipe.typed', { word })}
        value={typed}
        onChange={setTyped}
        disabled={working}
      />
      {working && <p role="status">{t('unlock.wipe.working')}</p>}
      <Ways>
        <Button onClick={onClose} disabled={working}>
          {t('common.cancel')}
        </Button>
        {spelled ? (
          <DangerFill type="submit" disabled={working}>
            {t('unlock.wipe.now')}
          </DangerFill>
        ) : (
          <HoldButton
            label={t('unlock.wipe.hold')}
            holding={t('unlock.wipe.holding')}
            disabled={working}
            onHeld={wipe}
          />
        )}
      </Ways>
    </form>
  );
}
