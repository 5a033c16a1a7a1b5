// Room: ui/features/settings. One file that holds everything: make it, read it, be reminded of it.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupView, BackupWritten } from '../../../../contract/backup.ts';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { fileSize, longDate } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';
import { NewPassphrase } from '../unlock/NewPassphrase.tsx';
import { PassphraseField } from '../unlock/PassphraseField.tsx';
import { Card, Done, Form, Lead, Refused, Row, Soft } from './card.tsx';
import { RestoredCounts } from './RestoredCounts.tsx';
import { ShownCode } from './ShownCode.tsx';
import { useTasks } from './use-tasks.ts';

const names = ['backup', 'restore', 'setBackupReminder'] as const;
/** Days between two reminders that may be chosen. */
const reminders = [7, 14, 30] as const;

export function BackupPart() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const tasks = useTasks('backupState', names);
  const { backupState: view } = useStore(stores.keeping).views;
  return (
    <>
      <Lead>{t('backup.lead')}</Lead>
      {view === null ? (
        <CardShapes heights={[330, 230, 150]} />
      ) : (
        <>
          <Make view={view} task={tasks.backup} />
          <Read task={tasks.restore} />
          <Remind view={view} task={tasks.setBackupReminder} />
        </>
      )}
    </>
  );
}

interface MakeProps {
  readonly view: BackupView;
  readonly task: Tasks['backup'];
}

function Make({ view, task }: MakeProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const working = task.status === 'working';
  const ready = passphrase !== null && !working;
  return (
    <Card
      title={t('backup.make.title')}
      sign={
        <Pill tone={view.due ? 'waiting' : 'accent'}>
          {view.due ? t('backup.make.due') : t('backup.make.ok')}
        </Pill>
      }
    >
      <p>
        {view.lastAt === null
          ? t('backup.make.never')
          : t('backup.make.last', { date: longDate(view.lastAt, language) })}
      </p>
      {task.status === 'done' ? (
        <Written written={task.value} />
      ) : (
        <>
          <Soft>{t('backup.make.body')}</Soft>
          <Form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) void acts.keep.run('backup', { passphrase });
            }}
          >
            <NewPassphrase disabled={working} onReady={setPassphrase} />
            <Row>
              <Button type="submit" variant="contained" disabled={!ready}>
                {t('backup.make.start')}
              </Button>
            </Row>
          </Form>
        </>
      )}
      {working && <Progress jobs={['backup', 'verify']} words={t('backup.make.working')} />}
      <Refused task={task} />
    </Card>
  );
}

const counted = ['conversations', 'messages', 'cases', 'evidence'] as const;

function Written({ written }: { readonly written: BackupWritten }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const { name, bytes, recoveryCode } = written;
  return (
    <>
      <Done>{t('backup.make.done', { name })}</Done>
      <Soft>
        {counted.map((what) => t(`backup.make.${what}`, { count: written[what] })).join(', ')}.{' '}
        <bdi>{fileSize(bytes, language)}</bdi>.
      </Soft>
      <ShownCode
        code={recoveryCode}
        title={t('keep.code.backupTitle')}
        opens={t('keep.code.backupFor', { name })}
        note={t('keep.code.backupNote')}
        onKept={() => acts.keep.tidy('backup')}
      />
    </>
  );
}

function Read({ task }: { readonly task: Tasks['restore'] }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [secret, setSecret] = useState('');
  const working = task.status === 'working';
  return (
    <Card title={t('backup.read.title')}>
      <Soft>{t('backup.read.body')}</Soft>
      <Form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (secret.trim() === '' || working) return;
          void acts.keep.run('restore', { secret });
          setSecret('');
        }}
      >
        <PassphraseField
          fresh={false}
          disabled={working}
          label={t('backup.read.secret')}
          value={secret}
          onChange={setSecret}
        />
        <Row>
          <Button type="submit" disabled={secret.trim() === '' || working}>
            {t('backup.read.start')}
          </Button>
        </Row>
      </Form>
      {working && <Progress jobs={['restore']} words={t('backup.read.working')} />}
      {task.status === 'done' && (
        <div role="status">
          <Done>{t('backup.read.done')}</Done>
          <RestoredCounts restored={task.value} />
        </div>
      )}
      <Refused task={task} of="restore" />
    </Card>
  );
}

interface RemindProps {
  readonly view: BackupView;
  readonly task: Tasks['setBackupReminder'];
}

function Remind({ view, task }: RemindProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  return (
    <Card title={t('backup.remind.title')}>
      <Soft>{t('backup.remind.body')}</Soft>
      <Choice
        pick="one"
        label={t('backup.remind.label')}
        options={reminders.map((days) => ({
          value: String(days),
          label: t('backup.remind.days', { count: days }),
        }))}
        chosen={[String(view.everyDays)]}
        onChange={([days]) => {
          if (days !== undefined)
            void acts.keep.run('setBackupReminder', { everyDays: Number(days) });
        }}
      />
      <Refused task={task} />
    </Card>
  );
}
