/**
 * Vault, cases: how much of an incident is documented, for lists. The open form has its own copy in
 * ui/features/case; what is required to count is said by checks.ts.
 */
import type { Incident } from '../../../contract/case.ts';

/** What every documented incident should say. Place names stay out: they are private and never required. */
const counted = [
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

const ANTISEM = 'ANTISEM';

/** The filled part of what should be said, 0 to 1. */
export function completenessOf(incident: Incident): number {
  const fields: readonly (keyof Incident)[] = incident.bias.includes(ANTISEM)
    ? [...counted, 'form']
    : counted;
  return fields.filter((field) => !isEmpty(incident[field])).length / fields.length;
}

/** Nothing was filled in. */
export const isEmpty = (value: Incident[keyof Incident]): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
