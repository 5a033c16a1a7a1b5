/**
 * Vault, cases: what every field of an incident is, for export and display (DOMAIN field classes).
 *
 * A field without a class does not compile; release/ takes only what stands here as QI, S9 or NS and
 * is on its own allow-list besides.
 */
import type { Incident } from '../../../contract/case.ts';

/**
 * DI direct identifier: never leaves, feeds the redaction register. QI quasi-identifier: generalised.
 * S9 special category. S10 offence data: aggregates only. OP operational: never leaves. NS harmless.
 */
export type FieldClass = 'DI' | 'QI' | 'S9' | 'S10' | 'OP' | 'NS';

export const fieldClasses = {
  date: 'QI',
  datePrecision: 'NS',
  placeName: 'DI',
  institution: 'DI',
  municipality: 'QI',
  district: 'QI',
  state: 'QI',
  placeType: 'QI',
  platform: 'NS',
  category: 'NS',
  secondaryCategories: 'NS',
  assembly: 'NS',
  bias: 'S9',
  form: 'NS',
  victimAge: 'QI',
  victimGender: 'QI',
  victimCount: 'QI',
  perpetratorRelation: 'QI',
  perpetratorCount: 'QI',
  channel: 'NS',
  reporterRole: 'NS',
  verification: 'NS',
  policeReported: 'S10',
  identifiers: 'DI',
  narrative: 'DI',
  consent: 'OP',
} as const satisfies Record<keyof Incident, FieldClass>;

/** The fields of one class, or of several. */
export const fieldsOf = (...classes: readonly FieldClass[]): readonly (keyof Incident)[] =>
  (Object.keys(fieldClasses) as (keyof Incident)[]).filter((field) =>
    classes.includes(fieldClasses[field]),
  );
