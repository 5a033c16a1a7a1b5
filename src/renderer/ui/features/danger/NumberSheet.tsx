// Room: ui/features/danger. One number of the team's own: who answers, under what number, in which country, and when.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DIALLED,
  NUMBER_LIMIT,
  NUMBER_NAME_LIMIT,
  REACHABLE_LIMIT,
  type KeptNumber,
  type LocalNumber,
} from '../../../../contract/checklist.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { CountryChoice } from './CountryChoice.tsx';
import { Refusal } from './Refusal.tsx';
import { useChange } from './use-change.ts';

interface Props {
  /** Null: a new one. */
  readonly kept: KeptNumber | null;
  readonly country: string;
  readonly countries: readonly string[];
  readonly onClose: () => void;
}

export function NumberSheet({ kept, country, countries, onClose }: Props) {
  const { t } = useTranslation();
  const { busy, why, change } = useChange();
  const [draft, setDraft] = useState<LocalNumber>({
    country: kept?.country ?? country,
    name: kept?.name ?? '',
    number: kept?.number ?? '',
    reachable: kept?.reachable ?? '',
  });
  const number: LocalNumber = {
    country: draft.country,
    name: draft.name.trim(),
    number: draft.number.trim(),
    reachable: draft.reachable.trim(),
  };
  const set = (more: Partial<LocalNumber>): void => setDraft({ ...draft, ...more });
  const long = (text: string, most: number): string | undefined =>
    [...text].length > most ? t('checklist.problem.long', { count: most }) : undefined;
  const isNoNumber = number.number !== '' && !DIALLED.test(number.number);
  const problems = {
    name: long(number.name, NUMBER_NAME_LIMIT),
    number: isNoNumber ? t('checklist.problem.number') : long(number.number, NUMBER_LIMIT),
    reachable: long(number.reachable, REACHABLE_LIMIT),
  };
  const isReady =
    number.name !== '' &&
    number.number !== '' &&
    Object.values(problems).every((problem) => problem === undefined);
  return (
    <Sheet
      open
      title={t(kept === null ? 'checklist.newNumber' : 'checklist.changeNumber')}
      onClose={onClose}
    >
      <TextField
        autoFocus
        label={t('checklist.name')}
        value={draft.name}
        onChange={(name) => set({ name })}
        problem={problems.name}
      />
      <TextField
        type="tel"
        label={t('checklist.number')}
        help={t('checklist.numberHelp')}
        value={draft.number}
        onChange={(typed) => set({ number: typed })}
        problem={problems.number}
      />
      <CountryChoice
        label={t('checklist.country')}
        countries={countries}
        country={draft.country}
        onPick={(picked) => set({ country: picked })}
      />
      <TextField
        label={t('checklist.reachable')}
        help={t('checklist.reachableHelp')}
        value={draft.reachable}
        onChange={(reachable) => set({ reachable })}
        problem={problems.reachable}
      />
      <Refusal why={why} />
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || !isReady}
          onClick={() => change({ type: 'number', id: kept?.id ?? null, number }, onClose)}
        >
          {t('checklist.save')}
        </Button>
      </Ways>
    </Sheet>
  );
}
