/** Vault, keys: from a passphrase to a key. Slow on purpose, and never weaker than the compiled floor. */
import sodium from 'libsodium-wrappers-sumo';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ARGON_CALIBRATED_MAX, ARGON_CEILING, ARGON_FLOOR, ARGON_TARGET_MS } from '../limits.ts';

export const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** Argon2id's work. `memory` is in bytes. They stand in the header and are authenticated there. */
export interface Work {
  readonly memory: number;
  readonly passes: number;
}

/** libsodium, loaded. Everything below needs it, and nothing loads it at import. */
export type Sodium = Pick<
  typeof sodium,
  'crypto_pwhash' | 'crypto_pwhash_ALG_ARGON2ID13' | 'crypto_hash_sha512'
> & { readonly libsodium?: Raw };

/** The module under the wrappers, which their types leave out. */
interface Raw {
  readonly _malloc: (bytes: number) => number;
  readonly _free: (place: number) => void;
}

/** Waits for the WebAssembly. Rejects where the Worker's policy forbids it. */
export async function loadSodium(): Promise<Sodium> {
  await sodium.ready;
  return sodium;
}

/**
 * The key of a passphrase: Argon2id over its NFKC form, so that the same words typed on another
 * keyboard make the same key. Throws `RangeError` for work outside floor and ceiling.
 */
export function passphraseKey(
  lib: Sodium,
  passphrase: string,
  { salt, work }: { readonly salt: Uint8Array; readonly work: Work },
): Uint8Array {
  if (!isAcceptable(work)) throw new RangeError('Argon2id work outside its bounds');
  const bytes = utf8ToBytes(passphrase.normalize('NFKC'));
  const { passes, memory } = work;
  const algorithm = lib.crypto_pwhash_ALG_ARGON2ID13;
  const key = lib.crypto_pwhash(KEY_BYTES, bytes, salt, passes, memory, algorithm);
  bytes.fill(0);
  return key;
}

/**
 * Has WebAssembly's memory grow to what this work takes, without doing it. It never shrinks, and growing
 * while somebody waits costs two collections of garbage right after it (ADR 0018).
 */
export function makeRoom({ libsodium }: Sodium, { memory }: Work): void {
  if (libsodium === undefined) return;
  const { _malloc: take, _free: release } = libsodium;
  const place = take(memory + BESIDE_BYTES);
  if (place !== 0) release(place);
}

/** What Argon2id takes beside its blocks, and then some. */
const BESIDE_BYTES = 2 * 1024 * 1024;

/** Less work than the compiled floor: someone weakened the header. */
export const isBelowFloor = ({ memory, passes }: Work): boolean =>
  memory < ARGON_FLOOR.memory || passes < ARGON_FLOOR.passes;

/** Below the floor someone weakened the header; above the ceiling it could only stop the app. */
export const isAcceptable = (work: Work): boolean =>
  !isBelowFloor(work) && work.memory <= ARGON_CEILING.memory && work.passes <= ARGON_CEILING.passes;

/** As much memory as this machine fills in about a second, given what one try at the floor took. */
export function workFor(floorMs: number): Work {
  let { memory } = ARGON_FLOOR;
  let expected = floorMs;
  while (memory * 2 <= ARGON_CALIBRATED_MAX && expected * 2 <= ARGON_TARGET_MS) {
    memory *= 2;
    expected *= 2;
  }
  return { memory, passes: ARGON_FLOOR.passes };
}
