// Room: ui/features/profile. Days on which nobody is there although the week says so.
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { valueAt } from '../../app/state/profile-texts.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { Card, Soft } from '../settings/card.tsx';
import { localDay, today } from './days.ts';
import { daysOf, daysText, withEnd, type DaysOff } from './hours.ts';
import { problemAt } from './problems.ts';

const Entry = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
});
const DayField = styled(OutlinedInput)({ width: 156, '& input': { paddingBlock: 5 } });

export function DaysCard({ state }: { readonly state: ProfileDesk }) {
  const { t, i18n } = useTranslation();
  const { acts } = useApp();
  const mayEdit = state.view?.mayEdit === true;
  const days = daysOf(valueAt(state.texts, 'hours.off'));
  const problem = problemAt(state, 'hours.off');
  const set = (next: readonly DaysOff[]): void =>
    acts.profile.set({ key: 'hours.off', lang: '', value: daysText(next) });
  const field = (at: number, one: DaysOff, end: keyof DaysOff) => (
    <DayField
      type="date"
      size="small"
      value={one[end]}
      disabled={!mayEdit}
      inputProps={{
        'aria-label': t(`hours.off.${end}`),
        min: end === 'last' ? one.first : undefined,
        // Keeps the year at four figures.
        max: '9999-12-31',
      }}
      onChange={({ target: { value } }) => set(days.with(at, withEnd(one, end, value)))}
    />
  );
  return (
    <Card title={t('hours.off.title')}>
      <Soft>{t('hours.off.lead')}</Soft>
      {days.map((one, at) => (
        // A day off has no name but its place.
        <Entry key={at}>
          {field(at, one, 'first')}
          <i aria-hidden>–</i>
          {field(at, one, 'last')}
          {mayEdit && (
            <IconAction
              icon={Trash2}
              label={t('profile.remove', { name: localDay(one.first, i18n.language) })}
              onClick={() => set(days.toSpliced(at, 1))}
            />
          )}
        </Entry>
      ))}
      {problem !== null && <Problem>{t(`profileProblem.${problem}`)}</Problem>}
      {mayEdit && (
        <div>
          <Button
            startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => set([...days, { first: today(), last: today() }])}
          >
            {t('hours.off.add')}
          </Button>
        </div>
      )}
    </Card>
  );
}
