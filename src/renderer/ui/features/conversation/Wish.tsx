// Room: ui/features/conversation. Something a reporter asks for: the earlier conversation, or that everything goes.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { History, ShieldBan, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary, MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { focusOn, replyId } from '../../app/focus.ts';
import { casesAbout } from '../../app/state/heads.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { DangerText } from '../../parts/DangerButton.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Note } from '../../parts/Note.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { useDeviceName } from '../people/use-device-name.ts';
import { Actions, TalkCard } from './TalkCard.tsx';

interface Props {
  readonly line: ConversationSummary;
  readonly message: MessageId;
}

export function Resume({ line, message }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [state, setState] = useState<'idle' | 'working' | 'nothing' | 'failed'>('idle');
  const send = async (): Promise<void> => {
    setState('working');
    const why = await acts.talk.sendEarlier(line.id);
    if (why === null) setState('idle');
    else setState(why === 'nothing' ? 'nothing' : 'failed');
  };
  return (
    <TalkCard icon={History} title={t('talk.resume.title')}>
      {line.asks.resume !== message ? (
        <p>{t('talk.resume.done')}</p>
      ) : (
        <>
          <Help>{t('talk.resume.help')}</Help>
          <Actions>
            <Button variant="contained" disabled={state === 'working'} onClick={() => void send()}>
              {t('talk.resume.go')}
            </Button>
          </Actions>
          {(state === 'nothing' || state === 'failed') && (
            <div role="alert">
              <Problem>{t(`talk.resume.${state}`)}</Problem>
            </div>
          )}
        </>
      )}
    </TalkCard>
  );
}

/**
 * The same erasing as from the settings: with its question, and never against a hold. Beside a case that is held the
 * conversation stays too. `by`: a colleague's device says that it has followed such a wish.
 */
export function EraseWish({ line, by }: Pick<Props, 'line'> & { readonly by?: string }) {
  const { t } = useTranslation();
  const nameOf = useDeviceName();
  const { stores } = useApp();
  const { eraseConversation: task } = useStore(stores.keeping).tasks;
  const { held, free } = casesAbout(useStore(stores.heads), line.id);
  const references = held.join(', ');
  const nothing = held.length > 0 && free.length === 0;
  return (
    <TalkCard
      icon={Trash2}
      title={
        by === undefined ? t('talk.erase.title') : t('talk.erase.byTitle', { name: nameOf(by) })
      }
    >
      {held.length > 0 && (
        <Note role="note">
          <ShieldBan size={16} strokeWidth={STROKE} aria-hidden />
          <p>{t(nothing ? 'talk.erase.held' : 'talk.erase.stays', { references })}</p>
        </Note>
      )}
      {!nothing && <Help>{t(by === undefined ? 'talk.erase.help' : 'talk.erase.byHelp')}</Help>}
      {(!nothing || by !== undefined) && (
        <Actions>
          {!nothing && (
            <Erase
              line={line}
              beside={held.length > 0 ? { held: references, free: free.join(', ') } : null}
              working={task.status === 'working'}
            />
          )}
          {by !== undefined && task.status !== 'working' && <Keep line={line} />}
        </Actions>
      )}
      {task.status === 'working' && <Progress jobs={['erase']} words={t('fate.erasing')} />}
      {task.status === 'done' && task.value?.conversation === line.id && (
        <p role="status">
          {t('talk.erase.left', {
            references: task.value.cases.map(({ reference }) => reference).join(', '),
          })}
        </p>
      )}
      {task.status === 'refused' && (
        <div role="alert">
          <Problem>{t(`keep.refusal.${task.why}`)}</Problem>
        </div>
      )}
    </TalkCard>
  );
}

const Below = styled('div')({ flexBasis: '100%' });

/** Whoever decides to keep it has answered the card; a hold does not stand in the way of that. */
function Keep({ line }: Pick<Props, 'line'>) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { busy, run } = useBusy();
  const [failed, setFailed] = useState(false);
  const keep = async (): Promise<void> => {
    const why = await acts.talk.keepAnyway(line.id);
    setFailed(why !== null);
    // The card goes with the button that was pressed.
    if (why === null) focusOn(replyId(line.id));
  };
  return (
    <>
      <Button aria-disabled={busy} onClick={() => run(keep)}>
        {t('talk.erase.keep')}
      </Button>
      {failed && (
        <Below role="alert">
          <Problem>{t('talk.erase.keepFailed')}</Problem>
        </Below>
      )}
    </>
  );
}

interface EraseProps extends Pick<Props, 'line'> {
  /** What is held and what is not, where something is held. */
  readonly beside: { readonly held: string; readonly free: string } | null;
  readonly working: boolean;
}

function Erase({ line, beside, working }: EraseProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [asking, setAsking] = useState(false);
  const known = line.case;
  return (
    <>
      <DangerText disabled={working} onClick={() => setAsking(true)}>
        {beside !== null
          ? t('talk.erase.goFree', { references: beside.free })
          : t(known === null ? 'talk.erase.goTalk' : 'talk.erase.goCase')}
      </DangerText>
      <Confirm
        open={asking}
        title={t('retention.subject.confirmTitle', { name: line.name })}
        consequences={[
          beside !== null
            ? t('talk.erase.stays', { references: beside.held })
            : t(`retention.subject.${known === null ? 'eraseTalk' : 'eraseAll'}What`),
          t('retention.confirm.keys'),
          t('retention.confirm.image'),
          t('retention.confirm.others'),
        ]}
        word={beside?.free ?? known?.reference ?? line.name}
        go={t('retention.confirm.go')}
        onClose={() => setAsking(false)}
        onGo={() => {
          setAsking(false);
          void acts.keep.run('eraseConversation', { conversation: line.id });
        }}
      />
    </>
  );
}
