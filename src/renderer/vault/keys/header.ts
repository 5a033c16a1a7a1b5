/**
 * Vault, keys: the header file, format 2 (ADR 0014). It names the files that count and holds the
 * master key for each secret that opens it. Replacing it is the vault's only commit point.
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import nacl from 'tweetnacl';
import { hkdf, hmac, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import { MAX_HEADER_BYTES } from '../limits.ts';
import { labels } from '../store/labels.ts';
import { openSlot, readSlots, writeSlot, type Slot } from './slots.ts';

const FAMILY = utf8ToBytes('BVH');
const VERSION = 0x32;
const KEY_BYTES = 32;
const NONCE = nacl.secretbox.nonceLength;
const WRAPPED_BYTES = NONCE + KEY_BYTES + nacl.secretbox.overheadLength;
const MAC_BYTES = 32;
const SUM_BYTES = 8;

/** What the header says in clear; believed only once a slot has opened and the MAC is right. */
export interface HeaderState {
  /** The team was made here and its first document may not be in force yet. */
  readonly founding: boolean;
  /** The journal generation that counts. */
  readonly generation: number;
  /** The keyring file that counts. */
  readonly keyring: number;
  /** The IndexedDB database is `vault-<copy>`. */
  readonly copy: number;
  /** When the master key was made, ms. */
  readonly masterSince: number;
  readonly slots: readonly Slot[];
}

/** The two keys behind every slot. */
export interface HeaderKeys {
  readonly master: Uint8Array;
  readonly keyring: Uint8Array;
}

/** A header that was read and not opened yet. */
export interface ReadHeader {
  readonly state: HeaderState;
  readonly wrapped: Uint8Array;
  readonly authenticated: Uint8Array;
  readonly mac: Uint8Array;
}

/**
 * `damaged-header`: its own checksum or shape is wrong. `weakened`: it asks for less work than the
 * compiled floor. `newer-version`: whole, and of a format to come. `older-version`: whole, format 1.
 */
export type HeaderRefusal = 'damaged-header' | 'weakened' | 'newer-version' | 'older-version';

export const newHeaderKeys = (random: Random = platformRandom): HeaderKeys => ({
  master: random(KEY_BYTES),
  keyring: random(KEY_BYTES),
});

/**
 * The whole file: needs no secret but the master key, because a slot is bound to nothing outside
 * itself. The checksum is only there so that a damaged file is not called a wrong passphrase.
 */
export function writeHeader(
  state: HeaderState,
  keys: HeaderKeys,
  random: Random = platformRandom,
): Uint8Array {
  const w = new Writer()
    .raw(FAMILY)
    .u8(VERSION)
    .u8(state.founding ? 1 : 0);
  w.u64(state.generation).u64(state.keyring).u64(state.copy).u64(state.masterSince);
  w.u8(state.slots.length);
  for (const slot of state.slots) writeSlot(w, slot);
  const nonce = random(NONCE);
  const wrapKey = wrapKeyOf(keys.master);
  const authenticated = w
    .raw(nonce)
    .raw(nacl.secretbox(keys.keyring, nonce, wrapKey))
    .done();
  wrapKey.fill(0);
  const whole = concatBytes(authenticated, macOf(keys.master, authenticated));
  const bytes = concatBytes(whole, sumOf(whole));
  // What we could not read back must never replace what we can.
  if (typeof readHeader(bytes) === 'string') throw new RangeError('not a header');
  return bytes;
}

/** Reads what is in clear. Every format there is or will be ends with the checksum of all before it. */
export function readHeader(bytes: Uint8Array): ReadHeader | HeaderRefusal {
  const whole = summed(bytes);
  if (whole === null) return 'damaged-header';
  const version = whole[FAMILY.length] ?? 0;
  if (version !== VERSION) return version > VERSION ? 'newer-version' : 'older-version';
  try {
    return parse(whole);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return error.code === 'not-allowed' ? 'weakened' : 'damaged-header';
  }
}

/** Everything before the checksum, where that is right and the family is ours. */
function summed(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length > MAX_HEADER_BYTES || bytes.length <= FAMILY.length + SUM_BYTES) return null;
  const whole = bytes.subarray(0, bytes.length - SUM_BYTES);
  const isOurs = equalBytes(bytes.subarray(0, FAMILY.length), FAMILY);
  return isOurs && equalBytes(bytes.subarray(whole.length), sumOf(whole)) ? whole : null;
}

/**
 * Opens the header by one of its slots. `wrong`: the slot does not open. `damaged-header`: it opens,
 * and something around it was changed. The keys are the caller's to wipe.
 */
export function openHeader(
  { wrapped, authenticated, mac }: ReadHeader,
  slot: Slot,
  key: Uint8Array,
): HeaderKeys | 'wrong' | 'damaged-header' {
  const master = openSlot(slot, key);
  if (master === null) return 'wrong';
  const wrapKey = wrapKeyOf(master);
  const keyring = nacl.verify(mac, macOf(master, authenticated))
    ? nacl.secretbox.open(wrapped.slice(NONCE), wrapped.slice(0, NONCE), wrapKey)
    : null;
  wrapKey.fill(0);
  if (keyring !== null) return { master, keyring };
  master.fill(0);
  return 'damaged-header';
}

function parse(whole: Uint8Array): ReadHeader {
  const r = new Reader(whole, 'bad-body');
  r.raw(FAMILY.length + 1, 'magic');
  const state: HeaderState = {
    founding: r.flag('founding'),
    generation: r.u64('generation'),
    keyring: r.u64('keyring'),
    copy: r.u64('copy'),
    masterSince: r.u64('master since'),
    slots: readSlots(r),
  };
  const wrapped = r.raw(WRAPPED_BYTES, 'wrapped');
  const mac = r.raw(MAC_BYTES, 'mac');
  r.end();
  return { state, wrapped, mac, authenticated: whole.slice(0, whole.length - MAC_BYTES) };
}

const wrapKeyOf = (master: Uint8Array): Uint8Array => hkdf(master, NO_SALT, labels.wrapKeyring);

function macOf(master: Uint8Array, authenticated: Uint8Array): Uint8Array {
  const key = hkdf(master, NO_SALT, labels.header);
  const mac = hmac(key, authenticated).slice(0, MAC_BYTES);
  key.fill(0);
  return mac;
}

const sumOf = (bytes: Uint8Array): Uint8Array => sha512(bytes).slice(0, SUM_BYTES);
