import type { Code, Language } from './case.ts';

/** Largest group a person may hide in; below the floor no release leaves (anonymisation law). */
export const K_FLOOR = 3;
export const K_DEFAULT = 5;

export interface ReleaseRequest {
  /** At least {@link K_FLOOR}. */
  readonly k: number;
  readonly language: Language;
  /** Inclusive ISO months, e.g. 2026-01; null = no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The quasi-identifiers, generalised together until every class holds k. */
export type ReleaseField =
  | 'period'
  | 'geography'
  | 'placeType'
  | 'ageBand'
  | 'gender'
  | 'category'
  | 'bias';

/** How far each field had to be generalised: the ladder step's name, e.g. month, quarter, year, removed. */
export type Generalisation = Readonly<Record<ReleaseField, string>>;

/** Between several codes in one value of a row. No code contains it ("27+" contains a plus). */
export const CODES_JOINED_BY = '|';

/** One incident as it would leave: allow-listed and generalised, nothing else. */
export type ReleaseRow = Readonly<Record<ReleaseField | 'form' | 'channel' | 'reporterRole', Code>>;

export interface ReleasePlan {
  readonly k: number;
  /** Verified incidents with consent for statistics inside the filter. */
  readonly incidents: number;
  /** Left out although inside the filter, with the reason counted. */
  readonly left: {
    readonly unverified: number;
    readonly withoutConsent: number;
    readonly incomplete: number;
    readonly suppressed: number;
  };
  readonly smallestClass: number;
  readonly classes: number;
  readonly generalisation: Generalisation;
  readonly rows: readonly ReleaseRow[];
}

/** `below-k`: too few incidents even fully generalised; `below-floor`: k under the floor was asked for. */
export type ReleaseRefusal = 'below-k' | 'below-floor' | 'nothing' | 'identifier-found';
