/** Vault, cases: incidents of a partner organisation read in from one JSON file (docs/IMPORT.md). All or nothing. */
import * as v from 'valibot';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Incident } from '../../../contract/case.ts';
import type { DeskRequests } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORT_INCIDENTS } from '../limits.ts';
import type { CaseBook } from './case-book.ts';
import { listOf, type CodedField } from './checks.ts';
import { currentCodes, hasCode } from './codes.ts';
import { incidentSchema } from './incident.ts';

const IMPORT_FORMAT = 'beistand-incidents';
const IMPORT_VERSION = 1;

const schema = v.strictObject({
  format: v.literal(IMPORT_FORMAT),
  version: v.literal(IMPORT_VERSION),
  incidents: v.pipe(v.array(incidentSchema), v.minLength(1), v.maxLength(MAX_IMPORT_INCIDENTS)),
});

/** The incidents of a file, or why it is refused as a whole. Nothing of it is ever logged. */
export function readIncidents(
  bytes: Uint8Array,
): Outcome<readonly Incident[], 'too-large' | 'bad-file'> {
  if (bytes.length > MAX_IMPORT_BYTES) return refuse('too-large');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const { incidents } = v.parse(schema, JSON.parse(text));
    return incidents.every(isCoded) ? ok(incidents) : refuse('bad-file');
  } catch {
    return refuse('bad-file');
  }
}

/** Asks for a file, reads it and makes one case per incident. */
export async function importIncidents(
  carrier: Pick<Carrier, 'open'>,
  cases: Pick<CaseBook, 'addAll'>,
): Promise<DeskRequests['importIncidents']['output']> {
  const chosen = await carrier.open({ extensions: ['json'] });
  if (!chosen.ok) return chosen;
  const incidents = readIncidents(chosen.value.bytes);
  if (!incidents.ok) return incidents;
  const added = await cases.addAll(incidents.value);
  return added.ok ? ok({ imported: added.value }) : added;
}

/** Every code stands in the current lists: a misspelt one would never be counted and never be missed. */
const isCoded = (incident: Incident): boolean =>
  (Object.keys(listOf) as CodedField[]).every((field) => {
    const value = incident[field];
    const codes = value === null ? [] : typeof value === 'string' ? [value] : value;
    return codes.every((code) => hasCode(currentCodes(), listOf[field], code));
  });
