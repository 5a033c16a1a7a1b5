// Room: ui/features/conversation. Whoever takes a conversation by its key from a colleague who answers it is asked first.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';

interface Props {
  readonly line: ConversationSummary;
  readonly onClose: () => void;
}

export function TakeOverSheet({ line, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<'disk-full' | 'failed' | null>(null);
  const name = line.holder?.alias || t('work.somebody');
  const take = async (): Promise<void> => {
    const refusal = await acts.work.claim(line.id, true);
    if (refusal === null) onClose();
    else setWhy(refusal === 'disk-full' ? refusal : 'failed');
  };
  return (
    <Sheet open title={t('work.heldBy', { name })} onClose={onClose}>
      <p>{t('work.takeOverBody')}</p>
      {why !== null && (
        <div role="alert">
          <Problem>{t(`work.refusal.${why}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button autoFocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button variant="contained" aria-disabled={busy} onClick={() => run(take)}>
          {t('work.takeOver')}
        </Button>
      </Ways>
    </Sheet>
  );
}
