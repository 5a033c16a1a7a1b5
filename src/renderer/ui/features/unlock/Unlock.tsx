// Room: ui/features/unlock. The closed vault: one field, one button, honest sentences, and the ways for a bad day.
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useTheme } from '@mui/material/styles';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Errand, ErrandEnd } from '../../../../contract/jobs.ts';
import { useApp } from '../../app/app-context.ts';
import { useLockKey } from '../../app/commands/use-keys.ts';
import type { Session } from '../../app/state/session.ts';
import { useStore } from '../../app/store.ts';
import { Help } from '../../parts/Field.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { colour } from '../../theme/colour.ts';
import { Opening } from './Opening.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { Recover } from './Recover.tsx';
import { hopeless, OpenRefused } from './Refused.tsx';
import { Behind, Buttons, Form, Heading, Instead, Refusal, Stage } from './Stage.tsx';
import { Wipe } from './Wipe.tsx';

type Locked = Extract<Session, { stage: 'locked' }>;

export function Unlock({ session }: { readonly session: Locked }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const working = session.attempt.status === 'working';
  return (
    <Stage>
      {session.way === 'recovery' ? (
        <Recover session={session} />
      ) : (
        <ByPassphrase session={session} />
      )}
      <Instead>
        {session.way === 'passphrase' && session.errand?.state !== 'running' && (
          <Button variant="text" disabled={working} onClick={() => acts.session.way('recovery')}>
            {t('unlock.locked.forgotten')}
          </Button>
        )}
        {session.way === 'recovery' && (
          <Button variant="text" disabled={working} onClick={() => acts.session.way('passphrase')}>
            {t('rescue.recover.back')}
          </Button>
        )}
        <span style={{ flex: 1 }} />
        <More />
      </Instead>
    </Stage>
  );
}

/** From this wrong try on somebody may be sure of the passphrase, and a changed header looks the same (ADR 0014). */
const SURE = 3;

function ByPassphrase({ session: { attempt, errand } }: { readonly session: Locked }) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { link } = useStore(stores.status);
  const [passphrase, setPassphrase] = useState('');
  const working = attempt.status === 'working';
  const wrong = attempt.status === 'refused' && attempt.why === 'wrong-passphrase';
  const open = async (): Promise<void> => {
    await acts.session.unlock(passphrase);
    const after = stores.session.get();
    // Where trying again is of no use, or harmful, the passphrase does not wait in the field.
    if (after.stage === 'locked' && after.attempt.status === 'refused') {
      if (hopeless.has(after.attempt.why)) setPassphrase('');
    }
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '' && !working) void open();
      }}
    >
      <Heading>
        <h1>{t('unlock.locked.title')}</h1>
        {errand?.state !== 'running' && <p>{t('unlock.locked.body')}</p>}
      </Heading>
      {errand?.state === 'running' && <ErrandRuns what={errand.what} />}
      {errand !== undefined && errand.state !== 'running' && <ErrandEnded errand={errand} />}
      <PassphraseField
        // A refused try makes the field anew, so that the cursor is back in it.
        key={attempt.status === 'refused' ? attempt.tries : 0}
        autoFocus
        fresh={false}
        label={t('firstRun.pass.label')}
        value={passphrase}
        onChange={setPassphrase}
        disabled={working}
        problem={
          // The second wrong try gets a hint that helps instead of the same sentence.
          wrong
            ? attempt.tries > 1
              ? t('unlock.locked.wrongAgain')
              : t('unlock.refused.wrong-passphrase')
            : undefined
        }
      />
      {wrong && attempt.tries >= SURE && errand?.state !== 'running' && (
        <Help role="status">{t('unlock.locked.perhapsChanged')}</Help>
      )}
      {attempt.status === 'refused' && !wrong && <OpenRefused why={attempt.why} />}
      {working && <Opening />}
      {link === 'offline' && !working && <Help>{t('unlock.locked.offline')}</Help>}
      <Buttons>
        <Button type="submit" variant="contained" disabled={working || passphrase === ''}>
          {t('unlock.locked.open')}
        </Button>
      </Buttons>
    </Form>
  );
}

const jobsOf = {
  backup: [['backup', 'verify'], 'backup.make.working'],
  restore: [['restore'], 'backup.read.working'],
} as const;

/** What goes on behind the door, how far, and what opening and locking mean for it. */
function ErrandRuns({ what }: { readonly what: Errand }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [jobs, words] = jobsOf[what];
  useLockKey();
  return (
    <Behind role="status">
      <p>{t(`unlock.errand.running.${what}`)}</p>
      <Progress jobs={jobs} words={t(words)} watchOnly />
      <Button onClick={() => void acts.session.lock()}>{t('common.lockNow')}</Button>
    </Behind>
  );
}

/** Nobody has seen its end. */
function ErrandEnded({ errand: { what, state } }: { readonly errand: ErrandEnd }) {
  const { t } = useTranslation();
  if (state === 'done') {
    return (
      <Behind role="status">
        <p>{t(`unlock.errand.done.${what}`)}</p>
      </Behind>
    );
  }
  const halted = state === 'locked' || state === 'stopped';
  return (
    <Refusal role="alert">
      <p>{t(`unlock.errand.${halted ? state : 'failed'}.${what}`)}</p>
      {!halted && <p>{t(`keep.refusal.${state}`)}</p>}
    </Refusal>
  );
}

/** The quiet menu: what nobody should need, and somebody may need at once. */
function More() {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [wiping, setWiping] = useState(false);
  const end = useTheme().direction === 'rtl' ? 'left' : 'right';
  return (
    <>
      <IconAction
        icon={Ellipsis}
        label={t('unlock.locked.more')}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      />
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: end }}
        transformOrigin={{ vertical: 'top', horizontal: end }}
      >
        <MenuItem
          sx={{ color: colour.danger }}
          onClick={() => {
            setAnchor(null);
            setWiping(true);
          }}
        >
          {t('rescue.wipe.title')} …
        </MenuItem>
      </Menu>
      <Wipe open={wiping} onClose={() => setWiping(false)} />
    </>
  );
}
