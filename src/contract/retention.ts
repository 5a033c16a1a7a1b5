/** Contract: how long what is kept, what would go, and the proof that it went. */
import type { ConversationId } from '../../protocol/ids.ts';

/** In the order in which lists, previews and proofs name them. */
export const RETENTION_CLASSES = [
  'chat-without-case',
  'chat-of-documented-case',
  'chat-of-abuse',
  'contacts',
  'case-documentation',
  'evidence',
  'audit-log',
] as const;

export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** Days after the class's start event; null: kept until someone decides. */
export type RetentionRules = Readonly<Record<RetentionClass, number | null>>;

/**
 * Proposed, until a coordinator decides otherwise. Evidence goes with its case. What was closed as abuse stays
 * long enough to be reported (ADR 0041). Statistics hold nobody's data and have no period.
 */
export const PROPOSED_RETENTION: RetentionRules = {
  'chat-without-case': 7,
  'chat-of-documented-case': 30,
  'chat-of-abuse': 180,
  contacts: 30,
  'case-documentation': 730,
  evidence: null,
  'audit-log': 1095,
};

/** A hundred years: the longest period that may be chosen. */
export const MAX_RETENTION_DAYS = 36_500;

/** One thing that will go. `what` is its local label: a conversation's generated name or a case's reference. */
export interface RetentionItem {
  readonly class: RetentionClass;
  readonly id: string;
  readonly what: string;
  /** ms: when the period began and when it ended. */
  readonly since: number;
  readonly due: number;
}

export interface RetentionView {
  readonly rules: RetentionRules;
  /** They are the team's; else only this device goes by them, until a coordinator saves some. */
  readonly shared: boolean;
  /** The team's rules cannot be read here, as when a newer app wrote them: until they can, nothing is due. */
  readonly unread: boolean;
  /** Only a coordinator's device may change the rules. */
  readonly mayEdit: boolean;
  readonly held: number;
  readonly lastRun: number | null;
  readonly lastProof: RetentionProof | null;
}

export interface RetentionPreview {
  /** Names exactly this preview: a run is refused when something changed meanwhile. */
  readonly token: string;
  readonly items: readonly RetentionItem[];
  /** Due, but under a legal hold. */
  readonly held: readonly RetentionItem[];
  /** It would be due, had it not been closed as abuse: kept as evidence until then. */
  readonly kept: readonly RetentionItem[];
}

/** Of a proof: one that was made before there was a class of its own for abuse says nothing of it. */
export type ProvenRules = Omit<RetentionRules, 'chat-of-abuse'> &
  Partial<Pick<RetentionRules, 'chat-of-abuse'>>;

/** That a run happened: counts only, signed by the device, chained in the audit log. */
export interface RetentionProof {
  readonly at: number;
  readonly deleted: Readonly<Partial<Record<RetentionClass, number>>>;
  readonly held: number;
  readonly rules: ProvenRules;
  /** Hex: SHA-256 of the canonical proof and device.sign over it. */
  readonly hash: string;
  readonly signature: string;
  readonly device: string;
}

/** What belongs to a person who showed a return code or its fingerprint. */
export interface Subject {
  readonly conversation: ConversationId;
  /** Null: the messages are gone, and cases about them are still here. */
  readonly name: string | null;
  readonly messages: number;
  /** One as a rule, more after a restore. */
  readonly cases: readonly {
    readonly id: string;
    readonly reference: string;
    readonly held: boolean;
  }[];
}
