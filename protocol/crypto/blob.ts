import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { ProtocolError } from '../errors.ts';
import { equalBytes, KEY_BYTES } from '../hash.ts';
import { idBytes, type BlobId, type ReadCapability } from '../ids.ts';
import { BLOB_CHUNK_BYTES, MAX_BLOB_BYTES } from '../limits.ts';
import { CHUNK_NONCE_BYTES, SEALED_CHUNK_BYTES } from '../wire/blob.ts';
import { Writer } from '../wire/bytes.ts';
import { hkdf } from './kdf.ts';
import { labels } from './labels.ts';
import { platformRandom, type Random } from './random.ts';

/** What seals and opens the chunks of one file: its blob's name, a key of its own, its true length. */
export interface BlobKey {
  readonly id: BlobId;
  readonly key: Uint8Array;
  readonly bytes: number;
}

/** What a sealed message says of a file, so that its readers can fetch and open it (PROTOCOL §3). */
export interface BlobReference extends BlobKey {
  readonly read: ReadCapability;
  /** Of the whole file: under one reference nobody can show two people different files. */
  readonly hash: Uint8Array;
}

/** How many chunks a file of so many bytes has. Throws `too-large` for what no file of ours can have. */
export function chunkCount(bytes: number): number {
  if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > MAX_BLOB_BYTES) {
    throw new ProtocolError('too-large', 'blob');
  }
  return Math.floor(bytes / BLOB_CHUNK_BYTES) + 1;
}

/**
 * Seals one chunk so that it opens in its own place of its own blob only.
 *
 * The nonce is random: a file that changed between two tries under one key costs a wrong hash, never the secrecy
 * of both. `plain` must be exactly what the file has at this place; anything else is our own bug.
 */
export function sealChunk(
  blob: BlobKey,
  { index, plain }: { readonly index: number; readonly plain: Uint8Array },
  random: Random = platformRandom,
): Uint8Array {
  const place = placeOf(blob, index);
  if (place === null || plain.length !== place.length) throw new RangeError('not this chunk');
  const padded = new Uint8Array(BLOB_CHUNK_BYTES);
  padded.set(plain);
  if (place.last) padded[plain.length] = MARK;
  const nonce = random(CHUNK_NONCE_BYTES);
  const key = chunkKey(blob, index, place.last);
  const sealed = concatBytes(nonce, nacl.secretbox(padded, nonce, key));
  key.fill(0);
  padded.fill(0);
  return sealed;
}

/** The file's bytes in one chunk. Whatever is wrong, the error is {@link ProtocolError} `cannot-open` and says no more. */
export function openChunk(blob: BlobKey, index: number, sealed: Uint8Array): Uint8Array {
  const place = placeOf(blob, index);
  if (place === null || sealed.length !== SEALED_CHUNK_BYTES || blob.key.length !== KEY_BYTES) {
    throw new ProtocolError('cannot-open');
  }
  const key = chunkKey(blob, index, place.last);
  const nonce = sealed.subarray(0, CHUNK_NONCE_BYTES);
  const padded = nacl.secretbox.open(sealed.subarray(CHUNK_NONCE_BYTES), nonce, key);
  key.fill(0);
  if (padded === null || (place.last && !isPaddedAt(padded, place.length))) {
    throw new ProtocolError('cannot-open');
  }
  return padded.slice(0, place.length);
}

/**
 * Seals a file that comes in pieces of any size, holding no more than one chunk of it; returns the file's hash.
 *
 * `missing` names the chunks a resumed upload still wants: the others are hashed only. A source that is not
 * `bytes` long throws RangeError: what it said of itself is no longer true, and the upload has to begin anew.
 */
export async function* sealBlob(
  blob: BlobKey,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  how: { readonly missing?: ReadonlySet<number>; readonly random?: Random } = {},
): AsyncGenerator<{ readonly index: number; readonly sealed: Uint8Array }, Uint8Array, undefined> {
  const chunks = chunkCount(blob.bytes);
  const hash = startHash();
  let index = 0;
  for await (const plain of inChunks(pieces)) {
    if (plain.length !== placeOf(blob, index)?.length) throw new RangeError('not as long as said');
    hash.update(plain);
    if (how.missing?.has(index) !== false) {
      yield { index, sealed: sealChunk(blob, { index, plain }, how.random) };
    }
    index += 1;
  }
  if (index !== chunks) throw new RangeError('not as long as said');
  return endHash(hash);
}

/**
 * Opens the chunks of a blob in their order, holding one at a time.
 *
 * What it gives is proven chunk by chunk, the whole only when it ends: until then nothing of it may be shown or
 * kept for good. Throws `cannot-open` for a chunk that is wrong, missing or too many, and for another file's hash.
 */
export async function* openBlob(
  reference: BlobReference,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const count = chunkCount(reference.bytes);
  const hash = startHash();
  let index = 0;
  for await (const sealed of chunks) {
    const plain = openChunk(reference, index, sealed);
    hash.update(plain);
    index += 1;
    yield plain;
  }
  if (index !== count || !equalBytes(endHash(hash), reference.hash)) {
    throw new ProtocolError('cannot-open');
  }
}

const MARK = 0x80;

interface Place {
  /** Bytes of the file in this chunk. */
  readonly length: number;
  readonly last: boolean;
}

function placeOf({ bytes }: BlobKey, index: number): Place | null {
  const last = chunkCount(bytes) - 1;
  if (!Number.isInteger(index) || index < 0 || index > last) return null;
  return index === last
    ? { length: bytes % BLOB_CHUNK_BYTES, last: true }
    : { length: BLOB_CHUNK_BYTES, last: false };
}

const chunkKey = ({ id, key }: BlobKey, index: number, last: boolean): Uint8Array =>
  hkdf(
    key,
    idBytes(id),
    concatBytes(labels.chunk, new Writer().u32(index).u8(Number(last)).done()),
  );

const isPaddedAt = (padded: Uint8Array, end: number): boolean =>
  padded[end] === MARK && padded.subarray(end + 1).every((byte) => byte === 0);

type Hash = ReturnType<typeof sha512.create>;
const startHash = (): Hash => sha512.create().update(labels.blobHash);
const endHash = (hash: Hash): Uint8Array => hash.digest().slice(0, KEY_BYTES);

/** Whole chunks, then what is left, nothing included: the last one carries the padding. */
async function* inChunks(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let chunk = new Uint8Array(BLOB_CHUNK_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + BLOB_CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < BLOB_CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(BLOB_CHUNK_BYTES);
      filled = 0;
    }
  }
  yield chunk.subarray(0, filled);
}
