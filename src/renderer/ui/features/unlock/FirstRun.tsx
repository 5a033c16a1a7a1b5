// Room: ui/features/unlock. Making the team: two short pages, then the root code.
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { useLanguage } from '../../app/use-language.ts';
import { colour } from '../../theme/colour.ts';
import { PassphraseStep } from './PassphraseStep.tsx';
import { Stage } from './Stage.tsx';
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
  const { language } = useLanguage();
  const [step, setStep] = useState<'team' | 'passphrase'>('team');
  const [input, setInput] = useState<TeamInput>({ ...session.hint, teamName: '', alias: '' });

  if (step === 'team') {
    const lead = (
      <Lead>
        <h1>{t('unlock.promise')}</h1>
        <p>{t('unlock.promiseBody')}</p>
      </Lead>
    );
    return (
      <Stage lead={lead}>
        <TeamStep input={input} onChange={setInput} onDone={() => setStep('passphrase')} />
      </Stage>
    );
  }
  return (
    <Stage>
      <PassphraseStep
        own={[input.teamName, input.alias]}
        attempt={session.attempt}
        onBack={() => setStep('team')}
        onDone={(passphrase) =>
          void acts.session.createTeam({ ...trimmed(input), language, passphrase })
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
