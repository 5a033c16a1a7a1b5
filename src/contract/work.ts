/** Contract: how a team shares conversations: who answers, how each stands, and what colleagues tell each other. */
import type { ConversationId, MessageId } from '../../protocol/ids.ts';
import type { OpenMessage } from './desk.ts';
import type { Outcome } from './outcome.ts';
import type { SendState } from './talk.ts';

/** How a conversation ended. Others that a newer version wrote are read as `other`. */
export const OUTCOMES = [
  'helped',
  'referred',
  'documented',
  'no-answer',
  'not-for-us',
  'abuse',
  'other',
] as const;
export type OutcomeCode = (typeof OUTCOMES)[number];

/** `muted`: closed as abuse. What comes is kept and calls nobody, and whoever writes notices nothing. */
export const WORK_STATUSES = ['open', 'closed', 'muted'] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];

/** Bounds as PROTOCOL §4; a test keeps them equal. */
export const TAG_LIMIT = 40;
export const TAGS_LIMIT = 16;

/** Conversations that can be handed over in one act. */
export const GIVE_LIMIT = 500;

/** Longest reply that is kept while it is being written, in code points; what can be sent is shorter. */
export const DRAFT_LIMIT = 8000;

/** Who answers. */
export interface Holding {
  /** Device id, hex. */
  readonly device: string;
  /** The name it writes under; '' where that was not said. */
  readonly alias: string;
  /** A colleague has handed it over, and nothing was answered or taken up since. */
  readonly offered: boolean;
}

/** How a conversation stands among colleagues. */
export interface Look {
  readonly status: WorkStatus;
  /** A code of {@link OUTCOMES}, or one this version does not know; null while it is open. */
  readonly outcome: string | null;
  /** It was closed, and the reporter has written since: it is open again. */
  readonly cameBack: boolean;
  /** ms since the epoch; may be past. A message of the reporter ends it. */
  readonly snoozedUntil: number | null;
  readonly followUpAt: number | null;
  readonly tags: readonly string[];
}

/** The same as it is written down: whether it came back follows from what the reporter wrote since. */
export type Stood = Omit<Look, 'cameBack'>;

/** Who may read it on. What others have read before stays with them. */
export interface Restricted {
  /** Device ids of operators that are still in the team; none: nobody gets anything. */
  readonly devices: readonly string[];
  /** This device is one of them. */
  readonly own: boolean;
  /** The relay has not taken it yet: until then a reporter may still write to all. */
  readonly waits: boolean;
}

/** What a conversation's line says about it. Waiting and unread count only while it is open. */
export interface WorkSummary extends Look {
  /** Null: nobody, or nobody who is still in the team. */
  readonly holder: (Holding & { readonly own: boolean }) | null;
  /** Who answers here is this device's word so far: no colleague's queue has it yet. */
  readonly claimWaits: boolean;
  /** The newest change that did not come to stand, because somebody else held it: shown until one is made. */
  readonly proposal: MessageId | null;
  /** Whoever held it could not go on, and nobody has taken it up since: it comes before all that wait. */
  readonly soon: boolean;
  /** Null: everybody who answers reads it. */
  readonly restricted: Restricted | null;
  /** This device coordinates, or holds what a coordinator restricted. */
  readonly mayRestrict: boolean;
}

type Ours = { readonly author: 'operator'; readonly alias: string; readonly state: SendState };

/** Messages among colleagues. No reporter ever gets one. */
export type WorkMessage =
  | ({ readonly kind: 'note'; readonly text: string } & Ours)
  /** The file of the message with this mark shows violence. */
  | ({ readonly kind: 'warned'; readonly about: string } & Ours)
  /** Handed over to a device; `to` is the name it writes under, and null for whoever is there. */
  | ({ readonly kind: 'passed'; readonly to: string | null } & Ours)
  /**
   * `stands` is false for one that was written without holding the conversation. `base`: what its writer
   * knew to stand; null where that is not here.
   */
  | ({
      readonly kind: 'work';
      readonly look: Stood;
      readonly base: Stood | null;
      readonly stands: boolean;
    } & Ours);

