// Room: ui/features/unlock. The closed vault: one field, one button, honest sentences.
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { useStore } from '../../app/store.ts';
import { Help } from '../../parts/Field.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { Buttons, Form, Heading, Refusal, Stage } from './Stage.tsx';

type Locked = Extract<Session, { stage: 'locked' }>;

export function Unlock({ session }: { readonly session: Locked }) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { link } = useStore(stores.status);
  const [passphrase, setPassphrase] = useState('');
  const working = session.attempt.status === 'working';
  const broken = session.attempt.status === 'refused' && session.attempt.why !== 'wrong-passphrase';
  return (
    <Stage>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !working) void acts.session.unlock(passphrase);
        }}
      >
        <Heading>
          <h1>{t('unlock.locked.title')}</h1>
          <p>{t('unlock.locked.body')}</p>
        </Heading>
        <PassphraseField
          // A refused try makes the field anew, so that the cursor is back in it.
          key={session.attempt.status === 'refused' ? session.attempt.tries : 0}
          autoFocus
          fresh={false}
          label={t('unlock.pass.label')}
          value={passphrase}
          onChange={setPassphrase}
          disabled={working}
          problem={wrongSentence(session, t)}
        />
        {broken && <BrokenSentence session={session} />}
        {working && (
          <div role="status">
            <LinearProgress aria-label={t('unlock.locked.opening')} />
            <p>{t('unlock.locked.opening')}</p>
            <Help>{t('unlock.locked.openingHelp')}</Help>
          </div>
        )}
        {link === 'offline' && !working && <Help>{t('unlock.locked.offline')}</Help>}
        <Buttons>
          <Button type="submit" variant="contained" disabled={working || passphrase === ''}>
            {t('unlock.locked.open')}
          </Button>
        </Buttons>
      </Form>
    </Stage>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

/** The second wrong try gets a hint that helps instead of the same sentence. */
function wrongSentence({ attempt }: Locked, t: Translate): string | undefined {
  if (attempt.status !== 'refused' || attempt.why !== 'wrong-passphrase') return undefined;
  return attempt.tries > 1 ? t('unlock.locked.wrongAgain') : t('unlock.locked.wrong-passphrase');
}

function BrokenSentence({ session }: { readonly session: Locked }) {
  const { t } = useTranslation();
  return session.attempt.status === 'refused' ? (
    <Refusal role="alert">{t(`unlock.locked.${session.attempt.why}`)}</Refusal>
  ) : null;
}
