/** Vault, evidence: a file written out as it came. It gets its name only when every byte of it is right. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { EvidenceRow } from './evidence-row.ts';

type Refusal = 'cancelled' | 'cannot-write' | 'damaged';

/** `bytes` gives null where the file cannot be read on. Whatever goes wrong, nothing is left at the path. */
export async function saveFile(
  carrier: Pick<Carrier, 'beginSave' | 'writeSave' | 'endSave'>,
  row: Pick<EvidenceRow, 'name' | 'sha256'>,
  bytes: AsyncIterable<Uint8Array | null>,
): Promise<Outcome<{ readonly name: string }, Refusal>> {
  const begun = await carrier.beginSave({ name: row.name });
  if (!begun.ok) return begun;
  const { handle, name } = begun.value;
  let written: Outcome<null, Refusal> = refuse('cannot-write');
  let ended: Outcome<null, string> = ok(null);
  try {
    written = await writeAll(carrier, { handle, sha256: row.sha256 }, bytes);
  } finally {
    ended = await carrier.endSave({ handle, keep: written.ok });
  }
  if (!written.ok) return written;
  return ended.ok ? ok({ name }) : refuse('cannot-write');
}

async function writeAll(
  carrier: Pick<Carrier, 'writeSave'>,
  to: { readonly handle: number; readonly sha256: string },
  bytes: AsyncIterable<Uint8Array | null>,
): Promise<Outcome<null, Refusal>> {
  const hash = sha256.create();
  for await (const piece of bytes) {
    if (piece === null) return refuse('damaged');
    hash.update(piece);
    const written = await carrier.writeSave({ handle: to.handle, bytes: piece });
    if (!written.ok) return refuse('cannot-write');
  }
  return bytesToHex(hash.digest()) === to.sha256 ? ok(null) : refuse('damaged');
}
