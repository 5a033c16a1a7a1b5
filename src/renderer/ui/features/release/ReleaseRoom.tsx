// Room: ui/features/release. Choose, look at exactly what would leave, then let it leave, or be told why not.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { useStore } from '../../app/store.ts';
import { useWidth } from '../../app/use-width.ts';
import { CardShapes } from '../../parts/Shapes.tsx';
import { colour } from '../../theme/colour.ts';
import { Aside, Body } from './layout.ts';
import { Steps } from './Steps.tsx';

const Page = styled('section')({
  display: 'grid',
  gridTemplateRows: 'auto minmax(0, 1fr) auto',
  height: '100%',
  backgroundColor: colour.surface,
});

const Head = styled('header')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 24px',
  padding: '16px 28px',
  borderBottom: `1px solid ${colour.line}`,
  '& p': { fontSize: 12, color: colour.inkSoft },
});

export function ReleaseRoom() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { planning } = useStore(stores.release);
  return (
    <Page aria-label={t('release.title')}>
      <Head>
        <div style={{ flex: 1 }}>
          <h1>{t('release.title')}</h1>
          <p>{t('release.subtitle')}</p>
        </div>
        <Steps planning={planning} />
      </Head>
      <Later module={later.release} shape={shape}>
        {({ ReleaseBody }) => <ReleaseBody />}
      </Later>
    </Page>
  );
}

function Shape({ children }: { readonly children: ReactNode }) {
  const narrow = useWidth() === 'narrow';
  return (
    <Body data-narrow={narrow}>
      <div style={{ padding: '20px 28px' }}>{children}</div>
      <Aside style={narrow ? { order: -1 } : {}}>
        <CardShapes heights={[300, 190, 120]} />
      </Aside>
    </Body>
  );
}

const shape = (soon: ReactNode) => <Shape>{soon}</Shape>;
