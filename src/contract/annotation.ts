/** Contract: words of a message marked with codes, the codebook they come from, and what is counted of them (docs/decisions/0028). */
import type { ConversationId, MessageId } from '../../protocol/ids.ts';
import type { Code, Incident, Language } from './case.ts';
import type { Outcome } from './outcome.ts';

/** A code's id. It stays for ever: names, colours and places change, what points at it does not. */
export type CodeId = string;

/** What is marked, as in W3C Web Annotation: a position, and the words themselves to find it again by. */
export interface Target {
  readonly messageId: MessageId;
  /** Code points of the message's text, the end left out. */
  readonly start: number;
  readonly end: number;
  readonly exact: string;
  /** The few code points before and after. */
  readonly prefix: string;
  readonly suffix: string;
}

/** `tagging`: it carries codes. `commenting`: only a memo. `redacting`: it names somebody. */
export type Motivation = 'tagging' | 'commenting' | 'redacting';

/** One revision. Written once and never changed; the newest of an id is the one that counts. */
export interface Annotation {
  readonly id: string;
  readonly target: Target;
  readonly codeIds: readonly CodeId[];
  readonly memo?: string;
  readonly motivation: Motivation;
  readonly state: 'standing' | 'withdrawn';
  /** The name under which somebody codes. */
  readonly creator: string;
  /** The device it came from; left out for what was made here. */
  readonly by?: string;
  /** When this revision was made, ms. */
  readonly created: number;
  /** From 1. */
  readonly revision: number;
}

/** An annotation as it can be drawn. `lost`: the message no longer has these words. */
export interface ShownAnnotation extends Annotation {
  readonly lost: boolean;
}

/** Which field of the case a code can fill, and with what; the words themselves for `identifiers`. */
export type CodeFills =
  | { readonly field: FilledField; readonly code: Code }
  | { readonly field: 'identifiers' };

export type FilledField = Extract<
  keyof Incident,
  | 'category'
  | 'form'
  | 'bias'
  | 'placeType'
  | 'platform'
  | 'victimAge'
  | 'perpetratorRelation'
  | 'reporterRole'
>;

export interface CodebookCode {
  readonly id: CodeId;
  /** Null at the top. */
  readonly parent: CodeId | null;
  readonly label: Readonly<Record<Language, string>>;
  readonly definition: Readonly<Record<Language, string>>;
  /** One of the {@link CODE_HUES} colours; null: as its parent. */
  readonly hue: number | null;
  /** 1 to 9: the key that sets it. */
  readonly key: number | null;
  /** Nothing is ever deleted: retired codes are not offered, merged ones count as the code in `into`. */
  readonly state: 'active' | 'retired' | 'merged';
  readonly into: CodeId | null;
  /** Only a heading: words are not marked with it. */
  readonly heading: boolean;
  readonly fills: CodeFills | null;
}

/** The tree of codes, in the order in which it is shown. */
export interface Codebook {
  /** One more with every change. */
  readonly version: number;
  readonly codes: readonly CodebookCode[];
}

/** The codebook, and who codes here at the moment. */
export interface Coding {
  readonly codebook: Codebook;
  readonly coder: string;
  /** The team shares it. */
  readonly shared: boolean;
  /** False where the team shares it and this device does not coordinate. */
  readonly mayEdit: boolean;
}

export type CodeEdit =
  | {
      readonly type: 'add';
      readonly parent: CodeId | null;
      readonly label: string;
      readonly definition: string;
      readonly language: Language;
    }
  /** Words in one language; where the code's words are the same in all, all of them change. */
  | {
      readonly type: 'name';
      readonly id: CodeId;
      readonly label: string;
      readonly definition: string;
      readonly language: Language;
    }
  | { readonly type: 'hue'; readonly id: CodeId; readonly hue: number | null }
  /** Whatever had the key before has none then. */
  | { readonly type: 'key'; readonly id: CodeId; readonly key: number | null }
  /** To the end of what lies under `parent`. */
  | { readonly type: 'move'; readonly id: CodeId; readonly parent: CodeId | null }
  /** One place up or down among its siblings. */
  | { readonly type: 'shift'; readonly id: CodeId; readonly by: -1 | 1 }
  | { readonly type: 'merge'; readonly id: CodeId; readonly into: CodeId }
  | { readonly type: 'retire'; readonly id: CodeId }
  /** Takes back a merge or a retirement. */
  | { readonly type: 'restore'; readonly id: CodeId };

/**
 * `not-possible`: the code is not there, or would lie under itself or count as itself, or a newer version of the app
 * has written the team's codebook. `not-coordinator`: the team shares it, and coordinators keep it.
 */
