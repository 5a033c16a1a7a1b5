/** Vault, attachments: the sealed chunks of one blob, asked for a few at a time and given in order. */
import { chunkCount, type BlobReference } from '../../../../protocol/crypto/blob.ts';
import { BLOB_WINDOW } from '../../../../protocol/limits.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import { BLOB_PATIENCE_MS, BLOB_REST_MS } from '../limits.ts';

/** Why the bytes do not come. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
  readonly why: 'offline' | 'gone' | 'stopped';

  constructor(why: 'offline' | 'gone' | 'stopped') {
    super(why);
    this.why = why;
  }
}

export interface Fetching {
  readonly carrier: Pick<Carrier, 'fetchChunk'>;
  readonly env: Pick<Env, 'now' | 'later'>;
  readonly stopped: () => boolean;
  readonly progress: (done: number, total: number) => void;
}

/** Throws {@link NotFetched}. A busy relay is asked again for {@link BLOB_PATIENCE_MS}. */
export async function* fetched(
  fetching: Fetching,
  { id, read, bytes }: Pick<BlobReference, 'id' | 'read' | 'bytes'>,
): AsyncGenerator<Uint8Array> {
  const total = chunkCount(bytes);
  const asked: Promise<Uint8Array>[] = [];
  for (let next = 0, given = 0; given < total; given += 1) {
    for (; next < total && asked.length < BLOB_WINDOW; next += 1) {
      const chunk = patiently(fetching, { blob: id, read, index: next });
      // Nobody may come back for it.
      chunk.catch(() => undefined);
      asked.push(chunk);
    }
    const first = asked.shift();
    if (first !== undefined) yield await first;
    fetching.progress(given + 1, total);
  }
}

async function patiently(
  { carrier, env, stopped }: Fetching,
  wanted: Parameters<Carrier['fetchChunk']>[0],
): Promise<Uint8Array> {
  const until = env.now() + BLOB_PATIENCE_MS;
  for (;;) {
    if (stopped()) throw new NotFetched('stopped');
    const chunk = await carrier.fetchChunk(wanted);
    if (stopped()) throw new NotFetched('stopped');
    if (chunk.ok) return chunk.value;
    if (chunk.refusal === 'absent') throw new NotFetched('gone');
    if (chunk.refusal === 'offline' || env.now() >= until) throw new NotFetched('offline');
    await new Promise<void>((resolve) => {
      env.later(BLOB_REST_MS, resolve);
    });
  }
}