/** What is to change; what is left out stays as it is. */
export interface WorkChange {
  /** Closing gives the conversation free. */
  readonly status?: WorkStatus;
  /** Only beside `closed` or `muted`. */
  readonly outcome?: OutcomeCode;
  readonly snoozedUntil?: number | null;
  readonly followUpAt?: number | null;
  readonly tags?: readonly string[];
}

type About = { readonly conversation: ConversationId };
/** `not-operator`: the newest document does not list this device as one. `restricted`: it may not read this on. */
type Refusal = 'disk-full' | 'unknown-conversation' | 'not-operator' | 'restricted';

export interface WorkRequests {
  /** For colleagues only; durable when it answers. */
  note: {
    input: About & { readonly text: string };
    output: Outcome<OpenMessage, Refusal | 'empty' | 'too-long'>;
  };
  /** Tells colleagues that the file of the message with this mark shows violence. */
  warnOf: { input: About & { readonly mark: string }; output: Outcome<OpenMessage, Refusal> };
  /** Answer it. `anyway`: also when a colleague holds it. In a team of several, whoever answers a free one holds it by that. */
  claim: { input: About & { readonly anyway: boolean }; output: Outcome<null, Refusal | 'held'> };
  release: { input: About; output: Outcome<null, Refusal | 'not-holder'> };
  /**
   * Hands it to a colleague's device. `note`: for colleagues, '' for none. `tell`: says to the reporter
   * that `alias` goes on, which must be a name of the public profile.
   */
  passOn: {
    input: About & {
      readonly device: string;
      readonly alias: string;
      readonly note: string;
      readonly tell: boolean;
    };
    output: Outcome<null, Refusal | 'held' | 'unknown-colleague' | 'unknown-alias' | 'too-long'>;
  };
  /**
   * Hands over everything at once, for whoever cannot go on: to a colleague's device, or with null to whoever
   * is there. It comes first in their queues. What this device does not hold is passed over. `tell`: the
   * reporters hear that somebody else goes on. `full`: the disk was, and what is not in `given` is still here.
   */
  giveAway: {
    input: {
      readonly conversations: readonly ConversationId[];
      readonly device: string | null;
      readonly note: string;
      readonly tell: boolean;
    };
    output: Outcome<
      { readonly given: readonly ConversationId[]; readonly full: boolean },
      'not-operator' | 'unknown-colleague' | 'too-long'
    >;
  };
  /** One change at a time for everybody: `held` when a colleague answers it. What was free stays free. */
  setWork: {
    input: About & { readonly change: WorkChange };
    output: Outcome<null, Refusal | 'held'>;
  };
  /** From now on only these devices and this one read it; null: everybody who answers again. Durable when it answers. */
  restrict: {
    input: About & { readonly devices: readonly string[] | null };
    output: Outcome<
      null,
      'disk-full' | 'unknown-conversation' | 'not-operator' | 'not-allowed' | 'unknown-colleague'
    >;
  };
  /** The reply begun on this device; '' for none. */
  draft: { input: About; output: string };
  /** Kept sealed through lock and restart until it is sent, emptied or erased with its conversation. */
  keepDraft: {
    input: About & { readonly text: string };
    output: Outcome<null, Refusal | 'too-long'>;
  };
  /** Other operators' devices. */
  colleagues: { input: null; output: readonly Colleague[] };
}

export interface Colleague {
  readonly device: string;
  /** The name it last wrote under, as far as this device has heard; '' before. */
  readonly alias: string;
  /** Conversations it holds. */
  readonly holds: number;
}

/** Every one of them by name. One left out does not compile. */
export const workRequests = {
  note: 0,
  warnOf: 0,
  claim: 0,
  release: 0,
  passOn: 0,
  giveAway: 0,
  setWork: 0,
  restrict: 0,
  draft: 0,
  keepDraft: 0,
  colleagues: 0,
} satisfies Record<keyof WorkRequests, 0>;
