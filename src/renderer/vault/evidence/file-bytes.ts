/**
 * Vault, evidence: a file's bytes on their way in and out, chunk by chunk. However large the file,
 * only a few chunks of it are in memory.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import type { FileId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { MAX_EVIDENCE_BYTES } from '../../../contract/evidence.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { CHUNK_BYTES, CHUNKS_AHEAD } from '../limits.ts';
import { openChunk, sealChunk, type BoxSodium } from './chunk-box.ts';
import type { EvidenceRow } from './evidence-row.ts';

export interface FileParts {
  readonly lib: BoxSodium;
  readonly random: Random;
  readonly carrier: Pick<Carrier, 'putChunk' | 'endFile' | 'readChunk' | 'dropFiles'>;
}

/** What a record needs to know of the bytes. */
export type Written = Pick<EvidenceRow, 'file' | 'key' | 'bytes' | 'sha256' | 'chunks'>;

/**
 * Seals a whole file under a key of its own, durable when it answers. Refused or when `source` throws,
 * nothing of it stays.
 */
export async function writeFile(
  parts: FileParts,
  file: FileId,
  source: AsyncIterable<Uint8Array>,
): Promise<Outcome<Written, 'disk-full' | 'too-large' | 'empty'>> {
  const key = parts.random(KEY_BYTES);
  let whole = false;
  try {
    const written = await writeChunks(parts, { file, key }, source);
    whole = written.ok;
    return written;
  } finally {
    key.fill(0);
    if (!whole) await parts.carrier.dropFiles({ files: [file] });
  }
}

async function writeChunks(
  { lib, random, carrier }: FileParts,
  { file, key }: { readonly file: FileId; readonly key: Uint8Array },
  source: AsyncIterable<Uint8Array>,
): Promise<Outcome<Written, 'disk-full' | 'too-large' | 'empty'>> {
  const hash = sha256.create();
  let bytes = 0;
  let index = 0;
  for await (const { bytes: plain, last } of chunksOf(source)) {
    bytes += plain.length;
    if (bytes > MAX_EVIDENCE_BYTES) return refuse('too-large');
    hash.update(plain);
    const sealed = sealChunk(lib, key, { place: { index, last }, bytes: plain, random });
    const put = await carrier.putChunk({ file, index, bytes: sealed });
    if (!put.ok) return put;
    index += 1;
  }
  if (index === 0) return refuse('empty');
  const ended = await carrier.endFile({ file });
  if (!ended.ok) return ended;
  return ok({
    file,
    key: bytesToHex(key),
    bytes,
    sha256: bytesToHex(hash.digest()),
    chunks: index,
  });
}

/** The file's bytes in order; null, and nothing after it, at the first chunk that is gone or is not itself. */
export async function* readFile(
  { lib, carrier }: Pick<FileParts, 'lib' | 'carrier'>,
  { file, key, chunks }: Pick<EvidenceRow, 'file' | 'key' | 'chunks'>,
): AsyncGenerator<Uint8Array | null> {
  const bytes = hexToBytes(key);
  const fetch = async (index: number): Promise<Uint8Array | null> =>
    await carrier.readChunk({ file, index });
  try {
    let index = 0;
    for await (const sealed of ahead(chunks, fetch)) {
      const place = { index, last: index === chunks - 1 };
      const plain = sealed === null ? null : openChunk(lib, bytes, { place, sealed });
      yield plain;
      if (plain === null) return;
      plain.fill(0);
      index += 1;
    }
  } finally {
    bytes.fill(0);
  }
}

/**
 * Cuts whatever comes into chunks of {@link CHUNK_BYTES}. Which one is the last shows only at the end,
 * so one is always held back. A chunk is overwritten when the next is asked for.
 */
export async function* chunksOf(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly last: boolean }> {
  const held = new Uint8Array(CHUNK_BYTES);
  let used = 0;
  try {
    for await (const piece of source) {
      for (let at = 0; at < piece.length;) {
        if (used === held.length) {
          yield { bytes: held, last: false };
          used = 0;
        }
        const part = piece.subarray(at, at + held.length - used);
        held.set(part, used);
        used += part.length;
        at += part.length;
      }
    }
    if (used > 0) yield { bytes: held.subarray(0, used), last: true };
  } finally {
    held.fill(0);
  }
}

/** Asks for a few before they are needed, so that main is never waited for chunk by chunk. */
async function* ahead<T>(count: number, fetch: (index: number) => Promise<T>): AsyncGenerator<T> {
  const asked: Promise<T>[] = [];
  for (let next = 0, given = 0; given < count; given += 1) {
    for (; next < count && asked.length < CHUNKS_AHEAD; next += 1) {
      const answer = fetch(next);
      answer.catch(() => undefined);
      asked.push(answer);
    }
    const first = asked.shift();
    if (first !== undefined) yield await first;
  }
}
