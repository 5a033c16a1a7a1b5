// Room: ui/features/figures. What answering takes: of oneself, day by day, and of the team without anybody's name.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import {
  LOADS,
  type Load,
  type OwnFigures,
  type Spread,
  type TeamFigures,
  type Week,
} from '../../../../contract/figures.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dayOf, timeTaken, wholeHours } from '../../i18n/format.ts';
import { Wide } from '../annotate/parts.ts';
import { Card, Soft } from '../settings/card.tsx';
import { Behind } from './Behind.tsx';
import { Counts } from './Counts.tsx';
import { Column, roundTicks, WeekChart } from './chart.tsx';

const totals = ['conversations', 'answering', 'hateful'] as const satisfies readonly (keyof Load)[];
const isTime = (what: keyof Load): boolean => what === 'answering' || what === 'longest';
const HOUR_MS = 3_600_000;

const Part = styled('div')({ display: 'flex', flexDirection: 'column', gap: 8, paddingTop: 8 });

function useSaid(): (what: keyof Load, value: number) => string {
  const { language } = useLanguage();
  return (what, value) =>
    isTime(what) ? timeTaken(value, language) : value.toLocaleString(language);
}

export function OwnLoadCard({ figures: { all, weeks, days } }: { readonly figures: OwnFigures }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = useSaid();
  const cells = (load: Load): readonly string[] => LOADS.map((what) => said(what, load[what]));
  const names = LOADS.map((what) => t(`figures.load.${what}`));
  return (
    <Card heading="h2" title={t('figures.load.title')}>
      <Soft>{t('figures.load.lead')}</Soft>
      <Part>
        <h3>{t('figures.load.byWeek')}</h3>
        <HoursByWeek weeks={weeks.map(({ load, ...week }) => ({ ...week, ms: load.answering }))} />
        <Behind
          about={t('figures.load.byWeek')}
          heads={[t('figures.week'), t('figures.from'), ...names]}
          rows={[
            [t('figures.together'), '', ...cells(all.load)],
            ...weeks
              .toReversed()
              .map((one) => [one.week, dayOf(one.monday, language), ...cells(one.load)]),
          ]}
        />
      </Part>
      <Part>
        <h3>{t('figures.load.days')}</h3>
        <Wide>
          <Counts
            about={t('figures.load.days')}
            heads={[t('figures.load.day'), ...names]}
            rows={days.toReversed().map((one) => [dayOf(one.day, language), ...cells(one)])}
          />
        </Wide>
      </Part>
    </Card>
  );
}

export function TeamLoadCard({ figures: { all, weeks } }: { readonly figures: TeamFigures }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = useSaid();
  const { spread, people } = all.load;
  const hours = weeks.flatMap(({ load: { total }, ...week }) =>
    total.answering === null ? [] : [{ ...week, ms: total.answering }],
  );
  const three = ({ least, middle, most }: Spread, what: keyof Load): readonly string[] =>
    [least, middle, most].map((value) => said(what, value));
  return (
    <Card heading="h2" title={t('figures.load.title')}>
      <Soft>{t('figures.load.teamLead')}</Soft>
      <p>
        {t('figures.load.people', { count: people })}{' '}
        {spread === null && t('figures.load.noSpread')}
      </p>
      {spread !== null && (
        <Wide>
          <Counts
            about={t('figures.load.spreadOf')}
            heads={[
              t('figures.load.spreadOf'),
              t('figures.load.least'),
              t('figures.load.middle'),
              t('figures.load.most'),
            ]}
            rows={LOADS.map((what) => [t(`figures.load.${what}`), ...three(spread[what], what)])}
          />
        </Wide>
      )}
      <Part>
        <h3>{t('figures.load.byWeek')}</h3>
        {hours.length === weeks.length ? (
          <HoursByWeek weeks={hours} />
        ) : (
          <Soft>{t('figures.load.fewInWeek')}</Soft>
        )}
        <Behind
          about={t('figures.load.byWeek')}
          heads={[
            t('figures.week'),
            t('figures.from'),
            t('figures.load.devices'),
            ...totals.map((what) => t(`figures.load.${what}`)),
            ...['least', 'middle', 'most'].map(
              (part) =>
                `${t('figures.load.answering')}, ${t(`figures.load.${part as keyof Spread}`)}`,
            ),
          ]}
          rows={weeks.toReversed().map(({ week, monday, load }) => [
            week,
            dayOf(monday, language),
            load.people,
            ...totals.map((what) => {
              const total = load.total[what];
              return total === null ? t('figures.tooFew') : said(what, total);
            }),
            ...(load.spread === null
              ? Array.from({ length: 3 }, () => t('figures.tooFew'))
              : three(load.spread.answering, 'answering')),
          ])}
        />
      </Part>
    </Card>
  );
}

function HoursByWeek({ weeks }: { readonly weeks: readonly (Week & { readonly ms: number })[] }) {
  const { language } = useLanguage();
  const most = Math.max(1, ...weeks.map(({ ms }) => ms / HOUR_MS));
  const ticks = roundTicks(most, (hours) => wholeHours(hours, language));
  const top = ticks.at(-1)?.value ?? 1;
  return (
    <WeekChart
      weeks={weeks}
      ticks={ticks}
      scale={(hours) => hours / top}
      renderWeek={({ ms }, at) => <Column at={at} value={ms / HOUR_MS} />}
    />
  );
}
