import { chunkCount, sealBlob, type BlobKey } from '../../../protocol/crypto/blob.ts';
import { platformRandom } from '../../../protocol/crypto/random.ts';
import { BlobId, OwnCapability, ReadCapability } from '../../../protocol/ids.ts';
import { BLOB_WINDOW } from '../../../protocol/limits.ts';
import { equalBytes, KEY_BYTES } from '../../../protocol/hash.ts';
import { readHashOf } from '../../../protocol/wire/blob.ts';
import type { BlobRefusal } from '../../../protocol/wire/relay-frames.ts';
import type { BlobAnswer, BlobLine } from '../../app/blob-line.ts';

/** What an uploader holds of its blob: with it an upload goes on, and is taken back. */
export interface OwnBlob extends BlobKey {
  readonly read: ReadCapability;
  /** Never leaves this browser. */
  readonly own: OwnCapability;
}

export const newOwnBlob = (bytes: number): OwnBlob => ({
  id: BlobId.random(),
  key: platformRandom(KEY_BYTES),
  bytes,
  read: ReadCapability.random(),
  own: OwnCapability.random(),
});

/**
 * How an upload ended. `whole`: every chunk is durable at the relay. `gone`: the relay no longer knows the blob;
 * begin anew. `changed`: the file is not what it was when it was picked.
 */
export type UploadEnd =
  | { readonly end: 'whole' }
  | { readonly end: 'stopped' }
  | { readonly end: 'gone' }
  | { readonly end: 'changed' }
  | { readonly end: 'refused'; readonly why: Exclude<BlobRefusal, 'absent' | 'busy'> };

export interface UploadWishes {
  readonly line: BlobLine;
  /** The file from its beginning, in pieces, as often as asked. */
  readonly read: () => AsyncIterable<Uint8Array>;
  /** Hash of the whole file, as the message will say it. */
  readonly hash: Uint8Array;
  /** Bytes of the file that are durable at the relay; never falls while one upload lasts. */
  readonly progress: (bytes: number) => void;
  /** Resolves at once, or when a pause ends. */
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal;
  /** How long to wait when the relay is busy. */
  readonly busyMs?: number;
}

/** One frame of the window stays free for whoever fetches something meanwhile. */
const LANES = BLOB_WINDOW - 1;
const BUSY_MS = 400;

/**
 * Brings a file to the relay chunk by chunk, and asks the relay itself what is still missing: before the first
 * chunk, after every broken connection, and at the end (PROTOCOL §5). Holds a few chunks at a time.
 */
export async function upload(blob: OwnBlob, wishes: UploadWishes): Promise<UploadEnd> {
  const { line, progress, pause, signal } = wishes;
  const chunks = chunkCount(blob.bytes);
  const readHash = readHashOf(blob.id, blob.read);
  let most = 0;
  const tell = (left: number): void => {
    most = Math.max(most, Math.round((blob.bytes * (chunks - left)) / chunks));
    progress(most);
  };
  for (;;) {
    await pause();
    if (signal.aborted) return { end: 'stopped' };
    const { id, own } = blob;
    const state = await line.ask({ type: 'blob-open', blob: id, own, readHash, chunks });
    if (state.type !== 'blob-state') {
      const end = await endOf(state, wishes);
      if (end !== null) return end;
      continue;
    }
    tell(state.missing.length);
    if (state.missing.length === 0) return { end: 'whole' };
    const end = await putMissing(blob, new Set(state.missing), { ...wishes, tell });
    if (end !== null) return end;
  }
}

/** What an answer other than the hoped-for means: an end, or null for asking once more. */
async function endOf(answer: BlobAnswer, { busyMs }: UploadWishes): Promise<UploadEnd | null> {
  if (answer.type !== 'blob-refused') return null;
  switch (answer.why) {
    case 'absent':
      return { end: 'gone' };
    case 'busy':
      await wait(busyMs ?? BUSY_MS);
      return null;
    case 'share-full':
    case 'team-full':
    case 'full':
      return { end: 'refused', why: answer.why };
  }
}

interface Putting extends UploadWishes {
  readonly tell: (left: number) => void;
}

/** Null when the relay should be asked again what is missing. */
async function putMissing(
  blob: OwnBlob,
  missing: Set<number>,
  wishes: Putting,
): Promise<UploadEnd | null> {
  const lanes = new Set<Promise<void>>();
  let isCut = false;
  let end: UploadEnd | null = null;

  const put = async (index: number, chunk: Uint8Array): Promise<void> => {
    while (!isCut && end === null) {
      const { id, own } = blob;
      const answer = await wishes.line.ask({ type: 'blob-put', blob: id, own, index, chunk });
      if (answer.type === 'done') {
        missing.delete(index);
        return wishes.tell(missing.size);
      }
      if (answer.type === 'cut') isCut = true;
      else end ??= await endOf(answer, wishes);
    }
  };

  const sealing = sealBlob(blob, wishes.read(), { missing: new Set(missing) });
  try {
    for (;;) {
      await wishes.pause();
      if (wishes.signal.aborted) end ??= { end: 'stopped' };
      if (isCut || end !== null) break;
      const next = await sealing.next();
      if (next.done === true) {
        if (!equalBytes(next.value, wishes.hash)) end ??= { end: 'changed' };
        break;
      }
      const lane = put(next.value.index, next.value.sealed).finally(() => lanes.delete(lane));
      lanes.add(lane);
      if (lanes.size >= LANES) await Promise.race(lanes);
    }
  } catch (error) {
    // A file on disk that was shortened, moved or taken away.
    if (!(error instanceof RangeError) && !(error instanceof DOMException)) throw error;
    end ??= { end: 'changed' };
  }
  await Promise.all(lanes);
  return end;
}

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The hash a file goes by in the message, worked out without sealing anything. */
export async function blobHashOf(
  blob: BlobKey,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const hashing = sealBlob(blob, pieces, { missing: new Set() });
  const { value } = await hashing.next();
  if (!(value instanceof Uint8Array)) throw new RangeError('nothing was to be sealed');
  return value;
}

/** Takes a blob away from the relay; asked again until it is certain. What the relay does not know is gone too. */
export async function takeBack(line: BlobLine, blob: Pick<OwnBlob, 'id' | 'own'>): Promise<void> {
  for (;;) {
    const answer = await line.ask({ type: 'blob-delete', blob: blob.id, own: blob.own });
    if (answer.type === 'done') return;
    if (answer.type === 'blob-refused' && answer.why !== 'busy') return;
    if (answer.type === 'blob-refused') await wait(BUSY_MS);
  }
}
