// Room: ui/features/figures. How it goes: stars, waits and what answering takes, of oneself and of the team.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';

const Page = styled('section')({ height: '100%', overflow: 'auto', padding: '20px 28px 32px' });
const Shape = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  maxWidth: 860,
  marginTop: 16,
});

const shape = (soon: ReactNode) => (
  <Shape>
    {soon}
    <CardShapes heights={[220, 320, 320]} />
  </Shape>
);

export function FiguresRoom() {
  const { t } = useTranslation();
  return (
    <Page aria-label={t('figures.title')}>
      <h1>{t('figures.title')}</h1>
      <Later module={later.figures} shape={shape}>
        {({ FiguresBody }) => <FiguresBody />}
      </Later>
    </Page>
  );
}
