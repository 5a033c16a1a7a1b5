/**
 * Vault, attachments: a file on its way to the relay, as it survives lock and crash. It lies in its conversation's
 * bucket, so it goes with it; no colleague and no backup gets it.
 */
import * as v from 'valibot';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { BlobReference } from '../../../../protocol/crypto/blob.ts';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import {
  BlobId,
  OwnCapability,
  ReadCapability,
  type BucketId,
  type RowId,
} from '../../../../protocol/ids.ts';
import { filePreparations, type AttachmentContent } from '../../../../protocol/talk/content.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { HEX32, keptFile } from './kept-file.ts';

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );

/** Under what it goes to the relay: these names and this key seal one file. */
const blob = v.object({
  id: id(BlobId),
  own: id(OwnCapability),
  read: id(ReadCapability),
  key: HEX32,
});

const schema = v.object({
  /** As it lies sealed beside the journal. */
  file: keptFile,
  blob,
  /** What the message will say of the whole. */
  hash: HEX32,
  name: v.string(),
  media: v.string(),
  prepared: v.picklist(filePreparations),
});

export type OutgoingRow = v.InferOutput<typeof schema>;

export const newBlob = (random: Random): OutgoingRow['blob'] => ({
  id: BlobId.random(),
  own: OwnCapability.random(),
  read: ReadCapability.random(),
  key: bytesToHex(random(KEY_BYTES)),
});

/** What the message will say. The own capability stays here. */
export const referenceOf = ({
  blob: { id: name, read, key },
  file,
  hash,
}: OutgoingRow): BlobReference => ({
  id: name,
  read,
  key: hexToBytes(key),
  bytes: file.bytes,
  hash: hexToBytes(hash),
});

export const contentOf = (row: OutgoingRow): AttachmentContent => ({
  type: 'attachment',
  file: referenceOf(row),
  name: row.name,
  media: row.media,
  prepared: row.prepared,
});

interface Parts {
  readonly store: Pick<VaultStore, 'get' | 'has'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/** One in each conversation. */
export const outgoingId = ({ nameKey }: Pick<Parts, 'nameKey'>, bucket: BucketId): RowId =>
  rowIdOf(nameKey(bucket), 'setting', 'outgoing file');

/** Null: none is on its way there. */
export async function outgoingIn(parts: Parts, bucket: BucketId): Promise<OutgoingRow | null> {
  const row = outgoingId(parts, bucket);
  if (!parts.store.has(row)) return null;
  const value = await parts.store.get('setting', row);
  return value === null ? null : v.parse(schema, value);
}

/** The write of it; null takes it out. */
export const outgoingChange = (
  parts: Pick<Parts, 'nameKey'>,
  bucket: BucketId,
  value: OutgoingRow | null,
): Change => ({ bucket, table: 'setting', id: outgoingId(parts, bucket), seq: 0, value });
