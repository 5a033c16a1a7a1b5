// Room: ui/features/case. The main category, its place on the severity ladder, and what it means.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useCodes } from '../../app/use-codes.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Picker } from '../../parts/Picker.tsx';
import { edge } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { useCaseForm, useFieldWords, useOptions } from './form-context.ts';

const Ladder = styled('div')({ display: 'flex', gap: 4, padding: '4px 0 8px' });
const Rung = styled('span')({
  flex: 1,
  height: 8,
  borderRadius: 4,
  ...edge,
  backgroundColor: colour.sunken,
  '&[data-here=true]': { forcedColorAdjust: 'none', backgroundColor: colour.accent },
});

export function Category() {
  const { entry, edit } = useCaseForm();
  const value = entry.incident.category;
  return (
    <div>
      <Picker
        {...useFieldWords('category')}
        help={<Meaning code={value} />}
        options={useOptions('category')}
        described
        value={value}
        onChange={(category) => edit({ category })}
        withCode
      />
    </div>
  );
}

function Meaning({ code }: { readonly code: string | null }) {
  const { t } = useTranslation();
  const { entries } = useCodes();
  const { codesIn } = useLanguage();
  const rungs = entries('category')
    .filter((entry) => entry.severity !== undefined)
    .toSorted((a, b) => (a.severity ?? 0) - (b.severity ?? 0));
  const at = rungs.findIndex((entry) => entry.code === code);
  const level = t('case.help.severity', { level: at + 1, count: rungs.length });
  return (
    <>
      <Ladder aria-hidden>
        {rungs.map((entry) => (
          <Rung key={entry.code} data-here={entry.code === code} />
        ))}
      </Ladder>
      {at !== -1 && (
        <>
          <bdi>{rungs[at]?.definition[codesIn]}</bdi> {level}.
        </>
      )}
    </>
  );
}
