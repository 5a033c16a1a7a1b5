/** Contract: what a device that was away, or is new, is told by a colleague's. */
import type { ConversationId } from '../../protocol/ids.ts';

/**
 * `asking`: a colleague's device was asked and has not answered yet. `waiting`: none of them has; it goes on once
 * one does. `offline`: the relay cannot be reached.
 */
export interface CatchUpView {
  readonly state: 'asking' | 'running' | 'waiting' | 'paused' | 'offline';
  /** The colleague's device that is asked or answers; null: none yet. */
  readonly from: string | null;
  /** Messages compared, and about how many there are; 0 before the first answer. */
  readonly checked: number;
  readonly total: number;
}

export interface CatchUpRequests {
  /** Stays paused over lock and restart until it is taken back. */
  pauseCatchUp: { input: { readonly paused: boolean }; output: null };
}

/** Every one of them by name. One left out does not compile. */
export const catchUpRequests = {
  pauseCatchUp: 0,
} satisfies Record<keyof CatchUpRequests, 0>;

export type CatchUpFact =
  /** Null: nothing is missing that anybody knows of. */
  | { readonly type: 'catch-up'; readonly view: CatchUpView | null }
  /** Messages were told of it, or turned out to be as they were told, or otherwise. */
  | { readonly type: 'talk-told'; readonly conversation: ConversationId };
