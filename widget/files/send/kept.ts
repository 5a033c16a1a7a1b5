import { BlobId, OwnCapability, ReadCapability } from '../../../protocol/ids.ts';
import { fromHex, toHex } from '../../app/hex.ts';
import type { OwnBlob } from './upload.ts';

/**
 * What lies in sessionStorage while a file is on its way, beside the return code: enough to go on after a reload
 * when the same file is picked again, and to take the blob back. Neither name nor content.
 */
export interface KeptUpload {
  readonly v: 1;
  readonly id: string;
  readonly own: string;
  readonly read: string;
  readonly key: string;
  readonly bytes: number;
  /** SHA-256 of the file as it was picked. */
  readonly original: string;
  /** Hash of what is sent, as the message says it: another one must not go under the same name. */
  readonly hash: string;
}

export const keep = (
  blob: OwnBlob,
  of: { readonly original: string; readonly hash: Uint8Array },
): KeptUpload => ({
  v: 1,
  id: blob.id,
  own: blob.own,
  read: blob.read,
  key: toHex(blob.key),
  bytes: blob.bytes,
  original: of.original,
  hash: toHex(of.hash),
});

/** The blob as it was. Our own words from our own origin, yet a hand may have been at them: null for what is none. */
export function keptBlob(kept: KeptUpload): OwnBlob | null {
  const key = fromHex(kept.key);
  try {
    return {
      id: BlobId(kept.id),
      own: OwnCapability(kept.own),
      read: ReadCapability(kept.read),
      key,
      bytes: kept.bytes,
    };
  } catch {
    return null;
  }
}
