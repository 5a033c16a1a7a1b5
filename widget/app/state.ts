import type { EnvelopeId, MessageId } from '../../protocol/ids.ts';
import type { SendResult } from '../../protocol/wire/relay-frames.ts';
import { emptyFace, type Face, type Way } from './face.ts';
import { languages, type Language } from './i18n/texts.ts';
import type { Tab } from './tab.ts';
import type { Refusal, VerifiedTeam } from './team.ts';

/**
 * widget/app: everything the screen shows, as one value; reduce.ts is the one function that changes it.
 *
 * `tab` is what must be durable: it is written down before anybody acts on a new state.
 */
export interface State {
  readonly tab: Tab | null;
  /** `refused`: the browser keeps nothing, and the reporter is told. */
  readonly storage: 'kept' | 'refused';
  readonly link: LinkState;
  readonly team: TeamState;
  /** What the team says about itself, in the language on screen. */
  readonly face: Face;
  /** Until when, by local time, somebody is here; 0 = nobody. */
  readonly hereUntil: number;
  /** Who is writing just now; '' = somebody without an alias, null = nobody. */
  readonly typing: string | null;
  /** How many conversations wait before this one, as far as somebody said so; null = not said. */
  readonly place: number | null;
  /** `stuck`: no queue took our message, or no device can be reached. `noReader`: nobody who may read is in the team. */
  readonly stuck: 'stuck' | 'noReader' | null;
  readonly language: Language;
  /** The team has the request to erase everything, and the relay has forgotten the mailbox. */
  readonly erased: boolean;
  /** Host page and frame disagree about the team, or the frame stands where it must not. */
  readonly misplaced: boolean;
}

/** `online`: the relay answered on this connection. `taken`: another tab has the conversation. */
export type LinkState = 'connecting' | 'online' | 'offline' | 'taken';

export type TeamState =
  | { readonly status: 'loading' }
  | { readonly status: 'verified'; readonly team: VerifiedTeam }
  /** `ways`: the expired document's own, else those of the last one that was in force here. */
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
  | { readonly type: 'place'; readonly place: number }
  | { readonly type: 'seen'; readonly mids: readonly MessageId[] }
  | { readonly type: 'result'; readonly eid: EnvelopeId; readonly results: readonly SendResult[] }
  | { readonly type: 'unreachable'; readonly why: NonNullable<State['stuck']> }
  | { readonly type: 'expired'; readonly eid: EnvelopeId }
  | { readonly type: 'again'; readonly mid: MessageId }
  | { readonly type: 'kept' }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'erased' }
  | { readonly type: 'misplaced' };

/** Nothing known, nothing said. */
export const emptyState: State = {
  tab: null,
  storage: 'kept',
  link: 'connecting',
  team: { status: 'loading' },
  face: emptyFace,
  hereUntil: 0,
  typing: null,
  place: null,
  stuck: null,
  language: languages[0],
  erased: false,
  misplaced: false,
};
