/** Vault, cases: one case as its row keeps it. Everything here is a value; the book makes the next one. */
import * as v from 'valibot';
import { ConversationId } from '../../../../protocol/ids.ts';
import type { CaseFile, Incident } from '../../../contract/case.ts';
import { currentCodes } from './codes.ts';
import { incidentSchema } from './incident.ts';

/**
 * Rows of version 1 had no `verifiedAt`, `closedAt`, `hold` and `fingerprint`; without them they read as null. A row is
 * written whole with the next save, so there is nothing to migrate.
 */
const schema = v.object({
  id: v.string(),
  reference: v.string(),
  conversation: v.nullable(
    v.pipe(
      v.string(),
      v.transform((raw) => ConversationId(raw)),
    ),
  ),
  codesVersion: v.string(),
  incident: incidentSchema,
  created: v.number(),
  saved: v.number(),
  verifiedAt: v.optional(v.nullable(v.number()), null),
  closedAt: v.optional(v.nullable(v.number()), null),
  hold: v.optional(v.nullable(v.object({ reason: v.string(), since: v.number() })), null),
  fingerprint: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^\d{5}(?: \d{5}){3}$/))), null),
}) satisfies v.GenericSchema<unknown, CaseFile>;

/** Reads a case's row. Throws for what no version wrote: that would be our own bug. */
export const readCaseFile = (value: unknown): CaseFile => v.parse(schema, value);

/** DOMAIN rule 4: what may count, and what starts the period after which the raw chat goes. */
export const VERIFIED = 'verified';

/** The case with another incident. It stays verified since when it was, as long as it is. */
export const withIncident = (file: CaseFile, incident: Incident, now: number): CaseFile => ({
  ...file,
  incident,
  saved: now,
  verifiedAt: incident.verification === VERIFIED ? (file.verifiedAt ?? now) : null,
});

/** A case with nothing in it but what it begins with. */
export function beginCase({
  now,
  incident,
  ...begun
}: Pick<CaseFile, 'id' | 'reference' | 'conversation' | 'incident'> & {
  readonly now: number;
}): CaseFile {
  const file: CaseFile = {
    ...begun,
    codesVersion: currentCodes().version,
    incident,
    created: now,
    saved: now,
    verifiedAt: null,
    closedAt: null,
    hold: null,
    fingerprint: null,
  };
  return withIncident(file, incident, now);
}
