// Room: ui/features/conversation. A note for colleagues. The person who writes never gets it.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';

interface Props {
  readonly id: ConversationId;
  readonly onClose: () => void;
}

export function NoteSheet({ id, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<'too-long' | 'failed' | null>(null);
  const { busy, run } = useBusy();
  const save = async (): Promise<void> => {
    const why = await acts.work.note(id, text);
    if (why === null) onClose();
    else setRefused(why === 'too-long' ? why : 'failed');
  };
  return (
    <Sheet open title={t('work.note')} onClose={onClose}>
      <TextField
        autoFocus
        rows={4}
        label={t('work.noteField')}
        help={t('work.noteHelp')}
        value={text}
        onChange={setText}
        problem={refused === null ? undefined : t(`work.noteRefusal.${refused}`)}
      />
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy || text.trim() === ''} onClick={() => run(save)}>
          {t('work.noteSave')}
        </Button>
      </Ways>
    </Sheet>
  );
}
