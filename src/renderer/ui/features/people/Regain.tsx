// Room: ui/features/people. This device takes the coordination over by the printed root code, when the one that had it is lost.
import Button from '@mui/material/Button';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Roster } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { Confirm } from '../../parts/Confirm.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Box } from '../team/Box.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { Lost, lostOf } from './Lost.tsx';

const AT = 'regain';

export function Regain({ roster }: { readonly roster: Roster }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [open, setOpen] = useState(false);
  const busy = useBusy();
  const others = roster.devices.filter(({ roles, mine }) => roles.includes('coordinator') && !mine);
  const [kept, keep] = useState<readonly string[]>([]);
  const [code, setCode] = useState('');
  const close = (): void => {
    setCode('');
    setOpen(false);
  };
  return (
    <Box title={t('regain.card')}>
      <p>{t('regain.cardBody')}</p>
      <Answer at={AT} />
      <Button
        disabled={busy}
        startIcon={<KeyRound size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('regain.cardGo')}
      </Button>
      <Confirm
        open={open}
        title={t('regain.card')}
        consequences={[t('regain.takes'), t('regain.told'), t('regain.keeps')]}
        go={t('regain.cardNow')}
        onGo={() => {
          void acts.people.regain(AT, { code, lost: lostOf(others, kept) });
          close();
        }}
        onClose={close}
      >
        <Lost devices={others} kept={kept} onChange={keep} />
        <CodeField label={t('regain.code')} value={code} onChange={setCode} />
      </Confirm>
    </Box>
  );
}
