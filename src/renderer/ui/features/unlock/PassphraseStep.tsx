// Room: ui/features/unlock. Second page: the passphrase, twice.
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt, CreateRefusal, RestoreNewRefusal } from '../../app/state/session.ts';
import { NewPassphrase } from './NewPassphrase.tsx';
import { Buttons, Form, Heading, Refusal, Step } from './Stage.tsx';

interface Props {
  readonly attempt: Attempt<CreateRefusal | RestoreNewRefusal | 'failed'>;
  readonly onBack: () => void;
  readonly onDone: (passphrase: string) => void;
}

export function PassphraseStep({ attempt, onBack, onDone }: Props) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const working = attempt.status === 'working';
  const ready = passphrase !== null && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onDone(passphrase);
      }}
    >
      <Heading>
        <Step>{t('firstRun.step', { step: 2 })}</Step>
        <h1>{t('firstRun.pass.title')}</h1>
        <p>{t('firstRun.pass.body')}</p>
      </Heading>
      <NewPassphrase
        autoFocus
        disabled={working}
        label={t('firstRun.pass.label')}
        onReady={setPassphrase}
      />
      {attempt.status === 'refused' && <CreateRefused why={attempt.why} />}
      {working && (
        <div role="status">
          <LinearProgress aria-label={t('firstRun.pass.creating')} />
          <p>{t('firstRun.pass.creating')}</p>
        </div>
      )}
      <Buttons>
        <Button onClick={onBack} disabled={working}>
          {t('common.back')}
        </Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {t('firstRun.pass.create')}
        </Button>
      </Buttons>
    </Form>
  );
}

/** Why a first run did not work, for both of its ways. */
export function CreateRefused({
  why,
}: {
  readonly why: CreateRefusal | RestoreNewRefusal | 'failed';
}) {
  const { t } = useTranslation();
  return (
    <Refusal role="alert">
      {isCreateRefusal(why) ? t(`firstRun.refusal.${why}`) : t(`keep.refusal.${why}`)}
    </Refusal>
  );
}

const restoring: ReadonlySet<string> = new Set([
  'failed',
  'cancelled',
  'cannot-read',
  'wrong-secret',
  'bad-file',
  'other-team',
  'newer-version',
  'vault-full',
  'stopped',
] satisfies (Exclude<RestoreNewRefusal, CreateRefusal> | 'failed')[]);

const isCreateRefusal = (why: CreateRefusal | RestoreNewRefusal | 'failed'): why is CreateRefusal =>
  !restoring.has(why);
