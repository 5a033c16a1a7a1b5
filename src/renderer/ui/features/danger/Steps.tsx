// Room: ui/features/danger. The steps, each ticked with its time.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { DangerState } from '../../../../contract/danger.ts';
import { useLanguage } from '../../app/use-language.ts';
import { clockTime, languageName } from '../../i18n/format.ts';
import { colour } from '../../theme/colour.ts';

const List = styled('fieldset')({
  display: 'flex',
  flexDirection: 'column',
  gap: 2,
  minWidth: 0,
  margin: 0,
  padding: 0,
  border: 0,
  '& legend': { padding: 0, marginBottom: 6, fontSize: 13, fontWeight: 600 },
});
const Step = styled('label')({
  display: 'grid',
  gridTemplateColumns: '18px minmax(0, 1fr) auto',
  alignItems: 'start',
  gap: 10,
  minHeight: 44,
  padding: '10px 8px',
  borderRadius: 8,
  cursor: 'pointer',
  '&:hover': { backgroundColor: colour.sunken },
  '& input': { width: 18, height: 18, margin: '1px 0 0', accentColor: colour.accent },
  '& bdi': { overflowWrap: 'anywhere' },
  '& small': { display: 'block', fontSize: 12, color: colour.inkSoft },
  '& time': { fontSize: 12, lineHeight: '20px', color: colour.inkSoft },
});

interface Props {
  readonly steps: readonly string[];
  /** The language of a step's words where that is not the screen's; else null. */
  readonly languageOf: (step: string) => string | null;
  readonly state: DangerState;
  readonly onChange: (state: DangerState) => void;
}

export function Steps({ steps, languageOf, state, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { ticked } = state;
  return (
    <List>
      <legend>{t('danger.steps')}</legend>
      {steps.map((step) => {
        const at = ticked.find((one) => one.step === step)?.at;
        const foreign = languageOf(step);
        return (
          <Step key={step}>
            <input
              type="checkbox"
              checked={at !== undefined}
              onChange={({ target }) => onChange(pressed(state, step, target.checked))}
            />
            <span>
              <bdi lang={foreign ?? undefined}>{step}</bdi>
              {foreign !== null && (
                <small>
                  {t('danger.inLanguage', { language: languageName(foreign, language) })}
                </small>
              )}
            </span>
            {at !== undefined && <time>{clockTime(at, language)}</time>}
          </Step>
        );
      })}
    </List>
  );
}

function pressed(state: DangerState, step: string, on: boolean): DangerState {
  const others = state.ticked.filter((one) => one.step !== step);
  return { ...state, ticked: on ? [...others, { step, at: Date.now() }] : others };
}
