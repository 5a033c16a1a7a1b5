// Room: ui/features/case. How much of an incident is documented. For the eye only: the vault says what is required.
import { ANTISEM, COUNTED_FIELDS, type Incident } from '../../../../contract/case.ts';

const filled = (value: Incident[keyof Incident]): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The filled part of what should be said, 0 to 1. */
export function completeness(incident: Incident): number {
  const fields: readonly (keyof Incident)[] = incident.bias.includes(ANTISEM)
    ? [...COUNTED_FIELDS, 'form']
    : COUNTED_FIELDS;
  return fields.filter((field) => filled(incident[field])).length / fields.length;
}
