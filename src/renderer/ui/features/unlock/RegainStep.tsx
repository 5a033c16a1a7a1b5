// Room: ui/features/unlock. The fourth first run: the only coordinating device is lost, and somebody has the printed root code.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_LIMIT, type FoundTeam } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { useLanguage } from '../../app/use-language.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { Help } from '../../parts/Field.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Lost, lostOf } from '../people/Lost.tsx';
import { FoundFacts } from './FoundFacts.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { Buttons, Form, Heading } from './Stage.tsx';
import { StepEnd } from './StepEnd.tsx';

interface Props {
  readonly attempt: Extract<Session, { stage: 'fresh' }>['attempt'];
  /** From the link the app was started with; '' when there was none. */
  readonly relay: string;
  readonly onBack: () => void;
}

export function RegainStep({ attempt, relay: hinted, onBack }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const [relay, setRelay] = useState(hinted);
  const [code, setCode] = useState('');
  const [found, setFound] = useState<FoundTeam | null>(null);
  const [ours, setOurs] = useState(false);
  const working = attempt.status === 'working';
  if (found !== null && ours) {
    return <Become {...{ attempt, found, code }} onBack={() => setOurs(false)} />;
  }
  if (found !== null) {
    return (
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          setOurs(true);
        }}
      >
        <FoundFacts found={found} />
        <Buttons>
          <Button onClick={() => setFound(null)}>{t('common.back')}</Button>
          <Button type="submit" variant="contained">
            {t('regain.next')}
          </Button>
        </Buttons>
      </Form>
    );
  }
  const ready = relay.trim() !== '' && code.trim() !== '' && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          void acts.session
            .lookForTeam({ relay: relay.trim(), code, language: codesIn })
            .then(setFound);
      }}
    >
      <Heading>
        <h1>{t('regain.title')}</h1>
        <p>{t('regain.body')}</p>
      </Heading>
      <TextField
        autoFocus={hinted === ''}
        label={t('regain.relay')}
        help={t('regain.relayHelp')}
        value={relay}
        onChange={setRelay}
        rows={2}
        disabled={working}
      />
      <CodeField
        autoFocus={hinted !== ''}
        label={t('regain.code')}
        value={code}
        onChange={setCode}
        disabled={working}
      />
      <Help>{t('regain.backup')}</Help>
      <StepEnd {...{ attempt, ready, onBack }} doing={t('regain.looking')} go={t('regain.look')} />
    </Form>
  );
}

/** Who is lost, and the vault of the device that coordinates from now on. */
function Become({
  attempt,
  found,
  code,
  onBack,
}: Pick<Props, 'attempt' | 'onBack'> & { readonly found: FoundTeam; readonly code: string }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const coordinating = found.devices.filter(({ roles }) => roles.includes('coordinator'));
  const [kept, keep] = useState<readonly string[]>([]);
  const [alias, setAlias] = useState('');
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const working = attempt.status === 'working';
  const ready = passphrase !== null && alias.trim() !== '' && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        const about = { alias: alias.trim(), language: codesIn, passphrase };
        void acts.session.regainTeam({ ...about, code, lost: lostOf(coordinating, kept) });
      }}
    >
      <Heading>
        <h1>{t('regain.title')}</h1>
      </Heading>
      <Lost
        devices={coordinating.map((one) => ({ ...one, name: '' }))}
        kept={kept}
        onChange={keep}
      />
      <Help>{t('regain.told')}</Help>
      <TextField
        autoFocus
        label={t('regain.alias')}
        help={t('firstRun.team.aliasHelp')}
        value={alias}
        onChange={setAlias}
        maxLength={NAME_LIMIT}
        disabled={working}
      />
      <NewPassphrase disabled={working} label={t('firstRun.pass.label')} onReady={setPassphrase} />
      <StepEnd {...{ attempt, ready, onBack }} doing={t('regain.going')} go={t('regain.go')} />
    </Form>
  );
}
