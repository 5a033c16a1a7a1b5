import type { EnvelopeId, MessageId } from '../../protocol/ids.ts';
import type { SendResult } from '../../protocol/wire/relay-frames.ts';
import type { Way } from './face.ts';
import { languages, type Language } from './i18n/texts.ts';
import { expire, offerAgain, settle } from './outbox.ts';
import type { Tab } from './tab.ts';
import type { Refusal, VerifiedTeam } from './team.ts';

/**
 * widget/app: everything the screen shows, as one value and one pure function.
 *
 * `tab` is what must be durable: the engine writes it down before it acts on a new state.
 */
export interface State {
  readonly tab: Tab | null;
  /** `refused`: the browser keeps nothing, and the reporter is told. */
  readonly storage: 'kept' | 'refused';
  readonly link: LinkState;
  readonly team: TeamState;
  /** Until when, by local time, somebody is here; 0 = nobody. */
  readonly hereUntil: number;
  /** Who is writing just now; '' = somebody without an alias, null = nobody. */
  readonly typing: string | null;
  /** No queue took our message: full, or no device can be reached. */
  readonly stuck: boolean;
  readonly language: Language;
  /** Host page and frame disagree about the team, or the frame stands where it must not. */
  readonly misplaced: boolean;
}

/** `online`: the relay answered on this connection. `taken`: another tab has the conversation. */
export type LinkState = 'connecting' | 'online' | 'offline' | 'taken';

export type TeamState =
  | { readonly status: 'loading' }
  | { readonly status: 'verified'; readonly team: VerifiedTeam }
  | { readonly status: 'refused'; readonly why: Refusal; readonly ways: readonly Way[] };

export type StateEvent =
  /** The tab after composing, filing, returning: whatever the pure parts made of it. */
  | { readonly type: 'tab'; readonly tab: Tab | null }
  | { readonly type: 'storage'; readonly storage: State['storage'] }
  | { readonly type: 'link'; readonly link: LinkState }
  | { readonly type: 'team'; readonly team: VerifiedTeam }
  | { readonly type: 'refused'; readonly why: Refusal; readonly ways: readonly Way[] }
  | { readonly type: 'here'; readonly until: number }
  | { readonly type: 'typing'; readonly who: string | null }
  | { readonly type: 'result'; readonly eid: EnvelopeId; readonly results: readonly SendResult[] }
  | { readonly type: 'unreachable' }
  | { readonly type: 'expired'; readonly eid: EnvelopeId }
  | { readonly type: 'again'; readonly mid: MessageId }
  | { readonly type: 'kept' }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'misplaced' };

/** Nothing known, nothing said. */
export const emptyState: State = {
  tab: null,
  storage: 'kept',
  link: 'connecting',
  team: { status: 'loading' },
  hereUntil: 0,
  typing: null,
  stuck: false,
  language: languages[0],
  misplaced: false,
};

/** Folds one event. What cannot happen now changes nothing. */
export function reduce(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'tab':
      return { ...state, tab: event.tab, typing: event.tab === null ? null : state.typing };
    case 'storage':
      return { ...state, storage: event.storage };
    case 'link':
      return reduceLink(state, event.link);
    case 'team':
      return { ...state, team: { status: 'verified', team: event.team } };
    case 'refused':
      return {
        ...state,
        team: { status: 'refused', why: event.why, ways: event.ways },
        hereUntil: 0,
        typing: null,
      };
    case 'here':
      return { ...state, hereUntil: event.until };
    case 'typing':
      return { ...state, typing: event.who };
    case 'unreachable':
      return { ...state, stuck: true };
    case 'language':
      return { ...state, language: event.language };
    case 'misplaced':
      return { ...state, misplaced: true };
    case 'result':
    case 'expired':
    case 'again':
    case 'kept':
      return state.tab === null ? state : reduceTab(state, state.tab, event);
  }
}

function reduceTab(
  state: State,
  tab: Tab,
  event: Extract<StateEvent, { type: 'result' | 'expired' | 'again' | 'kept' }>,
): State {
  switch (event.type) {
    case 'result':
      return {
        ...state,
        tab: settle(tab, event.eid, event.results),
        stuck: !event.results.includes('accepted'),
      };
    case 'expired':
      return { ...state, tab: expire(tab, event.eid) };
    case 'again':
      return { ...state, tab: offerAgain(tab, event.mid) };
    case 'kept':
      return { ...state, tab: { ...tab, codeStep: 'kept' } };
  }
}

/** A broken line says nothing about who is here: presence and typing go with it. */
function reduceLink(state: State, link: LinkState): State {
  if (link === state.link) return state;
  return link === 'online' ? { ...state, link } : { ...state, link, typing: null, stuck: false };
}
