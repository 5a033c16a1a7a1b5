// Room: ui/features/unlock. The other first run: everything comes from a backup, on what is then a new device.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../app/state/session.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Progress } from '../../parts/Progress.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { RestoredCounts } from '../settings/RestoredCounts.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { CreateRefused } from './Refused.tsx';
import { Buttons, Form, Heading, Stage } from './Stage.tsx';

const MAX_ALIAS = 40;

interface Props {
  readonly attempt: Extract<Session, { stage: 'fresh' }>['attempt'];
  readonly onBack: () => void;
}

export function RestoreStep({ attempt, onBack }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const [secret, setSecret] = useState('');
  const [alias, setAlias] = useState('');
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const working = attempt.status === 'working';
  const ready = passphrase !== null && secret.trim() !== '' && alias.trim() !== '' && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          void acts.session.restoreAsNew({
            secret,
            passphrase,
            alias: alias.trim(),
            language: codesIn,
          });
      }}
    >
      <Heading>
        <h1>{t('rescue.restore.title')}</h1>
        <p>{t('rescue.restore.body')}</p>
      </Heading>
      <PassphraseField
        fresh={false}
        autoFocus
        disabled={working}
        label={t('rescue.restore.secret')}
        help={t('rescue.restore.secretHelp')}
        value={secret}
        onChange={setSecret}
      />
      <TextField
        label={t('firstRun.team.alias')}
        help={t('firstRun.team.aliasHelp')}
        value={alias}
        onChange={setAlias}
        maxLength={MAX_ALIAS}
        disabled={working}
      />
      <NewPassphrase disabled={working} onReady={setPassphrase} />
      {attempt.status === 'refused' && <CreateRefused why={attempt.why} />}
      {working && <Progress jobs={['restore', 'verify']} words={t('rescue.restore.working')} />}
      <Buttons>
        <Button onClick={onBack} disabled={working}>
          {t('common.back')}
        </Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {t('rescue.restore.start')}
        </Button>
      </Buttons>
    </Form>
  );
}

/** What came out of the backup, once. */
export function RestoredPage({
  session,
}: {
  readonly session: Extract<Session, { stage: 'restored' }>;
}) {
  const { t } = useTranslation();
  const { acts } = useApp();
  return (
    <Stage>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void acts.session.restoreRead();
        }}
      >
        <Heading>
          <h1>{t('rescue.restore.done')}</h1>
          <p>{t('rescue.restore.doneBody')}</p>
        </Heading>
        <RestoredCounts restored={session.restored} />
        <p>{t('common.notMember')}</p>
        <Buttons>
          <Button type="submit" variant="contained" autoFocus>
            {t('firstRun.root.open')}
          </Button>
        </Buttons>
      </Form>
    </Stage>
  );
}

/** Reading ended early in a vault that is already there: what came can be used, and the rest fetched from within. */
export function HalfRestoredPage({
  session: { why },
}: {
  readonly session: Extract<Session, { stage: 'half-restored' }>;
}) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const stopped = why === 'stopped';
  return (
    <Stage>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          stores.view.send({ type: 'settings', part: 'backup' });
          void acts.session.restoreRead();
        }}
      >
        <Heading>
          <h1>{t('rescue.restore.half')}</h1>
          <p>{t('rescue.restore.halfBody')}</p>
        </Heading>
        {/* "Everything is as it was" would not be true here. */}
        {!stopped && <CreateRefused why={why} />}
        <p>{t('rescue.restore.halfHow')}</p>
        <Buttons>
          <Button onClick={() => void acts.session.restoreRead()}>{t('firstRun.root.open')}</Button>
          <Button type="submit" variant="contained" autoFocus>
            {t('rescue.restore.goOn')}
          </Button>
        </Buttons>
      </Form>
    </Stage>
  );
}
