import * as v from 'valibot';
import { FileId } from '../../../../protocol/ids.ts';
import { MAX_CAPTION, MAX_EVIDENCE_BYTES, type EvidenceItem } from '../../../contract/evidence.ts';

const schema = v.strictObject({
  id: v.pipe(
    v.string(),
    v.transform((raw) => FileId(raw)),
  ),
  name: v.string(),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_EVIDENCE_BYTES)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  caption: v.pipe(v.string(), v.maxLength(2 * MAX_CAPTION)),
  added: v.number(),
}) satisfies v.GenericSchema<unknown, EvidenceItem>;

/** A file of evidence as a backup names it, without any key. Throws for what is none. */
export const readEvidence = (value: unknown): EvidenceItem => v.parse(schema, value);
