// Room: ui/features/conversation. Beyond the limit somebody set themselves, taking one more asks first.
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { answeredBy } from '../../app/state/own-work.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useNow } from '../../app/use-now.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';

interface Props {
  readonly line: ConversationSummary;
  readonly onClose: () => void;
  /** Told why it could not be taken; null when it could. */
  readonly onDone: (refusal: string | null) => void;
}

export function FullSheet({ line, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { order } = useStore(stores.inbox);
  const { atOnce } = useStore(stores.workplace);
  const { busy, run } = useBusy();
  const count = answeredBy(order, useNow());
  const { holder } = line;
  const take = async (): Promise<void> => {
    const refusal = await acts.work.claim(line.id, line.holder !== null);
    onClose();
    onDone(refusal);
  };
  return (
    <Sheet open title={t('workplace.full.title', { count })} onClose={onClose}>
      <p>{t('workplace.full.body', { limit: atOnce ?? 0 })}</p>
      {holder?.own === false && (
        <p>
          {t('work.heldBy', { name: holder.alias || t('work.somebody') })}. {t('work.takeOverBody')}
        </p>
      )}
      <Ways>
        <Button autoFocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => run(take)}>
          {t('workplace.full.go')}
        </Button>
      </Ways>
    </Sheet>
  );
}
