/**
 * Vault, keys: header and keyring of format 1, read only and frozen, so that every vault there ever
 * was can be migrated (ADR 0014). Nothing here may be changed; nothing writes it any more.
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import nacl from 'tweetnacl';
import * as v from 'valibot';
import { hkdf, hmac, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { BucketId } from '../../../../protocol/ids.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import type { Head } from '../store/entry.ts';
import type { HeaderKeys } from './header.ts';
import type { BucketKeys, Keyring, KeyringCore } from './keyring.ts';
import { isAcceptable, isBelowFloor, type Work } from './passphrase.ts';

const KIB = 1024;
const KEY = 32;
const SALT = 16;
const NONCE = 24;
const BOXED = 24 + KEY + 16;
const CHAIN = 32;
const CODE = 16;
const MAC = 32;
const SUM = 8;
const MAX_KEYRING = 16 * KIB * KIB;
const MAX_DOCUMENT = 64 * KIB;
const MAX_SETTINGS = KIB * KIB;
const MAX_PREKEYS = 256;
const MARK = 0x80;
const magic = utf8ToBytes('BVH1');
const slotLabel = utf8ToBytes('sc1/slot');
const headerLabel = utf8ToBytes('sc1/vault-header');
const wrapLabel = utf8ToBytes('sc1/wrap-keyring');
const keyringLabel = utf8ToBytes('sc1/keyring');

export interface V1Header {
  readonly founding: boolean;
  readonly work: Work;
  readonly salt: Uint8Array;
  /** Everything in clear before the slot; the slot's key is bound to it. */
  readonly start: Uint8Array;
  readonly slot: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly authenticated: Uint8Array;
  readonly mac: Uint8Array;
}

/** What format 1's keyring held: one key per bucket, which sealed its rows and named them too. */
export interface V1Keyring extends Omit<
  KeyringCore,
  'number' | 'generation' | 'generationSince' | 'published' | 'tombstoneKey' | 'end' | 'rootSeed'
> {
  readonly rootSeed: Uint8Array;
  readonly head: Head;
  /** Journal entries before the first of this vault's own. */
  readonly skip: number;
  readonly buckets: ReadonlyMap<BucketId, Uint8Array>;
}

/** The header in clear. `weakened`: asks for less work than the compiled floor. */
export function readV1Header(bytes: Uint8Array): V1Header | 'damaged-header' | 'weakened' {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) {
      return error.code === 'not-allowed' ? 'weakened' : 'damaged-header';
    }
    throw error;
  }
}

/** Opens both files with the key of a passphrase. What it returns is the caller's to wipe. */
export function openV1(
  files: { readonly header: V1Header; readonly keyring: Uint8Array },
  kek: Uint8Array,
):
  | { readonly keys: HeaderKeys; readonly keyring: V1Keyring }
  | 'wrong-passphrase'
  | 'damaged-header'
  | 'damaged-keyring' {
  const { start, slot, wrapped, mac, authenticated } = files.header;
  const master = unboxed(slot, hkdf(kek, start, concatBytes(slotLabel, Uint8Array.of(1))));
  if (master === null) return 'wrong-passphrase';
  const expected = hmac(hkdf(master, NO_SALT, headerLabel), authenticated).slice(0, MAC);
  if (!nacl.verify(mac, expected)) return 'damaged-header';
  const keyringKey = unboxed(wrapped, hkdf(master, NO_SALT, wrapLabel));
  if (keyringKey === null) return 'damaged-header';
  const keyring = openV1Keyring(files.keyring, keyringKey);
  return keyring === null ? 'damaged-keyring' : { keys: { master, keyring: keyringKey }, keyring };
}

/** Null when these bytes are not this vault's keyring. */
function openV1Keyring(sealed: Uint8Array, keyringKey: Uint8Array): V1Keyring | null {
  if (sealed.length <= NONCE || sealed.length > MAX_KEYRING) return null;
  const plain = unboxed(sealed, hkdf(keyringKey, NO_SALT, keyringLabel));
  if (plain === null) return null;
  try {
    return readKeyring(plain.slice(0, plain.lastIndexOf(MARK)));
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof v.ValiError) return null;
    throw error;
  } finally {
    plain.fill(0);
  }
}

/**
 * The same keyring in format 2, for a first journal generation that is still empty: each old key
 * names the rows and seals them, so that every row keeps its name.
 */
