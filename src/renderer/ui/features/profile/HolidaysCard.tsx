// Room: ui/features/profile. Public holidays: chosen by state, put into the profile as plain days, each taken out by one press.
import Button from '@mui/material/Button';
import { CalendarPlus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { valueAt } from '../../app/state/profile-texts.ts';
import { Choice } from '../../parts/Choice.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Picker } from '../../parts/Picker.tsx';
import { Card, Row, Soft } from '../settings/card.tsx';
import { localDay, today } from './days.ts';
import { holidaysOf, LANDS, PARTLY } from './holidays.ts';
import { daysOf, daysText } from './hours.ts';

const lands = Object.entries(LANDS).map(([land, label]) => ({ value: `DE-${land}`, label }));

export function HolidaysCard({ state }: { readonly state: ProfileDesk }) {
  const { t, i18n } = useTranslation();
  const { acts } = useApp();
  const mayEdit = state.view?.mayEdit === true;
  const from = today();
  const land = valueAt(state.texts, 'hours.land');
  const all = useMemo(() => holidaysOf(land, from, i18n.language), [land, from, i18n.language]);
  const off = daysOf(valueAt(state.texts, 'hours.holidays')).map(({ first }) => first);
  const last = off.toSorted().at(-1) ?? '';
  const listed = all.filter(({ day }) => day <= last);
  const news = all.filter(({ day }) => day > last);
  const put = (days: readonly string[], of = land): void => {
    if (!mayEdit) return;
    const spans = [...new Set(days)].map((day) => ({ first: day, last: day }));
    acts.profile.set(
      { key: 'hours.holidays', lang: '', value: daysText(spans) },
      { key: 'hours.land', lang: '', value: of },
    );
  };
  return (
    <Card title={t('hours.holidays.title')}>
      <Soft>{t('hours.holidays.lead')}</Soft>
      <Picker
        label={t('profileParts.field.land')}
        value={land === '' ? null : land}
        empty={t('hours.holidays.none')}
        options={lands}
        onChange={(value) =>
          put(
            holidaysOf(value ?? '', from, i18n.language).map(({ day }) => day),
            value ?? '',
          )
        }
      />
      {listed.length > 0 && (
        <Choice
          pick="many"
          label={t('hours.holidays.days')}
          options={listed.map(({ day, name }) => ({
            value: day,
            label: `${localDay(day, i18n.language)} · ${name}`,
          }))}
          chosen={off}
          onChange={put}
          help={t('hours.holidays.help')}
        />
      )}
      {land === PARTLY && <Soft>{t('hours.holidays.partly')}</Soft>}
      {news.length > 0 && mayEdit && (
        <Row>
          <Button
            startIcon={<CalendarPlus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => put([...off, ...news.map(({ day }) => day)])}
          >
            {t('hours.holidays.more', { count: news.length })}
          </Button>
        </Row>
      )}
    </Card>
  );
}
