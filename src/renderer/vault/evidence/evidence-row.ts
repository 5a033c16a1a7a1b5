/** Vault, evidence: what stands in the case's bucket about one file. The bytes lie sealed beside the journal. */
import * as v from 'valibot';
import { FileId } from '../../../../protocol/ids.ts';
import type { EvidenceItem } from '../../../contract/evidence.ts';

const HEX32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const file = v.pipe(
  v.string(),
  v.transform((raw) => FileId(raw)),
);

const schema = v.object({
  file,
  /** Opens the file's chunks, and nothing else does. */
  key: HEX32,
  name: v.string(),
  bytes: count,
  /** Of the file as it came. */
  sha256: HEX32,
  caption: v.string(),
  added: v.number(),
  chunks: count,
});

export type EvidenceRow = v.InferOutput<typeof schema>;

/** Reads a row. Throws for what this version did not write: that would be our own bug. */
export const readEvidence = (value: unknown): EvidenceRow => v.parse(schema, value);

/** Which file a row names. */
export const fileOf = (value: unknown): FileId => v.parse(v.object({ file }), value).file;

/** What the screen is told: never the key. */
export const itemOf = (row: EvidenceRow): EvidenceItem => ({
  id: row.file,
  name: row.name,
  bytes: row.bytes,
  sha256: row.sha256,
  caption: row.caption,
  added: row.added,
});
