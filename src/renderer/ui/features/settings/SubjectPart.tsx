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
import { Progress } from '../../parts/Progress.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Card, Done, Form, Lead, Refused, Row, Soft } from './card.tsx';
import { useTasks } from './use-tasks.ts';

const names = ['findSubject', 'eraseCase', 'eraseConversation'] as const;
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
            acts.keep.tidy('eraseCase', 'eraseConversation');
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

function Found({ subject, tasks: { eraseCase, eraseConversation } }: FoundProps) {
  const { t } = useTranslation();
  const task = subject.case === null ? eraseConversation : eraseCase;
  const held = subject.case?.held === true;
  if (task.status === 'done') {
    return (
      <Card title={t('retention.subject.found')}>
        <Done>{t('retention.subject.erased')}</Done>
        <Soft>{t('retention.subject.elsewhere')}</Soft>
      </Card>
    );
  }
  return (
    <Card title={t('retention.subject.found')}>
      <p>{t('retention.subject.messages', { count: subject.messages, name: subject.name })}</p>
      <p>
        {subject.case === null
          ? t('retention.subject.noCase')
          : t('retention.subject.case', { reference: subject.case.reference })}
      </p>
      {held && (
        <Note role="note">
          <ShieldBan size={16} strokeWidth={STROKE} aria-hidden />
          <p>{t('retention.subject.held')}</p>
        </Note>
      )}
      {task.status === 'working' ? (
        <Progress jobs={['erase']} words={t('retention.run.working')} />
      ) : (
        <Row>
          {subject.case !== null && <ToCase id={subject.case.id} />}
          {!held && <Erase subject={subject} />}
        </Row>
      )}
      <Refused task={task} />
    </Card>
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

function Erase({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [asking, setAsking] = useState(false);
  const erase = (): void => {
    setAsking(false);
    void (subject.case === null
      ? acts.keep.run('eraseConversation', { conversation: subject.conversation })
      : acts.keep.run('eraseCase', { case: subject.case.id }));
  };
  return (
    <>
      <DangerText onClick={() => setAsking(true)}>
        {subject.case === null ? t('retention.subject.eraseTalk') : t('retention.subject.eraseAll')}
      </DangerText>
      <Confirm
        open={asking}
        title={t('retention.subject.confirmTitle', { name: subject.name })}
        consequences={[
          subject.case === null ? t('retention.subject.eraseWhat') : t('fate.eraseWhat'),
          t('retention.confirm.keys'),
          t('retention.confirm.image'),
          t('retention.confirm.others'),
        ]}
        word={subject.case?.reference ?? subject.name}
        go={t('retention.confirm.go')}
        onClose={() => setAsking(false)}
        onGo={erase}
      />
    </>
  );
}
