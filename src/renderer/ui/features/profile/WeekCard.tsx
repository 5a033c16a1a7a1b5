// Room: ui/features/profile. The hours of a week, day by day, and the zone they are meant in.
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { CalendarClock, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { valueAt } from '../../app/state/profile-texts.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { Picker } from '../../parts/Picker.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Row, Soft } from '../settings/card.tsx';
import { weekOf, weekText, WORK_DAY, workWeek, type Span, type Week } from './hours.ts';
import { problemAt } from './problems.ts';

const Days = styled('div')({ display: 'flex', flexDirection: 'column' });
const Day = styled('div')({
  display: 'grid',
  gridTemplateColumns: '104px minmax(0, 1fr) auto',
  alignItems: 'center',
  gap: '4px 8px',
  minHeight: 44,
  padding: '4px 0',
  '& + &': { borderTop: `1px solid ${colour.line}` },
  '& > span': { fontWeight: 500 },
});
const Spans = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '6px 14px',
  '& > span': { display: 'inline-flex', alignItems: 'center', gap: 4 },
  '& > small': { color: colour.inkSoft, fontSize: 13 },
});
/** Room for a clock with twelve hours too. */
const Time = styled(OutlinedInput)({ width: 128, '& input': { paddingBlock: 5 } });

const DAY_MS = 24 * 60 * 60 * 1000;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
/** PROTOCOL §2. */
const MOST_SPANS = 4;

/** Where a machine in Germany stands, and everywhere else the machine's own. */
const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
const EUROPE = Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Europe/'));

export function WeekCard({ state }: { readonly state: ProfileDesk }) {
  const { t, i18n } = useTranslation();
  const { acts } = useApp();
  const mayEdit = state.view?.mayEdit === true;
  const week = weekOf(valueAt(state.texts, 'hours.week'));
  const zone = valueAt(state.texts, 'hours.zone');
  const isEmpty = week.every((day) => day.length === 0);
  const problem = problemAt(state, 'hours.week') ?? problemAt(state, 'hours.zone');
  const name = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  const set = (next: Week): void => {
    const value = weekText(next);
    const here = value === '' ? '' : zone || ownZone();
    acts.profile.set(
      { key: 'hours.week', lang: '', value },
      { key: 'hours.zone', lang: '', value: here },
    );
  };
  return (
    <Card title={t('hours.week.title')}>
      <Soft>{t('hours.week.lead')}</Soft>
      {isEmpty && mayEdit && (
        <Row>
          <Button
            startIcon={<CalendarClock size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => set(workWeek)}
          >
            {t('hours.week.start')}
          </Button>
        </Row>
      )}
      <Days>
        {week.map((spans, n) => {
          const day = name.format(MONDAY + n * DAY_MS);
          const change = (next: readonly Span[]): void => set(week.with(n, next));
          return (
            <Day key={day} role="group" aria-label={day}>
              <span>{day}</span>
              <Spans>
                {spans.length === 0 && <small>{t('hours.week.closed')}</small>}
                {spans.map((span, at) => (
                  <SpanFields
                    // A span has no name but its place.
                    key={at}
                    span={span}
                    disabled={!mayEdit}
                    onChange={(next) => change(spans.with(at, next))}
                    onRemove={() => change(spans.toSpliced(at, 1))}
                  />
                ))}
              </Spans>
              {mayEdit && spans.length < MOST_SPANS && (
                <IconAction
                  icon={Plus}
                  label={t('hours.week.add', { day })}
                  onClick={() => change([...spans, nextSpan(spans)])}
                />
              )}
            </Day>
          );
        })}
      </Days>
      {problem !== null && <Problem>{t(`profileProblem.${problem}`)}</Problem>}
      {!isEmpty && (
        <Picker
          label={t('profileParts.field.zone')}
          value={zone === '' ? null : zone}
          options={[...new Set([ownZone(), ...EUROPE, ...(zone === '' ? [] : [zone])])].map(
            (one) => ({ value: one, label: one.replaceAll('_', ' ') }),
          )}
          onChange={(value) => {
            if (mayEdit) acts.profile.set({ key: 'hours.zone', lang: '', value: value ?? '' });
          }}
          help={t('hours.week.zoneHelp')}
        />
      )}
    </Card>
  );
}

/** After the last one, or a day's work. */
function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  return last === undefined ? WORK_DAY : { from: last.to, to: '' };
}

interface SpanProps {
  readonly span: Span;
  readonly disabled: boolean;
  readonly onChange: (span: Span) => void;
  readonly onRemove: () => void;
}

function SpanFields({ span, disabled, onChange, onRemove }: SpanProps) {
  const { t } = useTranslation();
  const field = (end: keyof Span) => (
    <Time
      type="time"
      size="small"
      value={span[end]}
      disabled={disabled}
      inputProps={{ 'aria-label': t(`hours.week.${end}`) }}
      onChange={({ target }) => onChange({ ...span, [end]: target.value })}
    />
  );
  return (
    <span>
      {field('from')}
      <i aria-hidden>–</i>
      {field('to')}
      {!disabled && (
        <IconAction
          icon={X}
          label={t('hours.week.remove', { hours: `${span.from}–${span.to}` })}
          onClick={onRemove}
        />
      )}
    </span>
  );
}
