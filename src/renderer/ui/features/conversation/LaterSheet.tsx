// Room: ui/features/conversation. Putting a conversation aside for a time, or having it come up on a day.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { WorkChange } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { momentIn, momentsFrom } from './moments.ts';

const kinds = ['snooze', 'followUp'] as const;
type Kind = (typeof kinds)[number];

interface Props {
  readonly line: ConversationSummary;
  readonly onClose: () => void;
}

export function LaterSheet({ line, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  // Only an open conversation stands in the queue and can be put aside.
  const possible = line.status === 'open' ? kinds : (['followUp'] as const);
  const [kind, setKind] = useState<Kind>(possible[0]);
  const [now] = useState(Date.now);
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<'held' | 'failed' | null>(null);
  const { busy, run } = useBusy();
  const moments = momentsFrom(now);
  const own = momentIn(typed, now);
  const at = picked === 'own' ? own : (moments.find(({ name }) => name === picked)?.at ?? null);
  const isSet = line.followUpAt !== null || (line.status === 'open' && line.snoozedUntil !== null);

  const change = async (next: WorkChange): Promise<void> => {
    const why = await acts.work.change(line.id, next);
    if (why === null) onClose();
    else setRefused(why === 'held' ? why : 'failed');
  };
  const save = async (): Promise<void> => {
    if (typeof at !== 'number') return;
    await change(kind === 'snooze' ? { snoozedUntil: at } : { followUpAt: at });
  };
  const clear = async (): Promise<void> => await change({ snoozedUntil: null, followUpAt: null });

  return (
    <Sheet open title={t('later.title')} onClose={onClose}>
      <Choice
        pick="one"
        label={t('later.kindField')}
        options={possible.map((one) => ({ value: one, label: t(`later.kind.${one}`) }))}
        chosen={[kind]}
        onChange={([one]) => setKind(possible.find((each) => each === one) ?? kind)}
      />
      <p>{t(`later.help.${kind}`)}</p>
      <Choice
        pick="one"
        label={t('later.whenField')}
        options={[...moments.map(({ name }) => name), 'own' as const].map((name) => ({
          value: name,
          label: t(`later.when.${name}`),
        }))}
        chosen={picked === null ? [] : [picked]}
        onChange={([one]) => setPicked(one ?? null)}
      />
      {picked === 'own' && (
        <TextField
          autoFocus
          type="datetime-local"
          label={t('later.momentField')}
          value={typed}
          onChange={setTyped}
          problem={typeof own === 'string' ? t(`later.${own}`) : undefined}
        />
      )}
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`work.refusal.${refused}`)}</Problem>
        </div>
      )}
      <Ways>
        {isSet && (
          <Button aria-disabled={busy} onClick={() => run(clear)}>
            {t('later.clear')}
          </Button>
        )}
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || typeof at !== 'number'}
          onClick={() => run(save)}
        >
          {t(`later.go.${kind}`)}
        </Button>
      </Ways>
    </Sheet>
  );
}
