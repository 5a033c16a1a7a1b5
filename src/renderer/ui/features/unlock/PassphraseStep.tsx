// Room: ui/features/unlock. Second page: the passphrase, twice.
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt, CreateRefusal } from '../../app/state/session.ts';
import { acceptable, judge } from './passphrase.ts';
import { PassphraseField } from './PassphraseField.tsx';
import { Buttons, Form, Heading, Refusal, Step } from './Stage.tsx';
import { Strength } from './Strength.tsx';

interface Props {
  /** Words a passphrase must not lean on. */
  readonly own: readonly string[];
  readonly attempt: Attempt<CreateRefusal | 'failed'>;
  readonly onBack: () => void;
  readonly onDone: (passphrase: string) => void;
}

export function PassphraseStep({ own, attempt, onBack, onDone }: Props) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const judgement = judge(passphrase, own);
  const working = attempt.status === 'working';
  const ready = acceptable(judgement) && again === passphrase && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onDone(passphrase);
      }}
    >
      <Heading>
        <Step>{t('unlock.step', { step: 2 })}</Step>
        <h1>{t('unlock.pass.title')}</h1>
        <p>{t('unlock.pass.body')}</p>
      </Heading>
      <PassphraseField
        autoFocus
        fresh
        disabled={working}
        label={t('unlock.pass.label')}
        value={passphrase}
        onChange={setPassphrase}
      />
      {passphrase !== '' && <Strength judgement={judgement} />}
      <PassphraseField
        fresh
        eye={false}
        disabled={working}
        label={t('unlock.pass.again')}
        value={again}
        onChange={setAgain}
        problem={again !== '' && again !== passphrase ? t('unlock.pass.differs') : undefined}
      />
      {attempt.status === 'refused' && <CreateRefused why={attempt.why} />}
      {working && (
        <div role="status">
          <LinearProgress aria-label={t('unlock.pass.creating')} />
          <p>{t('unlock.pass.creating')}</p>
        </div>
      )}
      <Buttons>
        <Button onClick={onBack} disabled={working}>
          {t('common.back')}
        </Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {t('unlock.pass.create')}
        </Button>
      </Buttons>
    </Form>
  );
}

function CreateRefused({ why }: { readonly why: CreateRefusal | 'failed' }) {
  const { t } = useTranslation();
  return (
    <Refusal role="alert">
      {why === 'failed' ? t('common.failed') : t(`unlock.refusal.${why}`)}
    </Refusal>
  );
}
