// Room: ui/features/settings. Somebody asks what is stored about them, and may have it erased.
import Button from '@mui/material/Button';
import { ShieldBan } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Subject } from '../../../../contract/retention.ts';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { DangerText } from '../../parts/DangerButton.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Note } from '../../parts/Note.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Card, Done, Form, Lead, Refused, Row, Soft } from './card.tsx';
import { useTasks } from './use-tasks.ts';

const names = ['findSubject', 'eraseConversation'] as const;
const MAX_CODE = 200;

export function SubjectPart() {
  const { t } = useTranslation();
  const { acts } = useApp();
  const tasks = useTasks(null, names);
  const [code, setCode] = useState('');
  const { findSubject: found } = tasks;
  return (
    <>
      <Lead>{t('retention.subject.lead')}</Lead>
      <Card title={t('retention.subject.title')}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (code.trim() === '') return;
            acts.keep.tidy('eraseConversation');
            void acts.keep.run('findSubject', { code: code.trim() });
          }}
        >
          <TextField
            mono
            label={t('retention.subject.label')}
            help={t('retention.subject.help')}
            value={code}
            onChange={setCode}
            maxLength={MAX_CODE}
          />
          <Row>
            <Button type="submit" disabled={code.trim() === '' || found.status === 'working'}>
              {found.status === 'working'
                ? t('retention.subject.finding')
                : t('retention.subject.find')}
            </Button>
          </Row>
        </Form>
        <Refused task={found} />
        {found.status === 'done' && found.value === null && (
          <p role="status">{t('retention.subject.none')}</p>
        )}
      </Card>
      {found.status === 'done' && found.value !== null && (
        <Found subject={found.value} tasks={tasks} />
      )}
    </>
  );
}

interface FoundProps {
  readonly subject: Subject;
  readonly tasks: Tasks;
}

const isHeld = ({ cases }: Subject): boolean => cases.some(({ held }) => held);
const canErase = ({ cases }: Subject): boolean =>
  cases.length === 0 || cases.some(({ held }) => !held);

function Found({ subject, tasks: { eraseConversation: task } }: FoundProps) {
  const { t } = useTranslation();
  if (task.status === 'done') {
    return (
      <Card title={t('retention.subject.found')}>
        {task.value === null ? (
          <Done>{t('retention.subject.erased')}</Done>
        ) : (
          <>
            <p role="status">{t('retention.subject.left')}</p>
            <Stock subject={task.value} />
          </>
        )}
        <Soft>{t('retention.subject.elsewhere')}</Soft>
      </Card>
    );
  }
  return (
    <Card title={t('retention.subject.found')}>
      <Stock subject={subject} />
      {task.status === 'working' ? (
        <Progress jobs={['erase']} words={t('retention.run.working')} />
      ) : (
        canErase(subject) && (
          <Row>
            <Erase subject={subject} />
          </Row>
        )
      )}
      <Refused task={task} />
    </Card>
  );
}

/** What is here of one person, and what a hold keeps of it. */
function Stock({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const { name, messages, cases } = subject;
  return (
    <>
      <p>
        {name === null
          ? t('retention.subject.noMessages')
          : t('retention.subject.messages', { count: messages, name })}
      </p>
      {cases.length === 0 && <p>{t('retention.subject.noCase')}</p>}
      {cases.map((one) => (
        <Row key={one.id}>
          <span>{t('retention.subject.case', { reference: one.reference })}</span>
          {one.held && <Pill tone="waiting">{t('retention.subject.isHeld')}</Pill>}
          <ToCase id={one.id} />
        </Row>
      ))}
      {isHeld(subject) && (
        <Note role="note">
          <ShieldBan size={16} strokeWidth={STROKE} aria-hidden />
          <p>{t('retention.subject.held')}</p>
        </Note>
      )}
    </>
  );
}

function ToCase({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  return (
    <Button onClick={() => stores.view.send({ type: 'case-opened', id })}>
      {t('retention.subject.toCase')}
    </Button>
  );
}

type Words = 'eraseTalk' | 'eraseAll' | 'eraseFree';

const wordsFor = (subject: Subject): Words => {
  if (subject.cases.length === 0) return 'eraseTalk';
  return isHeld(subject) ? 'eraseFree' : 'eraseAll';
};

function Erase({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [asking, setAsking] = useState(false);
  const words = wordsFor(subject);
  const name = subject.name ?? subject.cases[0]?.reference ?? '';
  return (
    <>
      <DangerText onClick={() => setAsking(true)}>{t(`retention.subject.${words}`)}</DangerText>
      <Confirm
        open={asking}
        title={t('retention.subject.confirmTitle', { name })}
        consequences={[
          t(`retention.subject.${words}What`),
          t('retention.confirm.keys'),
          t('retention.confirm.image'),
          t('retention.confirm.others'),
        ]}
        word={subject.cases[0]?.reference ?? name}
        go={t('retention.confirm.go')}
        onClose={() => setAsking(false)}
        onGo={() => {
          setAsking(false);
          void acts.keep.run('eraseConversation', { conversation: subject.conversation });
        }}
      />
    </>
  );
}
