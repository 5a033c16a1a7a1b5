// Room: ui/features/release. Choose, look at exactly what would leave, then let it leave, or be told why not.
import { styled } from '@mui/material/styles';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useWidth } from '../../app/use-width.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { ExportButtons, ExportNews } from './ExportButtons.tsx';
import { Gate } from './Gate.tsx';
import { ImportCard } from './ImportCard.tsx';
import { Preview } from './Preview.tsx';
import { SelectionCard } from './SelectionCard.tsx';
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

const Body = styled('div')({
  display: 'grid',
  minHeight: 0,
  '&[data-narrow=true]': { overflow: 'auto', gridTemplateColumns: '1fr', alignContent: 'start' },
  '&[data-narrow=false]': { gridTemplateColumns: 'minmax(0, 1fr) 348px' },
});

const Aside = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minHeight: 0,
  overflow: 'auto',
  padding: 20,
  backgroundColor: colour.canvas,
  borderInlineStart: `1px solid ${colour.line}`,
});

const Foot = styled('footer')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 10,
  padding: '12px 28px',
  borderTop: `1px solid ${colour.line}`,
  backgroundColor: colour.surface,
  fontSize: 12,
  color: colour.inkSoft,
  '& > p': { flex: 1, minWidth: 200 },
});

export function ReleaseRoom() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { planning } = useStore(stores.release);
  const narrow = useWidth() === 'narrow';
  return (
    <Page aria-label={t('release.title')}>
      <Head>
        <div style={{ flex: 1 }}>
          <h1>{t('release.title')}</h1>
          <p>{t('release.subtitle')}</p>
        </div>
        <Steps planning={planning} />
      </Head>
      <Body data-narrow={narrow}>
        <Preview planning={planning} />
        <Aside style={narrow ? { order: -1 } : {}}>
          <SelectionCard />
          <Gate planning={planning} />
          <ImportCard />
        </Aside>
      </Body>
      <Foot>
        <Lock size={14} strokeWidth={STROKE} aria-hidden />
        <p>{t('release.footer')}</p>
        <ExportNews planning={planning} />
        <ExportButtons planning={planning} />
      </Foot>
    </Page>
  );
}
