import { randomBytes } from 'node:crypto';
import { chunkCount, sealBlob, type BlobReference } from '../../protocol/crypto/blob.ts';
import { BlobId, OwnCapability, ReadCapability } from '../../protocol/ids.ts';
import { readHashOf, SEALED_CHUNK_BYTES } from '../../protocol/wire/blob.ts';
import type { ClientFrame } from '../../protocol/wire/client-frames.ts';
import type { RelayFrame } from '../../protocol/wire/relay-frames.ts';
import type { Peer } from './peer.ts';

type Of<T extends ClientFrame['type']> = Extract<ClientFrame, { type: T }>;

/** A blob of noise as its uploader has it: the relay cannot tell it from a sealed file. */
export interface TestBlob {
  readonly id: BlobId;
  readonly own: OwnCapability;
  readonly read: ReadCapability;
  readonly chunks: readonly Buffer[];
  readonly open: (changed?: Partial<Of<'blob-open'>>) => Of<'blob-open'>;
  readonly put: (index: number, changed?: Partial<Of<'blob-put'>>) => Of<'blob-put'>;
  readonly get: (index: number, changed?: Partial<Of<'blob-get'>>) => Of<'blob-get'>;
  readonly remove: (changed?: Partial<Of<'blob-delete'>>) => Of<'blob-delete'>;
}

let ref = 0;
const next = (): number => {
  ref += 1;
  return ref;
};

export function newBlob(count: number): TestBlob {
  const [id, own, read] = [BlobId.random(), OwnCapability.random(), ReadCapability.random()];
  const chunks = Array.from({ length: count }, () => randomBytes(SEALED_CHUNK_BYTES));
  const readHash = readHashOf(id, read);
  const chunkAt = (index: number): Buffer => chunks[index] ?? randomBytes(SEALED_CHUNK_BYTES);
  return {
    id,
    own,
    read,
    chunks,
    open: (changed) => ({
      type: 'blob-open',
      ref: next(),
      blob: id,
      own,
      readHash,
      chunks: count,
      ...changed,
    }),
    put: (index, changed) => ({
      type: 'blob-put',
      ref: next(),
      blob: id,
      own,
      index,
      chunk: chunkAt(index),
      ...changed,
    }),
    get: (index, changed) => ({
      type: 'blob-get',
      ref: next(),
      blob: id,
      read,
      index,
      ...changed,
    }),
    remove: (changed) => ({ type: 'blob-delete', ref: next(), blob: id, own, ...changed }),
  };
}

/** The relay's answer in one word, or what is missing. */
export async function askBlob(
  peer: Peer,
  frame: Parameters<Peer['ask']>[0],
): Promise<string | readonly number[] | Uint8Array> {
  const answer: RelayFrame = await peer.ask(frame);
  if (answer.type === 'blob-state') return answer.missing;
  if (answer.type === 'blob-chunk') return answer.chunk;
  return answer.type === 'blob-refused' ? answer.why : answer.type;
}

/** Opens and puts every chunk, one after the other; answers how each went. */
export async function upload(peer: Peer, blob: TestBlob): Promise<readonly unknown[]> {
  const said: unknown[] = [await askBlob(peer, blob.open())];
  for (const index of blob.chunks.keys()) said.push(await askBlob(peer, blob.put(index)));
  return said;
}

/** Every chunk as the relay gives it out. */
export async function download(peer: Peer, blob: TestBlob): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  for (const index of blob.chunks.keys()) {
    const chunk = await askBlob(peer, blob.get(index));
    if (!(chunk instanceof Uint8Array)) throw new Error(`no chunk: ${String(chunk)}`);
    chunks.push(Buffer.from(chunk));
  }
  return chunks;
}

/** A real file, sealed and brought to the relay by a device; what its message says of it. */
export async function uploadFile(peer: Peer, bytes: Uint8Array): Promise<BlobReference> {
  const id = BlobId.random();
  const [own, read] = [OwnCapability.random(), ReadCapability.random()];
  const blob = { id, key: new Uint8Array(randomBytes(32)), bytes: bytes.length };
  const readHash = readHashOf(id, read);
  const chunks = chunkCount(bytes.length);
  await askBlob(peer, { type: 'blob-open', ref: next(), blob: id, own, readHash, chunks });
  const sealing = sealBlob(blob, [bytes]);
  for (;;) {
    const step = await sealing.next();
    if (step.done === true) return { ...blob, read, hash: step.value };
    const { index, sealed: chunk } = step.value;
    const put = { type: 'blob-put', ref: next(), blob: id, own, index, chunk } as const;
    if ((await askBlob(peer, put)) !== 'done') throw new Error('refused');
  }
}
