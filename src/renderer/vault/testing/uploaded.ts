/** Vault, testing: a file as a widget uploads it. */
import { sealBlob, type BlobReference } from '../../../../protocol/crypto/blob.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { BlobId, ReadCapability } from '../../../../protocol/ids.ts';
import type { App } from './bench.ts';

/** Its chunks wait at the relay; what the message says of it is answered. */
export async function uploaded(
  { relay }: Pick<App, 'relay'>,
  file: Uint8Array,
): Promise<BlobReference> {
  const key = { id: BlobId.random(), key: platformRandom(32), bytes: file.length };
  const chunks: Uint8Array[] = [];
  const sealing = sealBlob(key, [file]);
  let step = await sealing.next();
  for (; step.done !== true; step = await sealing.next()) chunks.push(step.value.sealed);
  relay.blobs.set(key.id, chunks);
  return { ...key, read: ReadCapability.random(), hash: step.value };
}
