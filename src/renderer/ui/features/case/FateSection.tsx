// Room: ui/features/case. What becomes of a case: closed, held against deletion, erased.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ShieldBan } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Task } from '../../app/state/task.ts';
import { useLanguage } from '../../app/use-language.ts';
import { shortDate } from '../../i18n/format.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { DangerText } from '../../parts/DangerButton.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Note } from '../../parts/Note.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useCaseForm } from './form-context.ts';
import { useTalkGone } from './use-talk-gone.ts';

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8 });
const MAX_REASON = 300;

export function FateSection() {
  const { stores, acts } = useApp();
  const { file } = useCaseForm().entry;
  const { tasks } = useStore(stores.keeping);
  const { closeCase, holdCase, eraseCase } = tasks;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const talkGone = useTalkGone();
  return (
    <>
      {talkGone && <p>{t('fate.talkGone')}</p>}
      <Held />
      <Row>
        <Button
          disabled={closeCase.status === 'working'}
          onClick={() =>
            void acts.keep.run('closeCase', { case: file.id, closed: file.closedAt === null })
          }
        >
          {file.closedAt === null ? t('fate.close') : t('fate.reopen')}
        </Button>
        <Hold />
        <Erase />
      </Row>
      <Help>
        {file.closedAt === null
          ? t('fate.closeHelp')
          : t('fate.closedHelp', { date: shortDate(file.closedAt, language) })}
      </Help>
      {eraseCase.status === 'working' && <Progress jobs={['erase']} words={t('fate.erasing')} />}
      <Refused task={closeCase} />
      <Refused task={holdCase} />
      <Refused task={eraseCase} />
    </>
  );
}

type Why = 'unknown-case' | 'disk-full' | 'held' | 'busy' | 'stopped' | 'failed';

function Refused({ task }: { readonly task: Task<unknown, Why> }) {
  const { t } = useTranslation();
  return task.status === 'refused' ? (
    <div role="alert">
      <Problem>{t(`keep.refusal.${task.why}`)}</Problem>
    </div>
  ) : null;
}

function Held() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { hold } = useCaseForm().entry.file;
  if (hold === null) return null;
  return (
    <Note>
      <ShieldBan size={16} strokeWidth={STROKE} aria-hidden />
      <div>
        <p>{t('fate.heldSince', { date: shortDate(hold.since, language), reason: hold.reason })}</p>
        <p>{t('fate.heldNoErase')}</p>
      </div>
    </Note>
  );
}

function Hold() {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { file } = useCaseForm().entry;
  const [asking, setAsking] = useState(false);
  if (file.hold !== null) {
    return (
      <Button onClick={() => void acts.keep.run('holdCase', { case: file.id, reason: null })}>
        {t('fate.release')}
      </Button>
    );
  }
  const close = (): void => setAsking(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('fate.hold')}</Button>
      <Sheet open={asking} title={t('fate.holdTitle')} onClose={close}>
        <Reason
          onClose={close}
          onReason={(reason) => {
            close();
            void acts.keep.run('holdCase', { case: file.id, reason });
          }}
        />
      </Sheet>
    </>
  );
}

interface ReasonProps {
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

function Reason({ onClose, onReason }: ReasonProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const given = reason.trim() !== '';
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (given) onReason(reason.trim());
      }}
    >
      <p>{t('fate.holdBody')}</p>
      <TextField
        autoFocus
        label={t('fate.holdReason')}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON}
      />
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={!given}>
          {t('fate.holdGo')}
        </Button>
      </Ways>
    </form>
  );
}

function Erase() {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { file } = useCaseForm().entry;
  const { eraseCase } = useStore(stores.keeping).tasks;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <DangerText
        disabled={file.hold !== null || eraseCase.status === 'working'}
        onClick={() => setAsking(true)}
      >
        {t('fate.erase')}
      </DangerText>
      <Confirm
        open={asking}
        title={t('fate.eraseTitle', { reference: file.reference })}
        consequences={[
          t('fate.eraseWhat'),
          t('retention.confirm.keys'),
          t('retention.confirm.image'),
          t('retention.confirm.others'),
        ]}
        word={file.reference}
        go={t('retention.confirm.go')}
        onClose={() => setAsking(false)}
        onGo={() => {
          setAsking(false);
          void acts.keep.run('eraseCase', { case: file.id });
        }}
      />
    </>
  );
}
