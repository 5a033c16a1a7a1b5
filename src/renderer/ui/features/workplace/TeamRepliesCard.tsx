// Room: ui/features/workplace. The ready replies that all of the team have; coordinators keep them.
import Button from '@mui/material/Button';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadyReply } from '../../../../contract/workplace.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Card, Row, Soft } from '../settings/card.tsx';
import { ReplyList } from './ReplyList.tsx';
import { ReplySheet } from './ReplySheet.tsx';
import { refusedBy, type Refused } from './reply-refusal.ts';

export function TeamRepliesCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { replies, mayEdit } = useStore(stores.workplace).team;
  const { run } = useBusy();
  const [editing, setEditing] = useState<ReadyReply | 'new' | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const drop = async (reply: ReadyReply): Promise<void> => {
    const why = await acts.workplace.setTeam(replies.filter(({ name }) => name !== reply.name));
    setRefused(why === null ? null : refusedBy(why));
  };
  return (
    <Card heading="h2" title={t('ready.teamTitle')}>
      <Soft>{t(mayEdit ? 'ready.teamKeep' : 'ready.teamRead')}</Soft>
      {replies.length > 0 && (
        <ReplyList
          of="team"
          fixed={!mayEdit}
          replies={replies}
          onEdit={setEditing}
          onDrop={(reply) => run(async () => await drop(reply))}
        />
      )}
      {mayEdit && (
        <Row>
          <Button
            startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            {t('ready.teamNew')}
          </Button>
        </Row>
      )}
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`ready.refusal.${refused}`)}</Problem>
        </div>
      )}
      {editing !== null && (
        <ReplySheet
          reply={editing === 'new' ? null : editing}
          replies={replies}
          keep={acts.workplace.setTeam}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}
