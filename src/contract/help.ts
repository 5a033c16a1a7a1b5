/** Contract: a colleague who cannot answer alone calls the others, those off duty too (PROTOCOL §4). */
import type { ConversationId, HelpId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

export type { HelpId };

/** One call that goes on. Nothing of it outlives the lock but its line in the audit log. */
export interface HelpCall {
  readonly id: HelpId;
  /** This device called. */
  readonly own: boolean;
  /** Whose device called, hex, and the name it writes under; '' where that was not said. */
  readonly device: string;
  readonly alias: string;
  /** What it is about, where this vault has that conversation. */
  readonly about: ConversationId | null;
  /** ms since the epoch, by the clock of this machine. */
  readonly until: number;
  /** Who has said to come, the first one first. */
  readonly coming: readonly {
    readonly device: string;
    readonly alias: string;
    readonly own: boolean;
  }[];
}

export interface HelpRequests {
  helpCalls: { input: null; output: readonly HelpCall[] };
  /**
   * Calls every operator's device, with or without a conversation. One that nobody has answered goes on as it is;
   * one that somebody has is ended, and everybody called anew. `nobody`: no queue took it. Whoever is refused knows at once that nobody was called.
   */
  callHelp: {
    input: { readonly about: ConversationId | null };
    output: Outcome<null, 'offline' | 'nobody' | 'too-often' | 'not-operator'>;
  };
  /** Says to everybody that the person here comes. */
  comeToHelp: {
    input: { readonly call: HelpId };
    output: Outcome<null, 'offline' | 'over'>;
  };
  /** Ends the own call for everybody; of a colleague's call it ends what is heard and seen of it here. */
  endHelp: { input: { readonly call: HelpId }; output: null };
}

/** Every request by name. One left out does not compile. */
export const helpRequests = {
  helpCalls: 0,
  callHelp: 0,
  comeToHelp: 0,
  endHelp: 0,
} as const satisfies Record<keyof HelpRequests, 0>;

export type HelpFact =
  | { readonly type: 'help-changed'; readonly calls: readonly HelpCall[] }
  /** A colleague calls, and the person here wants to hear it. */
  | { readonly type: 'help-rings' };
