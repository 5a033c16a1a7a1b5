// Room: ui/features/unlock. The third first run: into a team that is there already, by an invite.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_LIMIT } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { useLanguage } from '../../app/use-language.ts';
import { TextField } from '../../parts/TextField.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { Form, Heading } from './Stage.tsx';
import { StepEnd } from './StepEnd.tsx';

interface Props {
  readonly attempt: Extract<Session, { stage: 'fresh' }>['attempt'];
  /** From the link the app was started with; '' when there was none. */
  readonly invite: string;
  readonly onBack: () => void;
}

export function JoinStep({ attempt, invite, onBack }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const [link, setLink] = useState(invite);
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const working = attempt.status === 'working';
  const ready = passphrase !== null && link.trim() !== '' && name.trim() !== '' && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        void acts.session.joinTeam({
          link: link.trim(),
          name: name.trim(),
          language: codesIn,
          passphrase,
        });
      }}
    >
      <Heading>
        <h1>{t('joining.join')}</h1>
        <p>{t('joining.joinBody')}</p>
      </Heading>
      <TextField
        autoFocus={invite === ''}
        label={t('joining.joinLink')}
        help={t('joining.joinLinkHelp')}
        value={link}
        onChange={setLink}
        rows={3}
        disabled={working}
      />
      <TextField
        autoFocus={invite !== ''}
        label={t('joining.joinName')}
        help={t('joining.joinNameHelp')}
        value={name}
        onChange={setName}
        maxLength={NAME_LIMIT}
        disabled={working}
      />
      <NewPassphrase disabled={working} label={t('firstRun.pass.label')} onReady={setPassphrase} />
      <StepEnd
        {...{ attempt, ready, onBack }}
        doing={t('joining.joining')}
        go={t('joining.joinGo')}
      />
    </Form>
  );
}
