// Room: ui/features/unlock. The printed code opens the vault, and only with a new passphrase.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { judgeCode } from '../../parts/code.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { Opening } from './Opening.tsx';
import { OpenRefused } from './Refused.tsx';
import { Buttons, Form, Heading } from './Stage.tsx';

type Locked = Extract<Session, { stage: 'locked' }>;

/** What is wrong with the code itself is said at its field. */
const atCode: ReadonlySet<string> = new Set(['bad-code', 'wrong-code']);

export function Recover({ session: { attempt } }: { readonly session: Locked }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const working = attempt.status === 'working';
  const ready = judgeCode(code).state === 'complete' && passphrase !== null && !working;
  const why = attempt.status === 'refused' ? attempt.why : null;
  const atField = why !== null && atCode.has(why);
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void acts.session.recover({ code, passphrase });
      }}
    >
      <Heading>
        <h1>{t('rescue.recover.title')}</h1>
        <p>{t('rescue.recover.body')}</p>
      </Heading>
      <CodeField
        autoFocus
        value={code}
        onChange={setCode}
        disabled={working}
        problem={atField ? t(`unlock.refused.${why}`) : undefined}
      />
      <NewPassphrase disabled={working} onReady={setPassphrase} />
      {why !== null && !atField && <OpenRefused why={why} />}
      {working && <Opening />}
      <Buttons>
        <Button type="submit" variant="contained" disabled={!ready}>
          {t('rescue.recover.open')}
        </Button>
      </Buttons>
    </Form>
  );
}
