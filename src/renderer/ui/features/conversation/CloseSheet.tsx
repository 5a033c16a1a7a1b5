// Room: ui/features/conversation. Closing with an outcome. As abuse it calls nobody any more, and the writer notices nothing.
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import { OUTCOMES } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';

interface Props {
  readonly id: ConversationId;
  readonly onClose: () => void;
}

export function CloseSheet({ id, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [picked, setPicked] = useState<string | null>(null);
  const [refused, setRefused] = useState<'held' | 'failed' | null>(null);
  const { busy, run } = useBusy();
  const outcome = OUTCOMES.find((one) => one === picked);
  const close = async (): Promise<void> => {
    if (outcome === undefined) return;
    const status = outcome === 'abuse' ? 'muted' : 'closed';
    const why = await acts.work.change(id, { status, outcome, snoozedUntil: null });
    if (why === null) onClose();
    else setRefused(why === 'held' ? why : 'failed');
  };
  return (
    <Sheet open title={t('work.closeTitle')} onClose={onClose}>
      <Choice
        pick="one"
        label={t('work.outcomeField')}
        options={OUTCOMES.map((one) => ({ value: one, label: t(`work.outcome.${one}`) }))}
        chosen={picked === null ? [] : [picked]}
        onChange={([one]) => setPicked(one ?? null)}
      />
      <p>{t(outcome === 'abuse' ? 'work.closeAbuse' : 'work.closeHelp')}</p>
      {outcome === 'abuse' && <KeptFor />}
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`work.refusal.${refused}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || outcome === undefined}
          onClick={() => run(close)}
        >
          {t(outcome === 'abuse' ? 'work.closeMute' : 'work.closeGo')}
        </Button>
      </Ways>
    </Sheet>
  );
}

/** How long it stays as evidence, as the team has decided. */
function KeptFor() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { retention } = useStore(stores.keeping).views;
  useEffect(() => void acts.keep.look('retention'), [acts]);
  if (retention === null) return null;
  const days = retention.rules['chat-of-abuse'];
  return <p>{days === null ? t('work.closeKeptOn') : t('work.closeKept', { count: days })}</p>;
}
