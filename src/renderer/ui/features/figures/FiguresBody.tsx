// Room: ui/features/figures. Below the title: whose figures, how far back, and the cards.
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FIGURE_WEEKS,
  type Figures,
  type FigureWeeks,
  type Whose,
} from '../../../../contract/figures.ts';
import type { CountedSoFar } from '../../app/acts/figure-acts.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { Chip } from '../../parts/Choice.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';
import { colour } from '../../theme/colour.ts';
import { CareSettings } from './CareSettings.tsx';
import { CommentsCard } from './CommentsCard.tsx';
import { OwnLoadCard, TeamLoadCard } from './LoadCard.tsx';
import { SaveTable } from './SaveTable.tsx';
import { StarsCard } from './StarsCard.tsx';
import { TimesCard } from './TimesCard.tsx';
import { useFigures } from './use-figures.ts';

const Column = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  maxWidth: 860,
});
const Lead = styled('p')({ maxWidth: 640, marginTop: 4, color: colour.inkSoft });
const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 24px',
});
const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 });
const Small = styled('p')({ fontSize: 12, color: colour.inkSoft });

export function FiguresBody() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { roster } = useStore(stores.people);
  const [wanted, setWhose] = useState<Whose>('own');
  const [weeks, setWeeks] = useState<FigureWeeks>(12);
  const coordinates =
    roster?.devices.some(({ mine, roles }) => mine && roles.includes('coordinator')) === true;
  // Whoever no longer coordinates sees their own again.
  const whose = coordinates ? wanted : 'own';
  const { figures, far } = useFigures(weeks, whose);
  return (
    <Column>
      <Lead>{t(`figures.lead.${whose}`)}</Lead>
      <Bar>
        {coordinates && (
          <Row role="group" aria-label={t('figures.whose.label')}>
            {(['own', 'team'] as const).map((one) => (
              <Chip key={one} aria-pressed={whose === one} onClick={() => setWhose(one)}>
                {t(`figures.whose.${one}`)}
              </Chip>
            ))}
          </Row>
        )}
        <Row role="group" aria-label={t('figures.span')}>
          {FIGURE_WEEKS.map((count) => (
            <Chip key={count} aria-pressed={weeks === count} onClick={() => setWeeks(count)}>
              {t('figures.weeks', { count })}
            </Chip>
          ))}
        </Row>
        {figures?.whose === 'team' && <SaveTable weeks={weeks} />}
      </Bar>
      {figures === null ? <Counting far={far} /> : <Cards figures={figures} />}
      <CareSettings />
    </Column>
  );
}

function Counting({ far }: { readonly far: CountedSoFar | null }) {
  const { t } = useTranslation();
  return (
    <>
      <Small role="status">{far !== null && t('figures.counting', { ...far })}</Small>
      <CardShapes heights={[220, 320, 320]} />
    </>
  );
}

function Cards({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  return (
    <>
      <StarsCard figures={figures} />
      <CommentsCard comments={figures.comments} />
      <TimesCard figures={figures} />
      {figures.whose === 'own' ? (
        <OwnLoadCard figures={figures} />
      ) : (
        <TeamLoadCard figures={figures} />
      )}
      <Small>{t('figures.zone', { zone: figures.zone })}</Small>
    </>
  );
}