export function fromV1(
  old: V1Keyring,
  at: {
    readonly number: number;
    readonly generation: number;
    readonly now: number;
    readonly random: Random;
  },
): Keyring {
  const buckets = new Map<BucketId, BucketKeys>();
  for (const [bucket, key] of old.buckets) buckets.set(bucket, { data: key, name: key.slice() });
  return {
    counter: old.counter,
    published: old.counter,
    number: at.number,
    generation: at.generation,
    generationSince: at.now,
    epochKey: old.epochKey,
    tombstoneKey: at.random(KEY),
    head: { count: 0, chain: new Uint8Array(CHAIN) },
    end: 0,
    rootSeed: old.rootSeed,
    rootIndex: old.rootIndex,
    rootCode: old.rootCode,
    device: old.device,
    prekeys: old.prekeys,
    document: old.document,
    settings: old.settings,
    buckets,
  };
}

function parse(bytes: Uint8Array): V1Header {
  if (bytes.length > 4 * KIB) throw new ProtocolError('too-large', 'header');
  const r = new Reader(bytes, 'bad-body');
  if (!equalBytes(r.raw(magic.length, 'magic'), magic)) throw new ProtocolError('wrong-version');
  const founding = r.flag('founding');
  const work = { memory: r.u32('memory') * KIB, passes: r.u32('passes') };
  const salt = r.raw(SALT, 'salt');
  if (r.u8('slot') !== 1) throw new ProtocolError('wrong-version', 'slot');
  const slot = r.raw(BOXED, 'slot');
  const wrapped = r.raw(BOXED, 'wrapped');
  const mac = r.raw(MAC, 'mac');
  const sum = r.raw(SUM, 'sum');
  r.end();
  const summed = bytes.subarray(0, bytes.length - SUM);
  if (!equalBytes(sum, sha512(summed).slice(0, SUM))) throw new ProtocolError('bad-body', 'sum');
  if (isBelowFloor(work)) throw new ProtocolError('not-allowed', 'work');
  if (!isAcceptable(work)) throw new ProtocolError('bad-body', 'work');
  const authenticated = bytes.slice(0, bytes.length - SUM - MAC);
  return {
    founding,
    work,
    salt,
    start: startOf(founding, work, salt),
    slot,
    wrapped,
    mac,
    authenticated,
  };
}

const startOf = (founding: boolean, work: Work, salt: Uint8Array): Uint8Array =>
  new Writer()
    .raw(magic)
    .u8(founding ? 1 : 0)
    .u32(work.memory / KIB)
    .u32(work.passes)
    .raw(salt)
    .done();

const unboxed = (sealed: Uint8Array, key: Uint8Array): Uint8Array | null =>
  nacl.secretbox.open(sealed.subarray(NONCE), sealed.slice(0, NONCE), key);

function readKeyring(bytes: Uint8Array): V1Keyring {
  const r = new Reader(bytes, 'bad-body');
  if (r.u8('version') !== 1) throw new ProtocolError('wrong-version', 'keyring');
  const keyring: V1Keyring = {
    counter: r.u64('counter'),
    epochKey: r.raw(KEY, 'epoch'),
    head: { count: r.u64('count'), chain: r.raw(CHAIN, 'chain') },
    skip: r.u64('skip'),
    rootSeed: r.raw(KEY, 'root'),
    rootIndex: r.u32('root index'),
    rootCode: r.flag('root code') ? r.raw(CODE, 'root code') : null,
    device: {
      loginSeed: r.raw(KEY, 'login'),
      signSeed: r.raw(KEY, 'sign'),
      ikSecret: r.raw(KEY, 'ik'),
    },
    prekeys: Array.from({ length: upTo(r.u16('prekeys'), MAX_PREKEYS) }, () => ({
      secret: r.raw(KEY, 'prekey'),
      issued: r.u64('issued'),
      expires: r.u64('expires'),
      superseded: r.u64('superseded'),
    })),
    buckets: readBuckets(r),
    document: r.long('document', MAX_DOCUMENT),
    settings: v.parse(settings, json(r.long('settings', MAX_SETTINGS))),
  };
  r.end();
  return keyring;
}

function readBuckets(r: Reader): ReadonlyMap<BucketId, Uint8Array> {
  const buckets = new Map<BucketId, Uint8Array>();
  for (let left = upTo(r.u32('buckets'), MAX_KEYRING / (KEY + 16)); left > 0; left -= 1) {
    buckets.set(r.id(BucketId, 'bucket'), r.raw(KEY, 'data key'));
  }
  return buckets;
}

const settings = v.object({
  relay: v.string(),
  teamName: v.string(),
  alias: v.string(),
  language: v.picklist(['de', 'en', 'nl']),
  devices: v.array(v.object({ id: v.string(), ik: v.string(), roles: v.array(v.string()) })),
});

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ProtocolError('bad-body', 'settings');
  }
}

function upTo(count: number, max: number): number {
  if (count > max) throw new ProtocolError('too-large', 'count');
  return count;
}
