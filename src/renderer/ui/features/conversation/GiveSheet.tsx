// Room: ui/features/conversation. "I cannot go on": everything somebody holds is handed over in one act, without a reason.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import { GIVE_LIMIT } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { heldHere } from '../../app/state/own-work.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useColleagueOptions, useColleagues } from './use-colleagues.ts';

/** No device is called so: whoever is there. */
const ANYONE = '';

const refusals = ['full', 'unknown-colleague', 'too-long'] as const;
type Refused = (typeof refusals)[number] | 'failed';

/** What a person can do about it; the rest of the reasons come to the same. */
const refusedBy = (why: string): Refused => refusals.find((one) => one === why) ?? 'failed';

export function GiveSheet() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const held = heldHere(useStore(stores.inbox).order).slice(0, GIVE_LIMIT);
  const [given, setGiven] = useState<number | null>(null);
  const close = (): void => stores.view.send({ type: 'sheet', sheet: null });
  return (
    <Sheet open title={t('give.title')} onClose={close}>
      {given === null && held.length > 0 ? (
        <Form held={held} onGiven={setGiven} onClose={close} />
      ) : (
        <>
          <p role="status">{given === null ? t('give.none') : t('give.done', { count: given })}</p>
          <Ways>
            <Button autoFocus onClick={close}>
              {t('common.close')}
            </Button>
          </Ways>
        </>
      )}
    </Sheet>
  );
}

interface FormProps {
  readonly held: readonly ConversationSummary[];
  readonly onGiven: (count: number) => void;
  readonly onClose: () => void;
}

function Form({ held, onGiven, onClose }: FormProps) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { team } = useStore(stores.facts);
  const found = useColleagues();
  const colleagues = found === 'coming' || found === null ? [] : found;
  const options = useColleagueOptions(colleagues, t);
  /** What stays; all the rest goes, also what comes in meanwhile. */
  const [kept, setKept] = useState<readonly string[]>([]);
  const [device, setDevice] = useState(ANYONE);
  const [also, setAlso] = useState<readonly string[]>(['tell', 'pause']);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<Refused | null>(null);
  const { busy, run } = useBusy();
  const going = held.map(({ id }) => id).filter((id) => !kept.includes(id));
  const alias = colleagues.find((one) => one.device === device)?.alias ?? '';
  const isPublic = team?.aliases.includes(alias) === true;

  const go = async (): Promise<void> => {
    const ended = await acts.work.giveAway({
      conversations: going,
      device: device === ANYONE ? null : device,
      note,
      tell: also.includes('tell'),
    });
    if (ended.status !== 'done')
      return setRefused(refusedBy(ended.status === 'refused' ? ended.why : 'failed'));
    if (ended.value.full) return setRefused('full');
    if (also.includes('pause')) acts.duty.choose('away');
    onGiven(ended.value.given.length);
  };

  return (
    <>
      <p>{t('give.lead')}</p>
      <Choice
        pick="many"
        label={t('give.whatField')}
        options={held.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={going}
        onChange={(chosen) => setKept(notIn(held, chosen))}
      />
      <Choice
        pick="one"
        label={t('give.toField')}
        options={[{ value: ANYONE, label: t('give.anyone') }, ...options]}
        chosen={[device]}
        onChange={([one]) => setDevice(one ?? ANYONE)}
      />
      <Choice
        pick="many"
        label={t('give.alsoField')}
        help={isPublic ? t('give.alsoHelpNamed', { name: alias }) : t('give.alsoHelp')}
        options={[
          { value: 'tell', label: t('give.tell') },
          { value: 'pause', label: t('give.pause') },
        ]}
        chosen={also}
        onChange={setAlso}
      />
      <TextField
        rows={2}
        label={t('give.noteField')}
        help={t('give.noteHelp')}
        value={note}
        onChange={setNote}
      />
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`give.refusal.${refused}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          autoFocus
          variant="contained"
          disabled={busy || going.length === 0}
          onClick={() => run(go)}
        >
          {t('give.go', { count: going.length })}
        </Button>
      </Ways>
    </>
  );
}

const notIn = (
  held: readonly ConversationSummary[],
  chosen: readonly string[],
): readonly ConversationId[] => held.map(({ id }) => id).filter((id) => !chosen.includes(id));
