// Room: ui/app. The rail at the side: the areas, the search, the lock, and who is sitting here.
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import {
  ChartNoAxesColumn,
  Command,
  FolderClosed,
  Highlighter,
  Inbox,
  Lock,
  Search,
  Settings,
  ShieldCheck,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { STROKE } from '../parts/IconAction.tsx';
import { Mark } from '../parts/Mark.tsx';
import { colour } from '../theme/colour.ts';
import { useApp } from './app-context.ts';
import { modKey } from './commands/keys.ts';
import { DutyMenu } from './DutyMenu.tsx';
import { useStore } from './store.ts';
import type { AppRoom } from './state/view.ts';

const Frame = styled('nav')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  gap: 8,
  width: 60,
  height: '100%',
  // Enlarged, the window is low: what does not fit is scrolled to.
  overflowY: 'auto',
  scrollbarWidth: 'none',
  '& > *': { flex: 'none' },
  padding: '12px 0',
  borderInlineEnd: `1px solid ${colour.line}`,
  backgroundColor: colour.canvas,
});

const Place = styled(ButtonBase)({
  position: 'relative',
  width: 40,
  height: 40,
  borderRadius: 10,
  color: colour.inkSoft,
  '&:hover': { color: colour.ink, backgroundColor: colour.sunken },
  '&[aria-current=page]': { color: colour.accent, backgroundColor: colour.accentSoft },
});

const Badge = styled('span')({
  position: 'absolute',
  top: 1,
  insetInlineEnd: 1,
  minWidth: 16,
  height: 16,
  padding: '0 4px',
  borderRadius: 8,
  fontSize: 10.5,
  fontWeight: 600,
  lineHeight: '16px',
  textAlign: 'center',
  backgroundColor: colour.dangerFill,
  color: colour.dangerInk,
  forcedColorAdjust: 'none',
});

const Spring = styled('span')({ '&&': { flex: 1 } });

const places = [
  ['inbox', Inbox],
  ['cases', FolderClosed],
  ['codes', Highlighter],
  ['release', ShieldCheck],
  ['team', Users],
  ['figures', ChartNoAxesColumn],
] as const satisfies readonly (readonly [AppRoom, LucideIcon])[];

const MOST_SHOWN = 99;

/** What is reached from the team's room belongs to it. */
const isAt = (room: AppRoom, place: AppRoom): boolean =>
  room === place || ((room === 'profile' || room === 'workplace') && place === 'team');

export function Rail() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { room } = useStore(stores.view);
  const { unread } = useStore(stores.inbox);
  const lockName = `${t('common.lockNow')} (${modKey(t)} L)`;
  return (
    <Frame aria-label={t('common.rail')}>
      <Mark />
      {places.map(([place, Icon]) => {
        const badge = place === 'inbox' && unread > 0;
        return (
          <Tooltip key={place} title={t(`common.${place}`)} placement="right">
            <Place
              aria-label={
                badge
                  ? `${t('common.inbox')}, ${t('common.unread', { count: unread })}`
                  : t(`common.${place}`)
              }
              aria-current={isAt(room, place) ? 'page' : undefined}
              onClick={() => stores.view.send({ type: 'went', room: place })}
            >
              <Icon size={21} strokeWidth={STROKE} aria-hidden />
              {badge && (
                <Badge aria-hidden dir="ltr">
                  {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
                </Badge>
              )}
            </Place>
          </Tooltip>
        );
      })}
      <Spring />
      <Tooltip title={`${t('commands.title')} (${modKey(t)} K)`} placement="right">
        <Place
          aria-label={t('commands.title')}
          onClick={() => stores.view.send({ type: 'sheet', sheet: 'palette' })}
        >
          <Command size={20} strokeWidth={STROKE} aria-hidden />
        </Place>
      </Tooltip>
      <Tooltip title={`${t('search.title')} (${modKey(t)} F)`} placement="right">
        <Place aria-label={t('search.title')} onClick={acts.search.open}>
          <Search size={20} strokeWidth={STROKE} aria-hidden />
        </Place>
      </Tooltip>
      <Tooltip title={`${t('common.settings')} (${modKey(t)} ,)`} placement="right">
        <Place
          aria-label={t('common.settings')}
          aria-current={room === 'settings' ? 'page' : undefined}
          onClick={() => stores.view.send({ type: 'went', room: 'settings' })}
        >
          <Settings size={20} strokeWidth={STROKE} aria-hidden />
        </Place>
      </Tooltip>
      <Tooltip title={lockName} placement="right">
        <Place aria-label={t('common.lockNow')} onClick={() => void acts.session.lock()}>
          <Lock size={20} strokeWidth={STROKE} aria-hidden />
        </Place>
      </Tooltip>
      <DutyMenu />
    </Frame>
  );
}
