// Room: ui/features/people. What the team screen says about devices, the most urgent first.
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { Asking } from './Asking.tsx';
import { Devices } from './Devices.tsx';
import { Earlier, WaitsForYes } from './Earlier.tsx';
import { Invites } from './Invites.tsx';
import { Outside } from './Outside.tsx';
import { Regain } from './Regain.tsx';

export function PeopleCards() {
  const { stores } = useApp();
  const { roster } = useStore(stores.people);
  if (roster === null) return null;
  return (
    <>
      {roster.standing !== 'member' && <Outside roster={roster} />}
      {roster.asking.map((request) => (
        <Asking key={request.invite} request={request} devices={roster.devices} />
      ))}
      {roster.newcomers.map((newcomer) => (
        <Earlier key={newcomer.device} newcomer={newcomer} />
      ))}
      <WaitsForYes own={roster.own} />
      <Devices roster={roster} />
      {roster.mayChange && <Invites invites={roster.invites} />}
      {!roster.mayChange && roster.standing !== 'removed' && <Regain roster={roster} />}
    </>
  );
}
