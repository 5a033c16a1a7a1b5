/** Vault, store: what the header does not name leaves the disk, and nothing else ever does (ADR 0014). */
import type { Carrier } from '../../../contract/carrier.ts';
import { readHeader, type HeaderState } from '../keys/header.ts';
import { dropOtherCopies } from './db.ts';

type Named = Pick<HeaderState, 'generation' | 'keyring' | 'copy'>;

/**
 * Deletes every journal, keyring and copy but these. False, and nothing is deleted, where the header
 * on the disk names others: another one was written, by whoever ran before us or by a write whose
 * answer never came, and its files are the ones that count.
 */
export async function keepNamed(
  carrier: Pick<Carrier, 'readHeader' | 'keepOnly'>,
  database: string,
  { generation, keyring, copy }: Named,
): Promise<boolean> {
  const bytes = await carrier.readHeader(null);
  const read = bytes === null ? null : readHeader(bytes);
  if (read === null || typeof read === 'string') return false;
  const { state } = read;
  const same = state.generation === generation && state.keyring === keyring && state.copy === copy;
  if (!same) return false;
  await carrier.keepOnly({ generation, keyring });
  await dropOtherCopies(database, copy);
  return true;
}
