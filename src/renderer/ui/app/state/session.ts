// Room: ui/app/state. From the first frame to the open vault: which of the doors a person stands at.
import type { SetupHint } from '../../../../contract/carrier.ts';
import type { VaultState } from '../../../../contract/desk.ts';
import type { Restored } from '../../../../contract/backup.ts';
import type { Errand, ErrandEnd } from '../../../../contract/jobs.ts';
import type { Refusal } from './task.ts';

export type CreateRefusal = Refusal<'createTeam'>;
export type RestoreNewRefusal = Refusal<'restoreAsNew'>;
export type JoinRefusal = Refusal<'joinTeam'>;
export type RegainRefusal = Refusal<'lookForTeam'> | Refusal<'regainTeam'>;
/** Why a first run did not work, whichever of its four ways it took. */
export type FreshRefusal =
  | CreateRefusal
  | RestoreNewRefusal
  | JoinRefusal
  | RegainRefusal
  | 'failed';
/** By passphrase or by the printed code: two ways through one door. */
export type OpenRefusal = Refusal<'unlock'> | Refusal<'recover'>;
export type Way = 'passphrase' | 'recovery';

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
      readonly attempt: Attempt<FreshRefusal>;
    }
  /** The root code is on screen, once. */
  | { readonly stage: 'root-code'; readonly rootCode: string; readonly teamName: string }
  /** A backup was read in on a new device; what came is said once. */
  | { readonly stage: 'restored'; readonly restored: Restored }
  /** Reading ended early, but the new vault is there and open: it goes on from within. */
  | { readonly stage: 'half-restored'; readonly why: RestoreNewRefusal | 'failed' }
  | {
      readonly stage: 'locked';
      readonly way: Way;
      readonly attempt: Attempt<OpenRefusal>;
      /** What goes on behind the door, or how it has ended; said there. */
      readonly errand?: ErrandEnd | { readonly what: Errand; readonly state: 'running' };
    }
  /** The secret was right and the first lines are on screen; the rest is still being read. */
  | { readonly stage: 'opening'; readonly way: Way; readonly tries: number }
  | { readonly stage: 'open' };

export type SessionEvent =
  | {
      readonly type: 'started';
      readonly vault: VaultState;
      readonly hint: SetupHint;
      /** The errand whose end the page was loaded anew after. */
      readonly ended?: ErrandEnd | null;
    }
  /** Nobody was there; the errand goes on. */
  | { readonly type: 'shut'; readonly errand: Errand }
  | { readonly type: 'died' }
  | { readonly type: 'trying' }
  | { readonly type: 'create-refused'; readonly why: FreshRefusal }
  | { readonly type: 'created'; readonly rootCode: string; readonly teamName: string }
  | { readonly type: 'code-kept' }
  /** There is a vault now; its device waits to be let in, or coordinates by the root code. */
  | { readonly type: 'joined' }
  /** The team of a root code was found; nothing is made yet. */
  | { readonly type: 'looked' }
  | { readonly type: 'restored'; readonly restored: Restored }
  | { readonly type: 'restore-halted'; readonly why: RestoreNewRefusal | 'failed' }
  | { readonly type: 'restore-read' }
  | { readonly type: 'way'; readonly way: Way }
  | { readonly type: 'unlock-refused'; readonly why: OpenRefusal }
  | { readonly type: 'first-look' }
  | { readonly type: 'unlocked' };

export const startingSession: Session = { stage: 'starting' };

const idle = { status: 'idle' } as const;

const stages = {
  none: (hint) => ({ stage: 'fresh', hint, attempt: idle }),
  locked: () => ({ stage: 'locked', way: 'passphrase', attempt: idle }),
  open: () => ({ stage: 'open' }),
} satisfies Record<VaultState, (hint: SetupHint) => Session>;

function started({
  vault,
  hint,
  ended = null,
}: Extract<SessionEvent, { readonly type: 'started' }>): Session {
  if (vault !== 'locked' || ended === null) return stages[vault](hint);
  return { ...stages.locked(), errand: ended };
}

const triesBefore = (attempt: Attempt<unknown>): number =>
  attempt.status === 'idle' ? 0 : attempt.tries;

/** Folds one event into the session. An event that cannot happen now changes nothing. */
export function session(state: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'started':
      return state.stage === 'starting' ? started(event) : state;
    case 'shut':
      return state.stage === 'open'
        ? { ...stages.locked(), errand: { what: event.errand, state: 'running' } }
        : state;
    case 'died':
      return { stage: 'dead' };
    case 'trying':
      return state.stage === 'fresh' || state.stage === 'locked'
        ? { ...state, attempt: { status: 'working', tries: triesBefore(state.attempt) } }
        : state;
    case 'create-refused':
    case 'created':
    case 'code-kept':
    case 'joined':
    case 'looked':
    case 'restored':
    case 'restore-halted':
    case 'restore-read':
      return making(state, event);
    case 'way':
    case 'unlock-refused':
    case 'first-look':
    case 'unlocked':
      return opening(state, event);
  }
}

type Making = Extract<
  SessionEvent,
  {
    readonly type:
      | 'create-refused'
      | 'created'
      | 'code-kept'
      | 'joined'
      | 'looked'
      | 'restored'
      | 'restore-halted'
      | 'restore-read';
  }
>;

/** The first run: a team is made, or a backup is read in. */
function making(state: Session, event: Making): Session {
  switch (event.type) {
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
    case 'joined':
      return state.stage === 'fresh' ? { stage: 'open' } : state;
    case 'looked':
      return state.stage === 'fresh' ? { ...state, attempt: idle } : state;
    case 'restored':
      return state.stage === 'fresh' ? { stage: 'restored', restored: event.restored } : state;
    case 'restore-halted':
      return state.stage === 'fresh' ? { stage: 'half-restored', why: event.why } : state;
    case 'restore-read':
      return state.stage === 'restored' || state.stage === 'half-restored'
        ? { stage: 'open' }
        : state;
  }
}

type Opening = Extract<
  SessionEvent,
  { readonly type: 'way' | 'unlock-refused' | 'first-look' | 'unlocked' }
>;

/** A vault that exists: by passphrase or by code, in two steps. */
function opening(state: Session, event: Opening): Session {
  if (state.stage !== 'locked' && state.stage !== 'opening') return state;
  switch (event.type) {
    case 'way':
      return state.stage === 'locked' ? { ...state, way: event.way, attempt: idle } : state;
    case 'unlock-refused': {
      const before = state.stage === 'locked' ? triesBefore(state.attempt) : state.tries;
      return {
        ...(state.stage === 'locked' ? state : { stage: 'locked', way: state.way }),
        attempt: { status: 'refused', why: event.why, tries: before + 1 },
      };
    }
    case 'first-look':
      return state.stage === 'locked' && state.attempt.status === 'working'
        ? { stage: 'opening', way: state.way, tries: state.attempt.tries }
        : state;
    case 'unlocked':
      return { stage: 'open' };
  }
}
