// Room: ui/features/figures. How long people waited, for a first answer and for later ones.
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figures, ResponseTimes, Waits } from '../../../../contract/figures.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dayOf, timeTaken } from '../../i18n/format.ts';
import { Chip } from '../../parts/Choice.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Soft } from '../settings/card.tsx';
import { Behind } from './Behind.tsx';
import { DotAndLine, WeekChart, type Tick } from './chart.tsx';

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 });
const Part = styled('div')({ display: 'flex', flexDirection: 'column', gap: 8, paddingTop: 8 });
const Facts = styled('dl')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 32px',
  margin: 0,
  '& dt': { fontSize: 12, color: colour.inkSoft },
  '& dd': { margin: 0, fontSize: 18, fontWeight: 600 },
});
const Small = styled('p')({ fontSize: 12, color: colour.inkSoft });

type Clock = keyof ResponseTimes;
type Kind = 'first' | 'later';
const kinds = ['first', 'later'] as const satisfies readonly Kind[];
const parts = ['p50', 'p90', 'p95'] as const satisfies readonly (keyof Waits)[];

export function TimesCard({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const [wanted, setClock] = useState<Clock>('served');
  const hasHours = figures.all.first.served !== null;
  const clock = hasHours ? wanted : 'plain';
  return (
    <Card heading="h2" title={t('figures.times.title')}>
      <Soft>
        {t('figures.times.lead')} {clock === 'served' && t('figures.times.servedLead')}
        {!hasHours && t('figures.times.noHours')}
      </Soft>
      {hasHours && (
        <Row role="group" aria-label={t('figures.times.clock')}>
          {(['served', 'plain'] as const).map((one) => (
            <Chip key={one} aria-pressed={clock === one} onClick={() => setClock(one)}>
              {t(`figures.times.${one}`)}
            </Chip>
          ))}
        </Row>
      )}
      {kinds.map((kind) => (
        <Times key={kind} figures={figures} kind={kind} clock={clock} />
      ))}
      {kinds.some((kind) => figures.all[kind].plain.count > 0) && (
        <Small>{t('figures.times.key')}</Small>
      )}
    </Card>
  );
}

interface Props {
  readonly figures: Figures;
  readonly kind: Kind;
  readonly clock: Clock;
}

function Times({ figures: { all, weeks }, kind, clock }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const waits = (times: ResponseTimes): Waits => times[clock] ?? times.plain;
  const whole = waits(all[kind]);
  const said = (ms: number | null): string =>
    ms === null ? t('figures.tooFew') : timeTaken(ms, language);
  if (whole.count === 0) {
    return (
      <Part>
        <h3>{t(`figures.times.${kind}`)}</h3>
        <p>{t('figures.times.none')}</p>
      </Part>
    );
  }
  const each = weeks.map((week) => ({ ...week, waits: waits(week[kind]) }));
  const most = Math.max(0, ...each.map((one) => one.waits.p90 ?? one.waits.p50 ?? 0));
  const ticks = ticksUpTo(most).map((value): Tick => ({ value, name: timeTaken(value, language) }));
  const top = risen(ticks.at(-1)?.value ?? 1);
  return (
    <Part>
      <h3>{t(`figures.times.${kind}`)}</h3>
      <Facts>
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`figures.times.${part}`)}</dt>
            <dd>{said(whole[part])}</dd>
          </div>
        ))}
        <div>
          <dt>{t('figures.times.answers')}</dt>
          <dd>{whole.count}</dd>
        </div>
      </Facts>
      <WeekChart
        weeks={each}
        ticks={ticks}
        scale={(ms) => risen(ms) / top}
        renderWeek={(one, at) =>
          one.waits.p50 !== null && <DotAndLine at={at} from={one.waits.p50} to={one.waits.p90} />
        }
      />
      <Behind
        about={t(`figures.times.${kind}`)}
        heads={[
          t('figures.week'),
          t('figures.from'),
          t('figures.times.answers'),
          ...parts.map((part) => t(`figures.times.${part}`)),
        ]}
        rows={[
          [t('figures.together'), '', whole.count, ...parts.map((part) => said(whole[part]))],
          ...each
            .toReversed()
            .map((one) => [
              one.week,
              dayOf(one.monday, language),
              one.waits.count,
              ...parts.map((part) => said(one.waits[part])),
            ]),
        ]}
      />
    </Part>
  );
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Heights that people know: each is some times the one before. */
const steps = [
  0,
  MINUTE_MS,
  5 * MINUTE_MS,
  20 * MINUTE_MS,
  HOUR_MS,
  4 * HOUR_MS,
  24 * HOUR_MS,
  7 * 24 * HOUR_MS,
  30 * 24 * HOUR_MS,
];

/** A minute more or less says much of three, and nothing of a day. */
const risen = (ms: number): number => Math.log1p(ms / MINUTE_MS);

function ticksUpTo(most: number): readonly number[] {
  const top = steps.findIndex((step) => step >= most);
  return steps.slice(0, top === -1 ? steps.length : Math.max(2, top + 1));
}
