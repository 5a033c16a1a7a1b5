import { chunkCount, openBlob, type BlobReference } from '../../../protocol/crypto/blob.ts';
import { ProtocolError } from '../../../protocol/errors.ts';
import type { BlobLine } from '../../app/blob-line.ts';

const BUSY_MS = 400;

/** The relay has the blob no more, or never had it. */
class Gone extends Error {
  override readonly name = 'Gone';
}

/**
 * Fetches and opens a file. Its pieces come out only when all of them have been proven, the hash of the whole
 * included (PROTOCOL §3); what is wrong in any way gives nothing.
 */
export async function download(
  file: BlobReference,
  line: BlobLine,
): Promise<readonly Uint8Array<ArrayBuffer>[] | 'gone' | 'wrong'> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  try {
    for await (const piece of openBlob(file, chunksOf(file, line))) {
      pieces.push(Uint8Array.from(piece));
    }
    return pieces;
  } catch (error) {
    if (error instanceof Gone) return 'gone';
    if (error instanceof ProtocolError) return 'wrong';
    throw error;
  }
}

async function* chunksOf(
  { id: blob, read, bytes }: BlobReference,
  line: BlobLine,
): AsyncGenerator<Uint8Array, void, undefined> {
  const count = chunkCount(bytes);
  for (let index = 0; index < count;) {
    const answer = await line.ask({ type: 'blob-get', blob, read, index });
    if (answer.type === 'blob-chunk') {
      yield answer.chunk;
      index += 1;
    } else if (answer.type === 'blob-refused' && answer.why === 'absent') throw new Gone();
    else if (answer.type === 'blob-refused') await wait();
  }
}

const wait = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, BUSY_MS);
  });