export type CodeEditRefusal = 'disk-full' | 'not-possible' | 'full' | 'no-name' | 'not-coordinator';

/** How often a code was given, and what stands beside it. Merged codes count as what they became. */
export interface CodeReport {
  readonly creators: readonly {
    /** What tells coders apart: two devices may code under one name. */
    readonly id: string;
    readonly name: string;
    readonly annotations: number;
    readonly messages: number;
  }[];
  readonly codes: readonly { readonly code: CodeId; readonly count: number }[];
  /** In so many messages one coder gave both to the same or overlapping words. `a` stands before `b` in the codebook. */
  readonly pairs: readonly {
    readonly a: CodeId;
    readonly b: CodeId;
    readonly count: number;
  }[];
  /** Conversations that could not keep everything colleagues marked in them. */
  readonly full: number;
}

/** Marked words somewhere, to be looked at. */
export interface Passage {
  readonly conversation: ConversationId;
  readonly message: MessageId;
  /** The conversation's generated name. */
  readonly title: string;
  /** '' where somebody here has put these words out of sight. */
  readonly exact: string;
  readonly veiled: boolean;
  readonly memo: string;
  readonly creator: string;
}

/** How far two coders agree, message by message, over those that both have coded. */
export interface Agreement {
  readonly messages: number;
  readonly codes: readonly CodeAgreement[];
}

export interface CodeAgreement {
  readonly code: CodeId;
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
  /** Null where chance alone would always agree: then there is nothing to measure. */
  readonly kappa: number | null;
}

/** Code points. */
export const MEMO_LIMIT = 2000;
export const CODE_NAME_LIMIT = 60;
export const DEFINITION_LIMIT = 400;
export const CODER_LIMIT = 60;
/** Codes on one annotation. */
export const CODES_LIMIT = 20;
/** Colours to choose from; the theme has as many. */
export const CODE_HUES = 12;
/** Passages in one answer. */
export const MAX_PASSAGES = 200;

export interface AnnotationRequests {
  /** Those that stand, of everybody who codes here. */
  annotations: {
    input: { readonly conversation: ConversationId };
    output: readonly ShownAnnotation[];
  };
  /**
   * Marks words of a text. Durable when it answers, and on its way to colleagues. `full`: this conversation holds no
   * more. `waits`: too much of it waits for colleagues already.
   */
  annotate: {
    input: {
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly start: number;
      readonly end: number;
      readonly codeIds: readonly CodeId[];
      readonly memo: string;
    };
    output: Outcome<
      ShownAnnotation,
      'disk-full' | 'full' | 'waits' | 'unknown-message' | 'nothing' | 'too-long'
    >;
  };
  /** The next revision: other codes, another memo, withdrawn or standing again. Only who made it may. */
  reviseAnnotation: {
    input: {
      readonly conversation: ConversationId;
      readonly id: string;
      readonly codeIds: readonly CodeId[];
      readonly memo: string;
      readonly state: Annotation['state'];
    };
    output: Outcome<
      ShownAnnotation,
      'disk-full' | 'full' | 'waits' | 'unknown-annotation' | 'not-yours' | 'nothing' | 'too-long'
    >;
  };
  coding: { input: null; output: Coding };
  /** Who codes from now on; the device's own name for ''. */
  setCoder: {
    input: { readonly name: string };
    output: Outcome<Coding, 'disk-full' | 'too-long'>;
  };
  /** By a coordinator for the whole team; elsewhere for this device, until the team shares one. */
  editCodebook: { input: CodeEdit; output: Outcome<Codebook, CodeEditRefusal> };
  /** Of one coder, by the id of a report, or of everybody for null. */
  codeReport: { input: { readonly creator: string | null }; output: CodeReport };
  /** Passages that carry one code, or overlap with both of two. */
  codedPassages: {
    input: { readonly codes: readonly CodeId[]; readonly creator: string | null };
    output: { readonly passages: readonly Passage[]; readonly more: boolean };
  };
  agreement: {
    input: { readonly first: string; readonly second: string };
    output: Agreement;
  };
}

/** Every one of them by name. One left out does not compile. */
export const annotationRequests = {
  annotations: 0,
  annotate: 0,
  reviseAnnotation: 0,
  coding: 0,
  setCoder: 0,
  editCodebook: 0,
  codeReport: 0,
  codedPassages: 0,
  agreement: 0,
} satisfies Record<keyof AnnotationRequests, 0>;

/** Something else than the screen changed them, such as a restore. */
export type AnnotationFact =
  | { readonly type: 'annotations-changed'; readonly conversation: ConversationId }
  | { readonly type: 'codebook-changed' };
