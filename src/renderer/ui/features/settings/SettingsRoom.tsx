// Room: ui/features/settings. Being there, security and retention: seven parts, one on screen at a time.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import {
  Archive,
  BellRing,
  ClockFading,
  KeyRound,
  MonitorCog,
  ScrollText,
  UserSearch,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { useStore } from '../../app/store.ts';
import { settingsParts, type SettingsPart } from '../../app/state/view.ts';
import { useWidth } from '../../app/use-width.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';
import { colour } from '../../theme/colour.ts';

const Page = styled('section')({
  display: 'grid',
  height: '100%',
  minHeight: 0,
  backgroundColor: colour.canvas,
  '&[data-narrow=false]': { gridTemplateColumns: '236px minmax(0, 1fr)' },
  '&[data-narrow=true]': { gridTemplateRows: 'auto minmax(0, 1fr)' },
});

const Parts = styled('nav')({
  display: 'flex',
  flexDirection: 'column',
  gap: 2,
  padding: '20px 12px',
  borderInlineEnd: `1px solid ${colour.line}`,
  backgroundColor: colour.surface,
  '& h1': { padding: '0 10px 12px' },
  '[data-narrow=true] > &': {
    flexDirection: 'row',
    flexWrap: 'wrap',
    padding: '16px 18px 12px',
    borderInlineEnd: 0,
    borderBottom: `1px solid ${colour.line}`,
    '& h1': { width: '100%', padding: '0 10px 8px' },
    // The words alone fit two lines; with their pictures they would not.
    '& svg': { display: 'none' },
  },
});

const Tab = styled(ButtonBase)({
  justifyContent: 'flex-start',
  gap: 10,
  minHeight: 36,
  padding: '4px 10px',
  borderRadius: 8,
  fontWeight: 500,
  color: colour.inkSoft,
  '&:hover': { color: colour.ink, backgroundColor: colour.sunken },
  '&[aria-current=page]': { color: colour.accent, backgroundColor: colour.accentSoft },
});

const Scroller = styled('div')({ minHeight: 0, overflow: 'auto', padding: '20px 28px 32px' });
const Column = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  maxWidth: 760,
  '& > h2': { fontSize: 18 },
});

const icons = {
  duty: BellRing,
  machine: MonitorCog,
  security: KeyRound,
  backup: Archive,
  retention: ClockFading,
  subject: UserSearch,
  audit: ScrollText,
} satisfies Record<SettingsPart, LucideIcon>;

const shape = (soon: ReactNode) => (
  <>
    {soon}
    <CardShapes heights={[210, 210, 150]} />
  </>
);

export function SettingsRoom() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { settings } = useStore(stores.view);
  const narrow = useWidth() === 'narrow';
  return (
    <Page aria-label={t('keep.title')} data-narrow={narrow}>
      <Parts aria-label={t('keep.parts')}>
        <h1>{t('keep.title')}</h1>
        {settingsParts.map((part) => {
          const Icon = icons[part];
          return (
            <Tab
              key={part}
              aria-current={part === settings ? 'page' : undefined}
              onClick={() => stores.view.send({ type: 'settings', part })}
            >
              <Icon size={18} strokeWidth={STROKE} aria-hidden />
              {t(`keep.part.${part}`)}
            </Tab>
          );
        })}
      </Parts>
      <Scroller key={settings}>
        <Column>
          <h2>{t(`keep.part.${settings}`)}</h2>
          <Later module={later.settings} shape={shape}>
            {({ Part }) => <Part part={settings} />}
          </Later>
        </Column>
      </Scroller>
    </Page>
  );
}
