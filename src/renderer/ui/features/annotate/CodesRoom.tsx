// Room: ui/features/annotate. Codes: the codebook, what occurs together, and how far two coders agree.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';

const Page = styled('section')({ height: '100%', overflow: 'auto', padding: '20px 28px 32px' });
const Shape = styled('div')({ maxWidth: 1120, marginTop: 16 });

const shape = (soon: ReactNode) => (
  <Shape>
    {soon}
    <CardShapes heights={[420]} />
  </Shape>
);

export function CodesRoom() {
  const { t } = useTranslation();
  return (
    <Page aria-label={t('codes.title')}>
      <h1>{t('codes.title')}</h1>
      <Later module={later.codes} shape={shape}>
        {({ CodesBody }) => <CodesBody />}
      </Later>
    </Page>
  );
}
