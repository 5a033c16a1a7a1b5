/** One file of evidence, sealed chunk by chunk as the app seals it, cut out of the corpus's noise. */
import { createHash } from 'node:crypto';
import type { Random } from '../../../protocol/crypto/random.ts';
import type { FileId } from '../../../protocol/ids.ts';
import { loadBox, sealChunk } from '../../../src/renderer/vault/evidence/chunk-box.ts';
import { CHUNK_BYTES } from '../../../src/renderer/vault/limits.ts';
import type { NodeMain } from '../../support/node-main.ts';
import { cutAt } from './corpus.ts';

export interface Made {
  readonly file: FileId;
  readonly key: Uint8Array;
  readonly bytes: number;
  readonly noise: Uint8Array;
  /** Where the first chunk is cut; each further one is another piece. */
  readonly first: number;
  readonly random: Random;
}

/** What its record says of it. */
export async function putFile(
  main: Pick<NodeMain, 'putChunk'>,
  { file, key, bytes, noise, first, random }: Made,
): Promise<{ readonly sha256: string; readonly chunks: number }> {
  const lib = await loadBox();
  const chunks = Math.ceil(bytes / CHUNK_BYTES);
  const hash = createHash('sha256');
  for (let index = 0; index < chunks; index += 1) {
    const length = Math.min(CHUNK_BYTES, bytes - index * CHUNK_BYTES);
    const from = cutAt(first + index, length);
    const piece = noise.subarray(from, from + length);
    const place = { index, last: index === chunks - 1 };
    const sealed = sealChunk(lib, key, { place, bytes: piece, random });
    const put = await main.putChunk({ file, index, bytes: sealed });
    if (!put.ok) throw new Error(put.refusal);
    hash.update(piece);
  }
  return { sha256: hash.digest('hex'), chunks };
}
