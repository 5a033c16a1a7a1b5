// Room: ui/features/unlock. Second page: the passphrase, twice.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt, FreshRefusal } from '../../app/state/session.ts';
import { NewPassphrase } from './NewPassphrase.tsx';
import { Form, Heading, Step } from './Stage.tsx';
import { StepEnd } from './StepEnd.tsx';

interface Props {
  readonly attempt: Attempt<FreshRefusal>;
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
      <StepEnd
        {...{ attempt, ready, onBack }}
        doing={t('firstRun.pass.creating')}
        go={t('firstRun.pass.create')}
      />
    </Form>
  );
}
