// Room: ui/app. The open desk: rail, notices, the room in use, and long work at the foot.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { CodesRoom } from '../features/annotate/CodesRoom.tsx';
import { CasesRoom } from '../features/case/CasesRoom.tsx';
import { GiveSheet } from '../features/conversation/GiveSheet.tsx';
import { WhySheet } from '../features/conversation/WhySheet.tsx';
import { FiguresRoom } from '../features/figures/FiguresRoom.tsx';
import { HelpSheet } from '../features/help/HelpSheet.tsx';
import { KeySheet } from '../features/palette/KeySheet.tsx';
import { Palette } from '../features/palette/Palette.tsx';
import { ProfileRoom } from '../features/profile/ProfileRoom.tsx';
import { ReleaseRoom } from '../features/release/ReleaseRoom.tsx';
import { SearchSheet } from '../features/search/SearchSheet.tsx';
import { SettingsRoom } from '../features/settings/SettingsRoom.tsx';
import { TeamRoom } from '../features/team/TeamRoom.tsx';
import { WorkplaceRoom } from '../features/workplace/WorkplaceRoom.tsx';
import { useApp } from './app-context.ts';
import { useFetchAhead } from './deferred.ts';
import { InboxRoom } from './InboxRoom.tsx';
import { JobStrip } from './JobStrip.tsx';
import { Notices } from './Notices.tsx';
import { Rail } from './Rail.tsx';
import { useStore } from './store.ts';
import type { AppRoom } from './state/view.ts';
import { useFlush } from './use-flush.ts';
import { useUnreadCount } from './use-unread-count.ts';
import { useKeys } from './commands/use-keys.ts';

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

const rooms = {
  inbox: () => <InboxRoom />,
  cases: () => <CasesRoom />,
  release: () => <ReleaseRoom />,
  team: () => <TeamRoom />,
  settings: () => <SettingsRoom />,
  profile: () => <ProfileRoom />,
  workplace: () => <WorkplaceRoom />,
  codes: () => <CodesRoom />,
  figures: () => <FiguresRoom />,
} satisfies Record<AppRoom, () => ReactNode>;

export function Shell() {
  const { stores } = useApp();
  const { room, sheet } = useStore(stores.view);
  const searching = useStore(stores.search).open;
  useKeys();
  useFlush();
  useUnreadCount();
  useFetchAhead();
  return (
    <Frame>
      <Rail />
      <Main>
        <Notices />
        <Room>{rooms[room]()}</Room>
        <JobStrip />
      </Main>
      {searching && <SearchSheet />}
      {sheet === 'palette' && <Palette />}
      {sheet === 'keys' && <KeySheet />}
      {sheet === 'why' && <WhySheet />}
      {sheet === 'give' && <GiveSheet />}
      {sheet === 'help' && <HelpSheet />}
    </Frame>
  );
}
