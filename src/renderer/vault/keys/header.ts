/** Vault, keys: the header file. It says how hard the passphrase is to try, and holds what only it opens. */
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
import { isAcceptable, SALT_BYTES, type Work } from './passphrase.ts';

const MAGIC = utf8ToBytes('BVH1');
const KEY_BYTES = 32;
const NONCE = nacl.secretbox.nonceLength;
const BOXED_KEY = KEY_BYTES + nacl.secretbox.overheadLength;
const MAC_BYTES = 32;
const SUM_BYTES = 8;
/** One kind so far. 2 is reserved for the recovery code, 3 for the passphrase with a keychain secret. */
const PASSPHRASE_SLOT = 1;

/** `founding`: the team was made here and its first document may not be in force yet. */
export interface HeaderState {
  readonly work: Work;
  readonly salt: Uint8Array;
  readonly founding: boolean;
}

interface Header extends HeaderState {
  readonly slot: { readonly nonce: Uint8Array; readonly box: Uint8Array };
  readonly wrapped: { readonly nonce: Uint8Array; readonly box: Uint8Array };
  readonly authenticated: Uint8Array;
  readonly mac: Uint8Array;
}

/** The two keys behind a passphrase. */
export interface HeaderKeys {
  readonly master: Uint8Array;
  readonly keyring: Uint8Array;
}

export const newHeaderKeys = (random: Random = platformRandom): HeaderKeys => ({
  master: random(KEY_BYTES),
  keyring: random(KEY_BYTES),
});

/**
 * Magic 4 ‖ u8 founding ‖ u32 KiB ‖ u32 passes ‖ salt 16 ‖ u8 slot kind ‖ slot ‖ wrapped keyring key
 * ‖ HMAC 32 ‖ checksum 8. The HMAC is the master key's over everything before it; the checksum is
 * only there so that a damaged file is not called a wrong passphrase.
 */
export function writeHeader(
  state: HeaderState,
  keys: HeaderKeys & { readonly kek: Uint8Array },
  random: Random = platformRandom,
): Uint8Array {
  if (!isAcceptable(state.work)) throw new RangeError('Argon2id work outside its bounds');
  const start = startOf(state);
  const authenticated = new Writer()
    .raw(start)
    .u8(PASSPHRASE_SLOT)
    .raw(boxed(keys.master, slotKey(keys.kek, start), random))
    .raw(boxed(keys.keyring, wrapKey(keys.master), random))
    .done();
  const mac = macOf(keys.master, authenticated);
  return concatBytes(authenticated, mac, sumOf(concatBytes(authenticated, mac)));
}

/** What is in clear: for the screen to know whether to ask for a passphrase. Null when damaged or weakened. */
export function readHeaderState(bytes: Uint8Array): HeaderState | null {
  const header = parse(bytes);
  return header === null
    ? null
    : { work: header.work, salt: header.salt, founding: header.founding };
}

/**
 * Opens the header with the key of a passphrase. `wrong`: the slot does not open. `damaged`: it
 * opens, and something around it was changed.
 */
export function openHeader(bytes: Uint8Array, kek: Uint8Array): HeaderKeys | 'wrong' | 'damaged' {
  const header = parse(bytes);
  if (header === null) return 'damaged';
  const { slot, wrapped } = header;
  const master = nacl.secretbox.open(slot.box, slot.nonce, slotKey(kek, startOf(header)));
  if (master === null) return 'wrong';
  if (!nacl.verify(header.mac, macOf(master, header.authenticated))) return 'damaged';
  const keyring = nacl.secretbox.open(wrapped.box, wrapped.nonce, wrapKey(master));
  return keyring === null ? 'damaged' : { master, keyring };
}

function parse(bytes: Uint8Array): Header | null {
  try {
    return parseOrThrow(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

function parseOrThrow(bytes: Uint8Array): Header {
  if (bytes.length > MAX_HEADER_BYTES) throw new ProtocolError('too-large', 'header');
  const r = new Reader(bytes, 'bad-body');
  if (!equalBytes(r.raw(MAGIC.length, 'magic'), MAGIC)) throw new ProtocolError('wrong-version');
  const founding = r.flag('founding');
  const work = { memory: r.u32('memory') * KIB, passes: r.u32('passes') };
  const salt = r.raw(SALT_BYTES, 'salt');
  if (r.u8('slot') !== PASSPHRASE_SLOT) throw new ProtocolError('wrong-version', 'slot');
  const slot = { nonce: r.raw(NONCE, 'nonce'), box: r.raw(BOXED_KEY, 'slot') };
  const wrapped = { nonce: r.raw(NONCE, 'nonce'), box: r.raw(BOXED_KEY, 'wrapped') };
  const mac = r.raw(MAC_BYTES, 'mac');
  const sum = r.raw(SUM_BYTES, 'sum');
  r.end();
  const summed = bytes.subarray(0, bytes.length - SUM_BYTES);
  if (!equalBytes(sum, sumOf(summed))) throw new ProtocolError('bad-body', 'sum');
  if (!isAcceptable(work)) throw new ProtocolError('not-allowed', 'work');
  const authenticated = bytes.slice(0, bytes.length - SUM_BYTES - MAC_BYTES);
  return { founding, work, salt, slot, wrapped, authenticated, mac };
}

const KIB = 1024;

const startOf = ({ founding, work, salt }: HeaderState): Uint8Array =>
  new Writer()
    .raw(MAGIC)
    .u8(founding ? 1 : 0)
    .u32(work.memory / KIB)
    .u32(work.passes)
    .exact(salt, SALT_BYTES)
    .done();

/** Bound to everything in clear, so a slot moved under other parameters does not open. */
const slotKey = (kek: Uint8Array, start: Uint8Array): Uint8Array =>
  hkdf(kek, start, concatBytes(labels.slot, Uint8Array.of(PASSPHRASE_SLOT)));

const wrapKey = (master: Uint8Array): Uint8Array => hkdf(master, NO_SALT, labels.wrapKeyring);

const macOf = (master: Uint8Array, authenticated: Uint8Array): Uint8Array =>
  hmac(hkdf(master, NO_SALT, labels.header), authenticated).slice(0, MAC_BYTES);

const sumOf = (bytes: Uint8Array): Uint8Array => sha512(bytes).slice(0, SUM_BYTES);

function boxed(secret: Uint8Array, key: Uint8Array, random: Random): Uint8Array {
  const nonce = random(NONCE);
  return concatBytes(nonce, nacl.secretbox(secret, nonce, key));
}
