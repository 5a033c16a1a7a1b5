// Room: ui/features/unlock. Making the team: two short pages, then the root code; or everything from a backup, by an invite or by the root code.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ArchiveRestore, KeyRound, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { useLanguage } from '../../app/use-language.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { JoinStep } from './JoinStep.tsx';
import { PassphraseStep } from './PassphraseStep.tsx';
import { RegainStep } from './RegainStep.tsx';
import { RestoreStep } from './RestoreStep.tsx';
import { Instead, Stage } from './Stage.tsx';
import { TeamStep, type TeamInput } from './TeamStep.tsx';

const Lead = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  '& h1': { fontSize: 24 },
  '& p': { color: colour.inkSoft },
});

export function FirstRun({ session }: { readonly session: Extract<Session, { stage: 'fresh' }> }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const [step, setStep] = useState<'team' | 'passphrase' | 'restore' | 'join' | 'regain'>(
    session.hint.invite === '' ? 'team' : 'join',
  );
  const [input, setInput] = useState<TeamInput>({
    relay: session.hint.relay,
    claim: session.hint.claim,
    teamName: '',
    alias: '',
  });

  if (step === 'team') {
    const lead = (
      <Lead>
        <h1>{t('firstRun.promise')}</h1>
        <p>{t('firstRun.promiseBody')}</p>
      </Lead>
    );
    return (
      <Stage lead={lead}>
        <TeamStep input={input} onChange={setInput} onDone={() => setStep('passphrase')} />
        <Instead>
          <Button
            variant="text"
            startIcon={<UserPlus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => setStep('join')}
          >
            {t('joining.join')}
          </Button>
          <Button
            variant="text"
            startIcon={<ArchiveRestore size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => setStep('restore')}
          >
            {t('rescue.restore.link')}
          </Button>
          <Button
            variant="text"
            startIcon={<KeyRound size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => setStep('regain')}
          >
            {t('regain.link')}
          </Button>
        </Instead>
      </Stage>
    );
  }
  if (step === 'restore') {
    return (
      <Stage>
        <RestoreStep attempt={session.attempt} onBack={() => setStep('team')} />
      </Stage>
    );
  }
  if (step === 'join') {
    return (
      <Stage>
        <JoinStep
          attempt={session.attempt}
          invite={session.hint.invite}
          onBack={() => setStep('team')}
        />
      </Stage>
    );
  }
  if (step === 'regain') {
    return (
      <Stage>
        <RegainStep
          attempt={session.attempt}
          relay={session.hint.relay}
          onBack={() => setStep('team')}
        />
      </Stage>
    );
  }
  return (
    <Stage>
      <PassphraseStep
        attempt={session.attempt}
        onBack={() => setStep('team')}
        onDone={(passphrase) =>
          void acts.session.createTeam({ ...trimmed(input), language: codesIn, passphrase })
        }
      />
    </Stage>
  );
}

const trimmed = ({ relay, claim, teamName, alias }: TeamInput): TeamInput => ({
  relay: relay.trim(),
  claim: claim.trim().toUpperCase(),
  teamName: teamName.trim(),
  alias: alias.trim(),
});
