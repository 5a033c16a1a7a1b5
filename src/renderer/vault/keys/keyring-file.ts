/**
 * Vault, keys: the keyring file, format 2 (ADR 0014).
 *
 * Two boxes: the core is small and written often; the buckets' keys are large and written seldom. The
 * core holds the hash of the other, so neither can be exchanged alone.
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import nacl from 'tweetnacl';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import { MAX_KEYRING_BYTES, ROW_PAD } from '../limits.ts';
import type { Box } from '../store/box.ts';
import { labels } from '../store/labels.ts';
import { BOX_HASH_BYTES, readBuckets, readCore, writeBuckets, writeCore } from './keyring-plain.ts';
import { wipeCore, type BucketRing, type KeyringCore } from './keyring.ts';

/** A keyring whose second box is still closed. */
export interface OpenedCore {
  readonly core: KeyringCore;
  /** The second box as it lies in the file; its hash is right. */
  readonly box: Uint8Array;
}

const FAMILY = utf8ToBytes('BVK2');
const VERSION = 2;
const NONCE = nacl.secretbox.nonceLength;
const MARK = 0x80;

/** Slower than WebAssembly, and there at once. */
const inScript: Box['open'] = (sealed, nonce, key) => nacl.secretbox.open(sealed, nonce, key);
const SUM_BYTES = 8;

/** nonce 24 ‖ secretbox: the second box, to be kept for as long as no bucket changes. */
export function sealBuckets(
  buckets: BucketRing,
  keyringKey: Uint8Array,
  random: Random = platformRandom,
): Uint8Array {
  const plain = writeBuckets(buckets);
  const key = boxKeyOf(keyringKey, labels.bucketRing, NO_SALT);
  const sealed = sealedBox(plain, key, random);
  key.fill(0);
  return sealed;
}

/**
 * 'BVK2' ‖ u64 number ‖ u64 generation ‖ checksum 8 ‖ u32 length ‖ core box ‖ buckets' box.
 *
 * Number and generation are in clear so that an older file can be told from a damaged one; the core's
 * key is bound to them. The plain bytes are wiped before this returns.
 */
export function sealKeyring(
  core: KeyringCore,
  { box, keyringKey }: { readonly box: Uint8Array; readonly keyringKey: Uint8Array },
  random: Random = platformRandom,
): Uint8Array {
  const start = startOf(core);
  const plain = writeCore(core, hashOf(box));
  const key = boxKeyOf(keyringKey, labels.keyring, start);
  const sealed = sealedBox(plain, key, random);
  key.fill(0);
  const bytes = new Writer().raw(start).raw(sumOf(start)).long(sealed).raw(box).done();
  if (bytes.length > MAX_KEYRING_BYTES) throw new RangeError('keyring too large');
  return bytes;
}

/**
 * Opens the core. `rolled-back`: a whole file of an earlier number or generation than `expected`;
 * `damaged-keyring`: everything else that is not this vault's keyring.
 */
export function openCore(
  bytes: Uint8Array,
  expected: {
    readonly number: number;
    readonly generation: number;
    /** {@link boxHashIn}, where somebody has worked it out already. */
    readonly boxHash?: Uint8Array | null;
  },
  keyringKey: Uint8Array,
): OpenedCore | 'damaged-keyring' | 'rolled-back' {
  try {
    const { start, sealed, box } = outerOf(bytes);
    const { number, generation } = placeOf(start);
    if (number < expected.number || generation < expected.generation) return 'rolled-back';
    if (number !== expected.number || generation !== expected.generation) return 'damaged-keyring';
    const key = boxKeyOf(keyringKey, labels.keyring, start);
    const plain = openedBox(sealed, key);
    key.fill(0);
    const { core, boxHash } = readAndWipe(plain, readCore);
    if (equalBytes(boxHash, expected.boxHash ?? hashOf(box)))
      return { core: { ...core, number, generation }, box };
    wipeCore({ ...core, number, generation });
    return 'damaged-keyring';
  } catch (error) {
    if (error instanceof ProtocolError) return 'damaged-keyring';
    throw error;
  }
}

/** The hash of the sealed second box: needs no key, and takes longest of all. Null: no keyring. */
export function boxHashIn(bytes: Uint8Array): Uint8Array | null {
  try {
    return hashOf(outerOf(bytes).box);
  } catch {
    return null;
  }
}

/** Opens the second box, by a faster `open` where it is large. Null: damaged. */
export function openBuckets(
  box: Uint8Array,
  keyringKey: Uint8Array,
  open: Box['open'] = inScript,
): BucketRing | null {
  const key = boxKeyOf(keyringKey, labels.bucketRing, NO_SALT);
  try {
    return readAndWipe(openedBox(box, key, open), readBuckets);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  } finally {
    key.fill(0);
  }
}

const startOf = ({ number, generation }: KeyringCore): Uint8Array =>
  new Writer().raw(FAMILY).u64(number).u64(generation).done();

const START_BYTES = 4 + 8 + 8;
const HEAD_BYTES = START_BYTES + SUM_BYTES + 4;

function outerOf(bytes: Uint8Array) {
  if (bytes.length > MAX_KEYRING_BYTES) throw new ProtocolError('too-large', 'keyring');
  const r = new Reader(bytes, 'bad-body');
  const start = r.raw(START_BYTES, 'start');
  if (!equalBytes(r.raw(SUM_BYTES, 'sum'), sumOf(start))) throw new ProtocolError('bad-body');
  const sealed = r.long('core', MAX_KEYRING_BYTES);
  // Megabytes in a large vault, and somebody waits: a window, not a copy.
  return { start, sealed, box: bytes.subarray(HEAD_BYTES + sealed.length) };
}

function placeOf(start: Uint8Array): { readonly number: number; readonly generation: number } {
  const r = new Reader(start, 'bad-body');
  if (!equalBytes(r.raw(FAMILY.length, 'magic'), FAMILY)) throw new ProtocolError('wrong-version');
  return { number: r.u64('number'), generation: r.u64('generation') };
}

function sealedBox(plain: Uint8Array, key: Uint8Array, random: Random): Uint8Array {
  const padded = new Uint8Array(Math.ceil((plain.length + 1) / ROW_PAD) * ROW_PAD);
  padded.set(plain);
  padded[plain.length] = MARK;
  const nonce = random(NONCE);
  const sealed = concatBytes(nonce, nacl.secretbox(padded, nonce, key));
  plain.fill(0);
  padded.fill(0);
  return sealed;
}

/** The padded plain bytes; the caller wipes them. */
function openedBox(sealed: Uint8Array, key: Uint8Array, open: Box['open'] = inScript): Uint8Array {
  if (sealed.length <= NONCE) throw new ProtocolError('bad-body', 'box');
  const plain = open(sealed.subarray(NONCE), sealed.slice(0, NONCE), key);
  if (plain === null) throw new ProtocolError('bad-body', 'box');
  return plain;
}

function readAndWipe<T>(plain: Uint8Array, read: (bytes: Uint8Array) => T): T {
  try {
    return read(plain.subarray(0, plain.lastIndexOf(MARK)));
  } finally {
    plain.fill(0);
  }
}

const boxKeyOf = (keyringKey: Uint8Array, label: Uint8Array, start: Uint8Array): Uint8Array =>
  hkdf(keyringKey, start, concatBytes(label, Uint8Array.of(VERSION)));

const hashOf = (box: Uint8Array): Uint8Array => sha512(box).slice(0, BOX_HASH_BYTES);
const sumOf = (bytes: Uint8Array): Uint8Array => sha512(bytes).slice(0, SUM_BYTES);
