// Room: ui/features/workplace. What somebody has set up for their own work on this device.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { ArrowLeft } from 'lucide-react';
import { IconAction } from '../../parts/IconAction.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';

const Page = styled('section')({ height: '100%', overflow: 'auto', padding: '20px 28px 28px' });
const Head = styled('div')({ display: 'flex', alignItems: 'center', gap: 8 });
const Column = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  maxWidth: 760,
  marginTop: 16,
});

const shape = (soon: ReactNode) => (
  <>
    {soon}
    <CardShapes heights={[320, 140, 150]} />
  </>
);

export function WorkplaceRoom() {
  const { t } = useTranslation();
  const { stores } = useApp();
  return (
    <Page aria-label={t('workplace.title')}>
      <Head>
        <IconAction
          icon={ArrowLeft}
          label={t('workplace.back')}
          onClick={() => stores.view.send({ type: 'went', room: 'team' })}
        />
        <h1>{t('workplace.title')}</h1>
      </Head>
      <Column>
        <Later module={later.workplace} shape={shape}>
          {({ WorkplaceCards }) => <WorkplaceCards />}
        </Later>
      </Column>
    </Page>
  );
}
