// Room: ui/features/conversation. Choosing who may read a conversation on, with what follows from it.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { Colleague } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useStore } from '../../app/store.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { Ways } from '../../parts/Sheet.tsx';
import { readersNamed } from './readers.ts';
import { ColleaguesSheet } from './ColleaguesSheet.tsx';

const refusals = ['unknown-colleague', 'not-allowed', 'disk-full'] as const;
type Refused = (typeof refusals)[number] | 'failed';

/** What a person can do about it; the rest of the reasons come to the same. */
const refusedBy = (why: string): Refused => refusals.find((one) => one === why) ?? 'failed';

interface Props {
  readonly line: ConversationSummary;
  readonly onClose: () => void;
}

export function RestrictSheet({ line, onClose }: Props) {
  const { t } = useTranslation();
  const words = {
    title: t('restrict.title'),
    nobody: t('restrict.nobody'),
    failed: t('restrict.refusal.failed'),
  };
  return (
    <ColleaguesSheet words={words} onClose={onClose}>
      {(colleagues) => <Form line={line} colleagues={colleagues} onClose={onClose} />}
    </ColleaguesSheet>
  );
}

function Form({
  line,
  colleagues,
  onClose,
}: Props & { readonly colleagues: readonly Colleague[] }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { roster } = useStore(stores.people);
  const [chosen, setChosen] = useState<readonly string[]>(line.restricted?.devices ?? []);
  const [refused, setRefused] = useState<Refused | null>(null);
  const { busy, run } = useBusy();
  const known = colleagues.map(({ device }) => device);

  const write = async (devices: readonly string[] | null): Promise<void> => {
    const why = await acts.work.restrict({ conversation: line.id, devices });
    if (why === null) onClose();
    else setRefused(refusedBy(why));
  };

  return (
    <>
      <Choice
        pick="many"
        label={t('restrict.field')}
        help={t('restrict.own')}
        options={colleagues.map(({ device, alias }) => {
          const named = readersNamed(t, [device], roster);
          return { value: device, label: alias === '' ? named : `${alias} · ${named}` };
        })}
        chosen={chosen.filter((device) => known.includes(device))}
        onChange={setChosen}
      />
      <ul>
        <li>{t('restrict.from')}</li>
        <li>{t('restrict.before')}</li>
        <li>{t('restrict.told')}</li>
        <li>{t('restrict.others')}</li>
        {line.restricted !== null && <li>{t('restrict.lifted')}</li>}
      </ul>
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`restrict.refusal.${refused}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {line.restricted !== null && (
          <Button
            variant="outlined"
            disabled={busy}
            onClick={() => run(async () => await write(null))}
          >
            {t('restrict.lift')}
          </Button>
        )}
        <Button
          variant="contained"
          disabled={busy}
          onClick={() =>
            run(async () => await write(chosen.filter((device) => known.includes(device))))
          }
        >
          {t('restrict.go')}
        </Button>
      </Ways>
    </>
  );
}
