// Room: ui/features/figures. What people gave at the end: how often, and on average where there are enough.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { Figures, Period, Week } from '../../../../contract/figures.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dayOf } from '../../i18n/format.ts';
import { Stars } from '../../parts/Stars.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Soft } from '../settings/card.tsx';
import { Behind } from './Behind.tsx';
import { Column, roundTicks, WeekChart } from './chart.tsx';

const Numbers = styled('p')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  gap: '4px 16px',
  '& b': { fontSize: 20, fontWeight: 600 },
});
const Rows = styled('ul')({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr) auto',
  gap: '4px 12px',
  alignItems: 'center',
  maxWidth: 420,
  margin: 0,
  padding: 0,
  listStyle: 'none',
  fontVariantNumeric: 'tabular-nums',
  '& li': { display: 'contents' },
});
const Track = styled('span')({ height: 10, borderRadius: 5, backgroundColor: colour.sunken });
const Fill = styled('span')({
  display: 'block',
  height: '100%',
  borderRadius: 5,
  backgroundColor: colour.accent,
  forcedColorAdjust: 'none',
  '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
});

export function StarsCard({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { all, weeks } = figures;
  const count = sum(all.stars);
  const mean = (value: number | null): string =>
    value === null ? t('figures.tooFew') : decimals(value, language);
  return (
    <Card heading="h2" title={t('figures.stars.title')}>
      <Soft>{t('figures.stars.lead')}</Soft>
      {count === 0 ? (
        <p>{t('figures.stars.none')}</p>
      ) : (
        <>
          <Numbers>
            {all.average !== null && (
              <b>{t('figures.stars.average', { value: mean(all.average) })}</b>
            )}
            <span>{t('figures.stars.count', { count })}</span>
          </Numbers>
          <Rows>
            {all.stars
              .map((n, at) => ({ n, stars: at + 1 }))
              .toReversed()
              .map(({ n, stars }) => (
                <li key={stars}>
                  <Stars stars={stars} />
                  <Track aria-hidden>
                    <Fill style={{ width: `${(n / Math.max(...all.stars)) * 100}%` }} />
                  </Track>
                  <span>{n}</span>
                </li>
              ))}
          </Rows>
          <StarsByWeek weeks={weeks} />
          <Behind
            about={t('figures.stars.title')}
            heads={[
              t('figures.week'),
              t('figures.from'),
              t('figures.stars.ratings'),
              ...[1, 2, 3, 4, 5].map((stars) => t('figures.stars.of', { count: stars })),
              t('figures.stars.mean'),
              t('figures.stars.comments'),
            ]}
            rows={[
              [t('figures.together'), '', count, ...all.stars, mean(all.average), all.comments],
              ...weeks
                .toReversed()
                .map((one) => [
                  one.week,
                  dayOf(one.monday, language),
                  sum(one.stars),
                  ...one.stars,
                  mean(one.average),
                  one.comments,
                ]),
            ]}
          />
        </>
      )}
    </Card>
  );
}

interface ByWeekProps {
  readonly weeks: readonly (Week & Pick<Period<unknown>, 'stars'>)[];
}

function StarsByWeek({ weeks }: ByWeekProps) {
  const ticks = roundTicks(Math.max(1, ...weeks.map(({ stars }) => sum(stars))), String);
  const top = ticks.at(-1)?.value ?? 1;
  return (
    <WeekChart
      weeks={weeks}
      ticks={ticks}
      scale={(value) => value / top}
      renderWeek={({ stars }, at) => <Column at={at} value={sum(stars)} />}
    />
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

const decimals = (value: number, language: string): string =>
  value.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
