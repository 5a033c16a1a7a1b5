// Room: ui/features/conversation. Handing a conversation over: to whom, with which note, and whether the reporter hears of it.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import type { Colleague } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { ColleaguesSheet } from './ColleaguesSheet.tsx';
import { useColleagueOptions } from './use-colleagues.ts';

const refusals = ['held', 'unknown-colleague', 'unknown-alias', 'too-long', 'disk-full'] as const;
type Refused = (typeof refusals)[number] | 'failed';

/** What a person can do about it; the rest of the reasons come to the same. */
const refusedBy = (why: string): Refused => refusals.find((one) => one === why) ?? 'failed';

interface Props {
  readonly id: ConversationId;
  /** Who may read it; null: everybody. */
  readonly readers: readonly string[] | null;
  readonly onClose: () => void;
}

export function PassSheet({ id, readers, onClose }: Props) {
  const { t } = useTranslation();
  const words = {
    title: t('pass.title'),
    nobody: t('pass.nobody'),
    failed: t('pass.refusal.failed'),
  };
  return (
    <ColleaguesSheet
      words={words}
      among={({ device }) => readers?.includes(device) ?? true}
      onClose={onClose}
    >
      {(colleagues) => <Form id={id} colleagues={colleagues} onClose={onClose} />}
    </ColleaguesSheet>
  );
}

function Form({
  id,
  colleagues,
  onClose,
}: Omit<Props, 'readers'> & { readonly colleagues: readonly Colleague[] }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { team } = useStore(stores.facts);
  const [device, setDevice] = useState<string | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<Refused | null>(null);
  const { busy, run } = useBusy();
  const to = colleagues.find((one) => one.device === device);
  const aliases = team?.aliases ?? [];
  const options = useColleagueOptions(colleagues, t);

  const choose = (next: string | null): void => {
    setDevice(next);
    // The name a colleague is known to write under is proposed; whoever hands over sees it and can take it back.
    const alias = colleagues.find((one) => one.device === next)?.alias ?? '';
    setTold(aliases.includes(alias) && alias !== team?.alias ? alias : null);
  };
  const pass = async (): Promise<void> => {
    if (to === undefined) return;
    const why = await acts.work.passOn({
      conversation: id,
      device: to.device,
      alias: told ?? to.alias,
      note,
      tell: told !== null,
    });
    if (why === null) onClose();
    else setRefused(refusedBy(why));
  };

  return (
    <>
      <p>{t('pass.stays')}</p>
      <Choice
        pick="one"
        label={t('pass.toField')}
        options={options}
        chosen={device === null ? [] : [device]}
        onChange={([one]) => choose(one ?? null)}
      />
      <Choice
        pick="one"
        label={t('pass.tellField')}
        help={t('pass.tellHelp')}
        options={aliases
          .filter((alias) => alias !== team?.alias)
          .map((name) => ({ value: name, label: t('pass.tell', { name }) }))}
        chosen={told === null ? [] : [told]}
        onChange={([one]) => setTold(one ?? null)}
      />
      <TextField
        rows={3}
        label={t('pass.noteField')}
        help={t('pass.noteHelp')}
        value={note}
        onChange={setNote}
      />
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`pass.refusal.${refused}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy || to === undefined} onClick={() => run(pass)}>
          {t('pass.go')}
        </Button>
      </Ways>
    </>
  );
}
