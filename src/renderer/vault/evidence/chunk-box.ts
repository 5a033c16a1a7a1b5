/**
 * Vault, evidence: one chunk of a file, sealed so that it opens in its own place only.
 *
 * Chunk i = nonce 24 ‖ secretbox under HKDF(file key, "sc1/file" ‖ u32 i ‖ u8 last): chunks cannot be
 * swapped, left out or repeated, and a file cut short does not end with a last chunk.
 */
import sodium from 'libsodium-wrappers-sumo';
import { concatBytes } from '@noble/hashes/utils.js';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { Writer } from '../../../../protocol/wire/bytes.ts';
import { labels } from '../store/labels.ts';

/** Which chunk of its file. */
export interface Place {
  readonly index: number;
  readonly last: boolean;
}

/** libsodium's part in it: three times as fast as the same box without WebAssembly. */
export type BoxSodium = Pick<
  typeof sodium,
  | 'crypto_secretbox_easy'
  | 'crypto_secretbox_open_easy'
  | 'crypto_secretbox_NONCEBYTES'
  | 'crypto_secretbox_MACBYTES'
>;

/** Waits for the WebAssembly; nothing loads it at import. */
export async function loadBox(): Promise<BoxSodium> {
  await sodium.ready;
  return sodium;
}

export function sealChunk(
  lib: BoxSodium,
  key: Uint8Array,
  {
    place,
    bytes,
    random,
  }: { readonly place: Place; readonly bytes: Uint8Array; readonly random: Random },
): Uint8Array {
  const nonce = random(lib.crypto_secretbox_NONCEBYTES);
  const own = chunkKey(key, place);
  const sealed = concatBytes(nonce, lib.crypto_secretbox_easy(bytes, nonce, own));
  own.fill(0);
  return sealed;
}

/** The chunk's bytes, or null when these are not this chunk of this file. */
export function openChunk(
  lib: BoxSodium,
  key: Uint8Array,
  { place, sealed }: { readonly place: Place; readonly sealed: Uint8Array },
): Uint8Array | null {
  const nonce = lib.crypto_secretbox_NONCEBYTES;
  if (sealed.length <= nonce + lib.crypto_secretbox_MACBYTES) return null;
  const own = chunkKey(key, place);
  try {
    return lib.crypto_secretbox_open_easy(sealed.subarray(nonce), sealed.subarray(0, nonce), own);
  } catch {
    return null;
  } finally {
    own.fill(0);
  }
}

const chunkKey = (key: Uint8Array, { index, last }: Place): Uint8Array =>
  hkdf(key, NO_SALT, concatBytes(labels.file, new Writer().u32(index).u8(Number(last)).done()));
