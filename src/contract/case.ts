import type { ConversationId } from '../../protocol/ids.ts';

/** Codes are strings from the versioned code lists, checked in the vault, never `if`s here. */
export type Code = string;

/** A label, a definition and where it comes from, in the interface's languages. */
export interface CodeEntry {
  readonly code: Code;
  readonly label: Readonly<Record<Language, string>>;
  readonly definition: Readonly<Record<Language, string>>;
  readonly source: string;
  readonly parent?: Code;
  /** 1 is the most severe; only in lists that form a ladder. */
  readonly severity?: number;
}

export type Language = 'de' | 'en' | 'nl';

export type CodeListName =
  | 'category'
  | 'form'
  | 'bias'
  | 'channel'
  | 'reporterRole'
  | 'verification'
  | 'placeType'
  | 'platform'
  | 'ageBand'
  | 'gender'
  | 'countBand'
  | 'relation'
  | 'state'
  | 'datePrecision'
  | 'consentPurpose';

export interface CodeLists {
  readonly version: string;
  readonly lists: Readonly<Record<CodeListName, readonly CodeEntry[]>>;
  /** Coarser codes a release may show instead of a list's own. */
  readonly groups?: Readonly<
    Partial<
      Record<
        CodeListName,
        { readonly codes: readonly { readonly code: Code; readonly label: CodeEntry['label'] }[] }
      >
    >
  >;
}

/** One incident as the form holds it. `null` and empty mean "not filled in yet". */
export interface Incident {
  /** ISO date, e.g. 2026-11-21. */
  readonly date: string | null;
  readonly datePrecision: Code | null;
  /** Free text place and institution names: direct identifiers, never exported. */
  readonly placeName: string;
  readonly institution: string;
  readonly municipality: string;
  readonly district: string;
  readonly state: Code | null;
  readonly placeType: Code | null;
  readonly platform: Code | null;
  readonly category: Code | null;
  readonly secondaryCategories: readonly Code[];
  readonly assembly: boolean;
  readonly bias: readonly Code[];
  /** Required exactly when bias contains ANTISEM. */
  readonly form: Code | null;
  readonly victimAge: Code | null;
  readonly victimGender: Code | null;
  readonly victimCount: Code | null;
  readonly perpetratorRelation: Code | null;
  readonly perpetratorCount: Code | null;
  readonly channel: Code | null;
  readonly reporterRole: Code | null;
  readonly verification: Code | null;
  readonly policeReported: boolean | null;
  /** Names, phone numbers and the like typed while documenting: feeds the redaction register. */
  readonly identifiers: readonly string[];
  readonly narrative: string;
  readonly consent: readonly Code[];
}

/** A form before anything was filled in. */
export const emptyIncident: Incident = {
  date: null,
  datePrecision: null,
  placeName: '',
  institution: '',
  municipality: '',
  district: '',
  state: null,
  placeType: null,
  platform: null,
  category: null,
  secondaryCategories: [],
  assembly: false,
  bias: [],
  form: null,
  victimAge: null,
  victimGender: null,
  victimCount: null,
  perpetratorRelation: null,
  perpetratorCount: null,
  channel: null,
  reporterRole: null,
  verification: null,
  policeReported: null,
  identifiers: [],
  narrative: '',
  consent: [],
};

/** What every documented incident should say. Place names stay out: they are private and never required. */
export const COUNTED_FIELDS = [
  'date',
  'datePrecision',
  'placeType',
  'state',
  'category',
  'bias',
  'victimAge',
  'victimGender',
  'victimCount',
  'perpetratorRelation',
  'perpetratorCount',
  'channel',
  'reporterRole',
  'verification',
  'narrative',
  'consent',
] as const satisfies readonly (keyof Incident)[];

/** The bias that makes a form of antisemitism necessary. */
export const ANTISEM: Code = 'ANTISEM';

export interface CaseFile {
  readonly id: string;
  /** Local reference such as 2026-0117. */
  readonly reference: string;
  readonly conversation: ConversationId | null;
  readonly codesVersion: string;
  readonly incident: Incident;
  readonly created: number;
  readonly saved: number;
  /** When the incident was last set to verified, and when the case was closed; null: it is not. */
  readonly verifiedAt: number | null;
  readonly closedAt: number | null;
  /** While there is one, nothing of this case is deleted. */
  readonly hold: { readonly reason: string; readonly since: number } | null;
  /** Of the return code of its conversation, since the messages of that one went and the case stayed; null: they did not. */
  readonly fingerprint: string | null;
}

/** One line of the list of cases: enough to find it and to see where it stands. */
export interface CaseHead extends Pick<
  CaseFile,
  'id' | 'reference' | 'conversation' | 'created' | 'saved' | 'verifiedAt' | 'closedAt'
> {
  readonly held: boolean;
  readonly date: string | null;
  readonly category: Code | null;
  readonly placeType: Code | null;
  readonly verification: Code | null;
  /** The filled part of what should be said, 0 to 1. */
  readonly completeness: number;
}

/** What is still missing or wrong, by field, in the domain's words (i18n keys). */
export interface CaseProblem {
  readonly field: keyof Incident;
  readonly problem:
    | 'required'
    | 'form-needs-antisem'
    | 'antisem-needs-form'
    | 'future-date'
    | 'unknown-code';
}
