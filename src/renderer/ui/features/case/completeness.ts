// Room: ui/features/case. How much of an incident is documented. For the eye only: the vault says what is required.
import type { Incident } from '../../../../contract/case.ts';

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

/** The bias that makes a form of antisemitism necessary. */
export const ANTISEM = 'ANTISEM';

const filled = (value: Incident[keyof Incident]): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The filled part of what should be said, 0 to 1. */
export function completeness(incident: Incident): number {
  const fields: readonly (keyof Incident)[] = incident.bias.includes(ANTISEM)
    ? [...counted, 'form']
    : counted;
  return fields.filter((field) => filled(incident[field])).length / fields.length;
}
