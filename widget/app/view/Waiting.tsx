import type { JSX } from 'preact';
import type { AllTexts } from '../i18n/words.ts';
import { isShown } from '../runs.ts';
import type { State } from '../state.ts';
import { Away } from './Away.tsx';

/**
 * What is known while an answer is awaited: how far the last message came and who waits before. No
 * minutes: nobody can know them.
 */
export function Waiting(props: { readonly t: AllTexts; readonly state: State }): JSX.Element {
  const { t, state } = props;
  const last = state.tab?.talk.findLast(isShown);
  const online = state.link === 'online' && state.team.status === 'verified';
  const said = last?.by === 'me' && last.stars === 0 && state.typing === null ? last.state : null;
  const words = said === null || said === 'sending' || said === 'expired' ? '' : t[awaited[said]];
  const place = words === '' || state.hereUntil === 0 ? 0 : (state.place ?? 0);
  return (
    <>
      {/* Always there, so that a screen reader hears what changes in it. */}
      <p class="aside progress" role="status">
        {state.typing !== null && t.typing(state.typing || t.someone)}
        {words}
        {place > 0 && ` ${t.place(place)}`}
      </p>
      {online && state.hereUntil === 0 && words !== '' && (
        <Away t={t} state={state} written={true} />
      )}
    </>
  );
}

const awaited = { sent: 'isSent', delivered: 'isDelivered', read: 'isRead' } as const;
