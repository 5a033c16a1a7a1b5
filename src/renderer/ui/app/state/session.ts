// Room: ui/app/state. From the first frame to the open vault: which of the doors a person stands at.
import type { DeskRequests, VaultState } from '../../../../contract/desk.ts';

type Refusal<K extends keyof DeskRequests> =
  Extract<DeskRequests[K]['output'], { readonly ok: false }> extends { readonly refusal: infer R }
    ? R
    : never;

export type CreateRefusal = Refusal<'createTeam'>;
export type UnlockRefusal = Refusal<'unlock'>;

export interface SetupHint {
  readonly relay: string;
  readonly claim: string;
}

/** One try at a door: idle, running, or refused with its reason. */
export type Attempt<R> =
  | { readonly status: 'idle' }
  | { readonly status: 'working'; readonly tries: number }
  | { readonly status: 'refused'; readonly why: R; readonly tries: number };

export type Session =
  | { readonly stage: 'starting' }
  /** The Worker ended or never answered; only a restart helps. */
  | { readonly stage: 'dead' }
  | {
      readonly stage: 'fresh';
      readonly hint: SetupHint;
      readonly attempt: Attempt<CreateRefusal | 'failed'>;
    }
  /** The root code is on screen, once. */
  | { readonly stage: 'root-code'; readonly rootCode: string; readonly teamName: string }
  | { readonly stage: 'locked'; readonly attempt: Attempt<UnlockRefusal> }
  | { readonly stage: 'open' };

export type SessionEvent =
  | { readonly type: 'started'; readonly vault: VaultState; readonly hint: SetupHint }
  | { readonly type: 'died' }
  | { readonly type: 'trying' }
  | { readonly type: 'create-refused'; readonly why: CreateRefusal | 'failed' }
  | { readonly type: 'created'; readonly rootCode: string; readonly teamName: string }
  | { readonly type: 'code-kept' }
  | { readonly type: 'unlock-refused'; readonly why: UnlockRefusal }
  | { readonly type: 'unlocked' };

export const startingSession: Session = { stage: 'starting' };

const stages = {
  none: (hint) => ({ stage: 'fresh', hint, attempt: { status: 'idle' } }),
  locked: () => ({ stage: 'locked', attempt: { status: 'idle' } }),
  open: () => ({ stage: 'open' }),
} satisfies Record<VaultState, (hint: SetupHint) => Session>;

const triesBefore = (attempt: Attempt<unknown>): number =>
  attempt.status === 'idle' ? 0 : attempt.tries;

/** Folds one event into the session. An event that cannot happen now changes nothing. */
export function session(state: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'started':
      return state.stage === 'starting' ? stages[event.vault](event.hint) : state;
    case 'died':
      return { stage: 'dead' };
    case 'trying':
      return state.stage === 'fresh' || state.stage === 'locked'
        ? { ...state, attempt: { status: 'working', tries: triesBefore(state.attempt) } }
        : state;
    case 'create-refused':
      return state.stage === 'fresh'
        ? { ...state, attempt: { status: 'refused', why: event.why, tries: 1 } }
        : state;
    case 'created':
      return state.stage === 'fresh'
        ? { stage: 'root-code', rootCode: event.rootCode, teamName: event.teamName }
        : state;
    case 'code-kept':
      return state.stage === 'root-code' ? { stage: 'open' } : state;
    case 'unlock-refused':
      return state.stage === 'locked' ? refusedAgain(state, event.why) : state;
    case 'unlocked':
      return state.stage === 'locked' ? { stage: 'open' } : state;
  }
}

function refusedAgain(state: Extract<Session, { stage: 'locked' }>, why: UnlockRefusal): Session {
  return {
    stage: 'locked',
    attempt: { status: 'refused', why, tries: triesBefore(state.attempt) + 1 },
  };
}
