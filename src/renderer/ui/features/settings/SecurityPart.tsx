// Room: ui/features/settings. What opens the vault: passphrase, printed code, keychain; when it locks; its keys.
import { useState } from 'react';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { IDLE_CHOICES, type SecurityView } from '../../../../contract/secrets.ts';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { fileSize, longDate } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { DangerText } from '../../parts/DangerButton.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';
import { Wipe } from '../unlock/Wipe.tsx';
import { Card, Done, Lead, Refused, Row, Soft } from './card.tsx';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { RenewalCard } from './RenewalCard.tsx';
import { useTasks } from './use-tasks.ts';
import { VaultCode } from './VaultCode.tsx';
import { WithPassphrase } from './WithPassphrase.tsx';

const names = [
  'changePassphrase',
  'makeRecoveryCode',
  'confirmRecoveryCode',
  'useKeychain',
  'rotateKeys',
  'renewDevice',
  'setIdle',
  'snapshot',
] as const;

interface Props {
  readonly view: SecurityView;
  readonly tasks: Tasks;
}

export function SecurityPart() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const tasks = useTasks('security', names);
  const { security: view } = useStore(stores.keeping).views;
  return (
    <>
      <Lead>{t('security.lead')}</Lead>
      {view === null ? (
        <CardShapes heights={[120, 150, 190, 160, 190]} />
      ) : (
        <>
          <ChangePassphrase task={tasks.changePassphrase} />
          <Recovery view={view} tasks={tasks} />
          <Keychain view={view} tasks={tasks} />
          <IdleCard view={view} tasks={tasks} />
          <Keys view={view} tasks={tasks} />
          <RenewalCard view={view} task={tasks.renewDevice} />
          <Journal view={view} tasks={tasks} />
          <WipeCard />
        </>
      )}
    </>
  );
}

function Recovery({ view, tasks: { makeRecoveryCode: task } }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const known = view.recoverySince !== null;
  return (
    <Card
      title={t('security.recovery.title')}
      sign={
        <Pill tone={known && !view.recoveryUnseen ? 'accent' : 'waiting'}>
          {view.recoverySince === null
            ? t('security.recovery.none')
            : view.recoveryUnseen
              ? t('security.recovery.unseen')
              : t('security.recovery.since', { date: longDate(view.recoverySince, language) })}
        </Pill>
      }
    >
      <Soft>{t('security.recovery.body')}</Soft>
      {task.status === 'done' ? (
        <VaultCode code={task.value.code} from="makeRecoveryCode" />
      ) : (
        <WithPassphrase
          start={known ? t('security.recovery.again') : t('security.recovery.make')}
          go={known ? t('security.recovery.again') : t('security.recovery.make')}
          {...(known ? { note: t('security.recovery.againBody') } : {})}
          working={task.status === 'working'}
          onGo={(passphrase) => void acts.keep.run('makeRecoveryCode', { passphrase })}
        />
      )}
      {task.status === 'working' && <Progress jobs={[]} words={t('security.recovery.working')} />}
      <Refused task={task} />
    </Card>
  );
}

const keychainTones = {
  on: 'accent',
  off: 'quiet',
  unavailable: 'quiet',
  lost: 'danger',
} as const;

const keychainBodies = {
  on: 'security.keychain.body',
  off: 'security.keychain.body',
  unavailable: 'security.keychain.unavailableBody',
  lost: 'security.keychain.lostBody',
} as const;

function Keychain({ view, tasks: { useKeychain: task } }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { keychain } = view;
  const words = keychain === 'off' ? t('security.keychain.turnOn') : t('security.keychain.turnOff');
  return (
    <Card
      title={t('security.keychain.title')}
      sign={<Pill tone={keychainTones[keychain]}>{t(`security.keychain.${keychain}`)}</Pill>}
    >
      <Soft>{t(keychainBodies[keychain])}</Soft>
      {keychain !== 'unavailable' && (
        <WithPassphrase
          key={keychain}
          start={words}
          go={words}
          {...(keychain === 'off' ? { note: t('security.keychain.warning') } : {})}
          working={task.status === 'working'}
          onGo={(passphrase) =>
            void acts.keep.run('useKeychain', { on: keychain === 'off', passphrase })
          }
        />
      )}
      {task.status === 'working' && <Progress jobs={[]} words={t('keep.working')} />}
      <Refused task={task} />
    </Card>
  );
}

function IdleCard({ view, tasks: { setIdle: task } }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  return (
    <Card title={t('security.idle.title')}>
      <Soft>{t('security.idle.body')}</Soft>
      <Choice
        pick="one"
        label={t('security.idle.label')}
        options={IDLE_CHOICES.map((minutes) => ({
          value: String(minutes),
          label: t('security.idle.minutes', { count: minutes }),
        }))}
        chosen={[String(view.idleMinutes)]}
        onChange={([chosen]) => {
          if (chosen !== undefined) void acts.keep.run('setIdle', { minutes: Number(chosen) });
        }}
      />
      <Refused task={task} />
    </Card>
  );
}

function Keys({ view, tasks: { rotateKeys: task } }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const working = task.status === 'working';
  const code = task.status === 'done' ? task.value.code : null;
  return (
    <Card
      title={t('security.keys.title')}
      sign={<Soft>{t('security.keys.since', { date: longDate(view.masterSince, language) })}</Soft>}
    >
      <Soft>{t('security.keys.body')}</Soft>
      <Soft>{t('security.keys.argon', { mib: view.argonMiB, passes: view.argonPasses })}</Soft>
      {task.status === 'done' && <Done>{t('security.keys.done')}</Done>}
      {code === null ? (
        !working && (
          <WithPassphrase
            start={t('security.keys.rotate')}
            go={t('security.keys.rotate')}
            {...(view.recoverySince === null ? {} : { note: t('security.keys.again') })}
            working={working}
            onGo={(passphrase) => void acts.keep.run('rotateKeys', { passphrase })}
          />
        )
      ) : (
        <VaultCode code={code} from="rotateKeys" />
      )}
      {working && <Progress jobs={['rotate']} words={t('common.job.rotate')} />}
      <Refused task={task} />
    </Card>
  );
}

function Journal({ view, tasks: { snapshot: task } }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const working = task.status === 'working';
  return (
    <Card title={t('security.journal.title')}>
      <Soft>{t('security.journal.body')}</Soft>
      <p>
        {t('security.journal.size', {
          size: fileSize(view.journalBytes, language),
          date: longDate(view.snapshotAt, language),
        })}
      </p>
      {working ? (
        <Progress jobs={['snapshot']} words={t('common.job.snapshot')} />
      ) : (
        <Row>
          <Button onClick={() => void acts.keep.run('snapshot', null)}>
            {t('security.journal.now')}
          </Button>
        </Row>
      )}
      {task.status === 'done' && <Done>{t('security.journal.done')}</Done>}
      <Refused task={task} />
    </Card>
  );
}

function WipeCard() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card title={t('rescue.wipe.title')}>
      <Soft>{t('rescue.wipe.body')}</Soft>
      <Row>
        <DangerText onClick={() => setOpen(true)}>{t('security.wipeOpen')}</DangerText>
      </Row>
      <Wipe open={open} onClose={() => setOpen(false)} />
    </Card>
  );
}
