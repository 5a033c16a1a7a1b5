// Room: ui/features/settings. New identity keys for this device, when the old ones may have been copied.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecurityView } from '../../../../contract/secrets.ts';
import { useApp } from '../../app/app-context.ts';
import { heldHere } from '../../app/state/own-work.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { Confirm } from '../../parts/Confirm.tsx';
import { Note } from '../../parts/Note.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { PassphraseField } from '../unlock/PassphraseField.tsx';
import { Card, Refused, Row, Soft } from './card.tsx';

interface Props {
  readonly view: SecurityView;
  readonly task: Tasks['renewDevice'];
}

/** Nothing to renew while this device waits to be let in: its keys are new. */
export function RenewalCard({ view, task }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const { roster } = useStore(stores.people);
  // Whoever waits in them would wait for a device that is no more.
  const held = heldHere(useStore(stores.inbox).order).length;
  const [open, setOpen] = useState(false);
  if (roster === null || roster.standing === 'waiting') return null;
  return (
    <Card
      title={t('renewal.title')}
      sign={<Soft>{t('renewal.since', { when: dateTime(view.prekeySince, language) })}</Soft>}
    >
      <Soft>{t('renewal.body')}</Soft>
      <Soft>{t('renewal.vault')}</Soft>
      {held > 0 && (
        <Note>
          <div>{t('renewal.held', { count: held })}</div>
        </Note>
      )}
      {task.status === 'working' ? (
        <Progress jobs={[]} words={t('renewal.working')} />
      ) : (
        <Row>
          {held > 0 && (
            <Button onClick={() => stores.view.send({ type: 'sheet', sheet: 'give' })}>
              {t('renewal.give')}
            </Button>
          )}
          <Button onClick={() => setOpen(true)}>{t('renewal.start')}</Button>
        </Row>
      )}
      <Refused task={task} />
      <Question open={open} onClose={() => setOpen(false)} />
    </Card>
  );
}

function Question({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { devices = [], former = [] } = useStore(stores.people).roster ?? {};
  // What this device was before lets nobody in.
  const coordinating = devices.filter(
    ({ id, roles }) => roles.includes('coordinator') && !former.includes(id),
  );
  const isOnly = coordinating.every(({ mine }) => mine);
  const holdsKey = coordinating.some(({ mine }) => mine);
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const close = (): void => {
    setPassphrase('');
    setCode('');
    onClose();
  };
  const ready = passphrase !== '' && (!isOnly || code !== '');
  return (
    <Confirm
      open={open}
      title={t('renewal.ask')}
      consequences={[t('renewal.leaves'), t('renewal.counts'), t('renewal.copied')]}
      go={t('renewal.go')}
      onGo={() => {
        if (!ready) return;
        void acts.keep.run('renewDevice', { passphrase, code: isOnly ? code : null });
        close();
      }}
      onClose={close}
    >
      <Soft>{t('renewal.also')}</Soft>
      {holdsKey && !isOnly && <Soft>{t('renewal.key')}</Soft>}
      {isOnly && (
        <>
          <Note>
            <div>{t('renewal.only')}</div>
          </Note>
          <CodeField label={t('people.rootCode')} value={code} onChange={setCode} />
        </>
      )}
      <PassphraseField
        fresh={false}
        label={t('keep.current')}
        value={passphrase}
        onChange={setPassphrase}
      />
    </Confirm>
  );
}
