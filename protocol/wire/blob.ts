import { sha256 } from '@noble/hashes/sha2.js';
import type { BlobId, OwnCapability, ReadCapability } from '../ids.ts';
import { BLOB_CHUNK_BYTES } from '../limits.ts';
import { Writer } from './bytes.ts';
import { BOX_OVERHEAD } from './sealed.ts';

export const CHUNK_NONCE_BYTES = 24;
/** Every chunk on the wire and on the relay's disk is exactly this long. */
export const SEALED_CHUNK_BYTES = CHUNK_NONCE_BYTES + BOX_OVERHEAD + BLOB_CHUNK_BYTES;
export const CAPABILITY_HASH_BYTES = 32;

/** What the relay keeps of a read capability, and all that an uploader tells it (PROTOCOL §3). */
export const readHashOf = (blob: BlobId, read: ReadCapability): Uint8Array =>
  sha256(new Writer().shortText('sc1/blob-read').id(blob).id(read).done());

/** What the relay keeps of an own capability. */
export const ownHashOf = (blob: BlobId, own: OwnCapability): Uint8Array =>
  sha256(new Writer().shortText('sc1/blob-own').id(blob).id(own).done());
