// Room: ui/features/workplace. One's own ready replies: written, changed, shared as a file, and given to the team.
import Button from '@mui/material/Button';
import { FileDown, FileUp, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadyReply } from '../../../../contract/workplace.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Card, Done, Row, Soft } from '../settings/card.tsx';
import { ReplyList } from './ReplyList.tsx';
import { ReplySheet } from './ReplySheet.tsx';
import { refusedBy, type Refused } from './reply-refusal.ts';

type Ended =
  | { readonly kind: 'written'; readonly name: string }
  | { readonly kind: 'given'; readonly name: string }
  | { readonly kind: 'read'; readonly count: number }
  | { readonly kind: 'refused'; readonly why: Refused };

export function RepliesCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { replies, team } = useStore(stores.workplace);
  const { busy, run } = useBusy();
  const [editing, setEditing] = useState<ReadyReply | 'new' | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);

  const told = (why: string): void =>
    setEnded(why === 'cancelled' ? null : { kind: 'refused', why: refusedBy(why) });
  const keep = async (next: readonly ReadyReply[]) => await acts.workplace.set({ replies: next });
  const drop = async (reply: ReadyReply): Promise<void> => {
    const why = await keep(replies.filter((one) => one !== reply));
    if (why !== null) told(why);
  };
  const give = async (reply: ReadyReply): Promise<void> => {
    if (team.replies.some(({ name }) => name === reply.name)) return told('name-taken');
    const why = await acts.workplace.setTeam([...team.replies, reply]);
    if (why !== null) return told(why);
    // It would stand twice behind the slash.
    await drop(reply);
    setEnded({ kind: 'given', name: reply.name });
  };
  const write = async (): Promise<void> => {
    const done = await acts.workplace.exportReplies();
    if (done.status === 'done') setEnded({ kind: 'written', name: done.value.name });
    else if (done.status === 'refused') told(done.why);
  };
  const read = async (): Promise<void> => {
    const done = await acts.workplace.importReplies();
    if (done.status === 'done') setEnded({ kind: 'read', count: done.value.read });
    else if (done.status === 'refused') told(done.why);
  };

  return (
    <Card heading="h2" title={t('ready.ownTitle')}>
      <Soft>{t('ready.lead')}</Soft>
      <Soft>{t('ready.stays')}</Soft>
      {replies.length > 0 && (
        <ReplyList
          of="own"
          replies={replies}
          onEdit={setEditing}
          onDrop={(reply) => run(async () => await drop(reply))}
          onGive={team.mayEdit ? (reply) => run(async () => await give(reply)) : undefined}
        />
      )}
      <Row>
        <Button
          variant="contained"
          startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t('ready.new')}
        </Button>
        <Button
          aria-disabled={busy}
          startIcon={<FileUp size={16} strokeWidth={STROKE} aria-hidden />}
          onClick={() => run(read)}
        >
          {t('ready.read')}
        </Button>
        {replies.length > 0 && (
          <Button
            aria-disabled={busy}
            startIcon={<FileDown size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => run(write)}
          >
            {t('ready.write')}
          </Button>
        )}
      </Row>
      <EndedLine ended={ended} />
      {editing !== null && (
        <ReplySheet
          reply={editing === 'new' ? null : editing}
          replies={replies}
          keep={keep}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

function EndedLine({ ended }: { readonly ended: Ended | null }) {
  const { t } = useTranslation();
  switch (ended?.kind) {
    case undefined:
      return null;
    case 'written':
      return <Done>{t('ready.written', { name: ended.name })}</Done>;
    case 'given':
      return <Done>{t('ready.given', { name: ended.name })}</Done>;
    case 'read':
      return <Done>{t('ready.wasRead', { count: ended.count })}</Done>;
    case 'refused':
      return (
        <div role="alert">
          <Problem>{t(`ready.refusal.${ended.why}`)}</Problem>
        </div>
      );
  }
}
