// Room: ui/features/team. The team as its signed document says, the pin for the website, and this screen's settings.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';

const Page = styled('section')({ height: '100%', overflow: 'auto', padding: '20px 28px 28px' });

const Grid = styled('div')({
  columnWidth: 400,
  columnGap: 16,
  maxWidth: 1120,
  marginTop: 16,
  '& > [aria-busy] > *': { marginBottom: 16 },
  '& > [role=status]': { columnSpan: 'all' },
});

const shape = (soon: ReactNode) => (
  <>
    {soon}
    <CardShapes heights={[156, 92, 122, 258, 146, 246]} />
  </>
);

export function TeamRoom() {
  const { t } = useTranslation();
  return (
    <Page aria-label={t('team.title')}>
      <h1>{t('team.title')}</h1>
      <Grid>
        <Later module={later.team} shape={shape}>
          {({ TeamCards }) => <TeamCards />}
        </Later>
      </Grid>
    </Page>
  );
}
