// Room: ui/features/danger. One step of the team's checklist: its words in each language of the screen.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STEP_LIMIT, type ChecklistStep } from '../../../../contract/checklist.ts';
import { useLanguage } from '../../app/use-language.ts';
import { languageName } from '../../i18n/format.ts';
import { languages } from '../../i18n/language.ts';
import { Help } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { builtInWords } from './built-in-words.ts';
import { Refusal } from './Refusal.tsx';
import { useChange } from './use-change.ts';
import { builtInName } from './wording.ts';

interface Props {
  /** Null: a new one. */
  readonly step: ChecklistStep | null;
  readonly onClose: () => void;
}

export function StepSheet({ step, onClose }: Props) {
  const { t } = useTranslation();
  const { language: screen } = useLanguage();
  const { busy, why, change } = useChange();
  const builtIn = builtInName(step?.id ?? '');
  const [before] = useState(() => wordsOf(step));
  const [words, setWords] = useState(before);
  const texts = [...words]
    .map(([language, text]) => ({ language, text: text.trim() }))
    .filter(({ text }) => text !== '');
  const tooLong = texts.some(({ text }) => isTooLong(text));
  // What was not touched stays as it is: a built-in step keeps the words of every later version.
  const save = (): void =>
    words === before ? onClose() : change({ type: 'step', id: step?.id ?? null, texts }, onClose);
  const shown = [screen, ...languages.filter((one) => one !== screen)];
  return (
    <Sheet
      open
      title={t(step === null ? 'checklist.newStep' : 'checklist.changeStep')}
      onClose={onClose}
    >
      {[...new Set([...shown, ...words.keys()])].map((language, at) => (
        <TextField
          key={language}
          autoFocus={at === 0}
          rows={1}
          label={languageName(language, screen)}
          value={words.get(language) ?? ''}
          onChange={(typed) => setWords(new Map(words).set(language, typed))}
          problem={
            isTooLong(words.get(language)?.trim() ?? '')
              ? t('checklist.problem.long', { count: STEP_LIMIT })
              : undefined
          }
        />
      ))}
      <Help>{t('checklist.stepHelp')}</Help>
      <Refusal why={why} />
      <Ways>
        {step !== null && builtIn !== undefined && step.texts.length > 0 && (
          <Button
            disabled={busy}
            onClick={() => change({ type: 'step', id: builtIn, texts: [] }, onClose)}
          >
            {t('checklist.builtInWords')}
          </Button>
        )}
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy || tooLong || texts.length === 0} onClick={save}>
          {t('checklist.save')}
        </Button>
      </Ways>
    </Sheet>
  );
}

const isTooLong = (text: string): boolean => [...text].length > STEP_LIMIT;

/** A step's own words, or those it is built in with, by their language. */
function wordsOf(step: ChecklistStep | null): ReadonlyMap<string, string> {
  const name = builtInName(step?.id ?? '');
  if (name !== undefined && step?.texts.length === 0) return builtInWords(name);
  return new Map(step?.texts.map(({ language, text }) => [language, text]));
}
