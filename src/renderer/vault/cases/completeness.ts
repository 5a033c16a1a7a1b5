/**
 * Vault, cases: how much of an incident is documented, for lists. The open form has its own copy in
 * ui/features/case; what is required to count is said by checks.ts.
 */
import { ANTISEM, COUNTED_FIELDS, type Incident } from '../../../contract/case.ts';

/** The filled part of what should be said, 0 to 1. */
export function completenessOf(incident: Incident): number {
  const fields: readonly (keyof Incident)[] = incident.bias.includes(ANTISEM)
    ? [...COUNTED_FIELDS, 'form']
    : COUNTED_FIELDS;
  return fields.filter((field) => !isEmpty(incident[field])).length / fields.length;
}

/** Nothing was filled in. */
export const isEmpty = (value: Incident[keyof Incident]): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
