/** Vault, attachments: a file brought to the relay chunk by chunk, sealed here. What is missing, the relay itself says (PROTOCOL §5). */
import { chunkCount, sealBlob, type BlobReference } from '../../../../protocol/crypto/blob.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { OwnCapability } from '../../../../protocol/ids.ts';
import { BLOB_WINDOW } from '../../../../protocol/limits.ts';
import { readHashOf } from '../../../../protocol/wire/blob.ts';
import type { BlobRefusal } from '../../../../protocol/wire/relay-frames.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import { BLOB_REST_MS, BLOB_TRIES } from '../limits.ts';

/**
 * `whole`: every chunk is durable at the relay. `gone`: the relay no longer knows the upload. `changed`: the file is
 * not the one whose hash was taken. `no-room`: a share or the relay is full. `astray`: what the relay says is missing
 * does not add up.
 */
export type Brought = 'whole' | NotBrought;
type NotBrought = 'stopped' | 'offline' | 'gone' | 'no-room' | 'changed' | 'astray';

export interface Bringing {
  readonly carrier: Pick<Carrier, 'openBlob' | 'sendChunk'>;
  readonly env: Pick<Env, 'later' | 'random'>;
  readonly stopped: () => boolean;
  readonly progress: (done: number, total: number) => void;
  /** The file from its beginning. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

type OwnBlob = BlobReference & { readonly own: OwnCapability };

/** One frame of the connection's window stays free for whoever fetches something meanwhile. */
const LANES = BLOB_WINDOW - 1;

export async function brought(how: Bringing, file: OwnBlob): Promise<Brought> {
  const { id: blob, own, read, bytes } = file;
  const chunks = chunkCount(bytes);
  const readHash = readHashOf(blob, read);
  for (let round = 0; round < BLOB_TRIES; round += 1) {
    const asked = await patiently(how, async () =>
      how.carrier.openBlob({ blob, own, readHash, chunks }),
    );
    if (!asked.ok) return asked.refusal;
    if (asked.value.some((index) => index >= chunks)) return 'astray';
    const missing = new Set(asked.value);
    how.progress(chunks - missing.size, chunks);
    if (missing.size === 0) return 'whole';
    const why = await bringMissing(how, file, missing);
    if (why !== null) return why;
  }
  // It said of every chunk that it has it, and asks for them again.
  return 'astray';
}

/** Null: the relay is to be asked again what is missing. */
async function bringMissing(
  how: Bringing,
  file: OwnBlob,
  missing: Set<number>,
): Promise<NotBrought | null> {
  const { id: blob, own } = file;
  const total = chunkCount(file.bytes);
  const sealing = sealBlob(file, how.read(), {
    missing: new Set(missing),
    random: how.env.random,
  });
  const lanes = new Set<Promise<void>>();
  let why: NotBrought | null = null;
  const bring = async (index: number, chunk: Uint8Array): Promise<void> => {
    const sent = await patiently(how, async () =>
      how.carrier.sendChunk({ blob, own, index, chunk }),
    );
    if (!sent.ok) why ??= sent.refusal;
    else if (missing.delete(index)) how.progress(total - missing.size, total);
  };
  try {
    while (why === null) {
      const next = await sealing.next();
      if (next.done === true) {
        if (!equalBytes(next.value, file.hash)) why ??= 'changed';
        break;
      }
      const lane = bring(next.value.index, next.value.sealed).finally(() => lanes.delete(lane));
      lanes.add(lane);
      if (lanes.size >= LANES) await Promise.race(lanes);
    }
  } catch (error) {
    // It is no longer as long as it was said to be.
    if (!(error instanceof RangeError)) throw error;
    why ??= 'changed';
  }
  await Promise.all(lanes);
  return why;
}

/** A busy relay is asked again for as long as it takes: nobody waits for a file of ours but its progress. */
async function patiently<T>(
  { env, stopped }: Pick<Bringing, 'env' | 'stopped'>,
  ask: () => Promise<Outcome<T, 'offline' | BlobRefusal>>,
): Promise<Outcome<T, NotBrought>> {
  for (;;) {
    if (stopped()) return refuse('stopped');
    const answer = await ask();
    if (stopped()) return refuse('stopped');
    if (answer.ok) return ok(answer.value);
    if (answer.refusal !== 'busy') return refuse(meaning[answer.refusal]);
    await new Promise<void>((resolve) => {
      env.later(BLOB_REST_MS, resolve);
    });
  }
}

const meaning = {
  offline: 'offline',
  absent: 'gone',
  'share-full': 'no-room',
  'team-full': 'no-room',
  full: 'no-room',
} as const satisfies Record<Exclude<'offline' | BlobRefusal, 'busy'>, NotBrought>;
