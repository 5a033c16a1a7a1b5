// Room: ui/app. The open desk: rail, notices, the room in use, and long work at the foot.
import { styled } from '@mui/material/styles';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchSheet } from '../features/search/SearchSheet.tsx';
import { colour } from '../theme/colour.ts';
import { useApp } from './app-context.ts';
import { InboxRoom } from './InboxRoom.tsx';
import { JobStrip } from './JobStrip.tsx';
import { Notices } from './Notices.tsx';
import { Rail } from './Rail.tsx';
import { useStore } from './store.ts';
import type { AppRoom } from './state/view.ts';
import { useFlush } from './use-flush.ts';
import { useKeys } from './use-keys.ts';

const Frame = styled('div')({
  display: 'grid',
  gridTemplateColumns: '60px minmax(0, 1fr)',
  height: '100%',
});

const Main = styled('main')({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  height: '100%',
});

const Room = styled('div')({ flex: 1, minHeight: 0 });

const Soon = styled('p')({
  display: 'grid',
  placeItems: 'center',
  height: '100%',
  padding: 24,
  textAlign: 'center',
  color: colour.inkSoft,
});

const load = {
  cases: () => import('../features/case/CasesRoom.tsx'),
  release: () => import('../features/release/ReleaseRoom.tsx'),
  team: () => import('../features/team/TeamRoom.tsx'),
  settings: () => import('../features/settings/SettingsRoom.tsx'),
};

const CasesRoom = lazy(async () => ({ default: (await load.cases()).CasesRoom }));
const ReleaseRoom = lazy(async () => ({ default: (await load.release()).ReleaseRoom }));
const TeamRoom = lazy(async () => ({ default: (await load.team()).TeamRoom }));
const SettingsRoom = lazy(async () => ({ default: (await load.settings()).SettingsRoom }));

const rooms = {
  inbox: () => <InboxRoom />,
  cases: () => <CasesRoom />,
  release: () => <ReleaseRoom />,
  team: () => <TeamRoom />,
  settings: () => <SettingsRoom />,
} satisfies Record<AppRoom, () => ReactNode>;

const idle = async (): Promise<void> =>
  await new Promise((resolve) => {
    requestIdleCallback(() => resolve());
  });

/** The other rooms are fetched one by one, when the inbox stands and nothing else is to do. */
function useRoomsAhead(): void {
  useEffect(() => {
    let over = false;
    const fetchAll = async (): Promise<void> => {
      for (const one of Object.values(load)) {
        await idle();
        if (over) return;
        await one();
      }
    };
    void fetchAll();
    return () => {
      over = true;
    };
  }, []);
}

export function Shell() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { room } = useStore(stores.view);
  const opening = useStore(stores.session).stage === 'opening';
  const searching = useStore(stores.search).open;
  useKeys();
  useFlush();
  useRoomsAhead();
  return (
    <Frame>
      <Rail />
      <Main>
        <Notices />
        <Room>
          {opening && room !== 'inbox' ? (
            <Soon role="status">{t('common.coming')}</Soon>
          ) : (
            <Suspense fallback={<Soon />}>{rooms[room]()}</Suspense>
          )}
        </Room>
        <JobStrip />
      </Main>
      {searching && <SearchSheet />}
    </Frame>
  );
}
