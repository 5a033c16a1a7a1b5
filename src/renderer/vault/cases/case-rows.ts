/** Vault, cases: where a case's row lies, and its line out of that row and its evidence. */
import type { BucketId, FileId, RowId } from '../../../../protocol/ids.ts';
import { fileOf } from '../evidence/evidence-row.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { readCaseFile } from './case-file.ts';
import { lineOf, type CaseLine } from './case-head.ts';

export const rowOf = (nameKey: Uint8Array): RowId => rowIdOf(nameKey, 'case', 'head');

/** Null where the bucket holds no case. */
export async function readLine(
  store: Pick<VaultStore, 'get' | 'each'>,
  bucket: BucketId,
  nameKey: Uint8Array,
): Promise<CaseLine | null> {
  const value = await store.get('case', rowOf(nameKey));
  if (value === null) return null;
  const files: FileId[] = [];
  for await (const record of store.each(bucket, 'evidence')) files.push(fileOf(record.value));
  return lineOf(readCaseFile(value), files);
}
