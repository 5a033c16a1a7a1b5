// Room: ui/app. The open desk: rail, notices, and the room in use.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { CasesRoom } from '../features/case/CasesRoom.tsx';
import { ReleaseRoom } from '../features/release/ReleaseRoom.tsx';
import { TeamRoom } from '../features/team/TeamRoom.tsx';
import { useApp } from './app-context.ts';
import { InboxRoom } from './InboxRoom.tsx';
import { Notices } from './Notices.tsx';
import { Rail } from './Rail.tsx';
import { useStore } from './store.ts';
import type { AppRoom } from './state/view.ts';
import { useIdleLock } from './use-idle-lock.ts';
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
  '& > :last-child': { flex: 1, minHeight: 0 },
});

const rooms = {
  inbox: () => <InboxRoom />,
  cases: () => <CasesRoom />,
  release: () => <ReleaseRoom />,
  team: () => <TeamRoom />,
} satisfies Record<AppRoom, () => ReactNode>;

export function Shell() {
  const { stores } = useApp();
  const { room } = useStore(stores.view);
  useKeys();
  useIdleLock();
  return (
    <Frame>
      <Rail />
      <Main>
        <Notices />
        {rooms[room]()}
      </Main>
    </Frame>
  );
}
