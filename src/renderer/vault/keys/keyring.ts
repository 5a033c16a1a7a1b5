/** Vault, keys: every secret of this device, and the bytes they are kept in. */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import * as v from 'valibot';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { CODE_BYTES } from '../../../../protocol/crypto/crockford.ts';
import type { DeviceSecrets } from '../../../../protocol/crypto/identity.ts';
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import { BucketId } from '../../../../protocol/ids.ts';
import { MAX_DOCUMENT_BYTES } from '../../../../protocol/limits.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import { MAX_KEYRING_BYTES, ROW_PAD } from '../limits.ts';
import { CHAIN_BYTES, type Head } from '../store/entry.ts';
import { labels } from '../store/labels.ts';

/** A private prekey half. `superseded` is when its successor was published, 0 while it is the newest. */
export interface Prekey {
  readonly secret: Uint8Array;
  readonly issued: number;
  readonly expires: number;
  readonly superseded: number;
}

/** What is not secret but must be believed: kept beside the keys, in the same sealed file. */
export interface Settings {
  readonly relay: string;
  readonly teamName: string;
  readonly alias: string;
  readonly language: 'de' | 'en' | 'nl';
  /** Devices of every document seen, hex keys, so that a revoked one is still known. */
  readonly devices: readonly {
    readonly id: string;
    readonly ik: string;
    readonly roles: readonly string[];
  }[];
}

export interface Keyring {
  /** Rises with every write; journal entries name it. */
  readonly counter: number;
  readonly epochKey: Uint8Array;
  readonly head: Head;
  /** Journal entries before the first of this vault's own: left by a founding that was given up. */
  readonly skip: number;
  /** Current T_i seed and its index; a coordinator's vault only. */
  readonly rootSeed: Uint8Array;
  readonly rootIndex: number;
  /** The printed code, only until it is known to have reached the person. */
  readonly rootCode: Uint8Array | null;
  readonly device: DeviceSecrets;
  /** Oldest first; the last is the newest. */
  readonly prekeys: readonly Prekey[];
  /** One random data key per conversation and case, and spare ones. */
  readonly buckets: ReadonlyMap<BucketId, Uint8Array>;
  /** Newest team document accepted. */
  readonly document: Uint8Array;
  readonly settings: Settings;
}

const VERSION = 1;
const NONCE = nacl.secretbox.nonceLength;
const MARK = 0x80;
const MAX_PREKEYS = 256;
const MAX_SETTINGS_BYTES = 1024 * 1024;

/** nonce 24 ‖ secretbox(pad256(keyring)). The plain bytes are wiped before this returns. */
export function sealKeyring(
  keyring: Keyring,
  keyringKey: Uint8Array,
  random: Random = platformRandom,
): Uint8Array {
  const plain = writeKeyring(keyring);
  const padded = new Uint8Array(Math.ceil((plain.length + 1) / ROW_PAD) * ROW_PAD);
  padded.set(plain);
  padded[plain.length] = MARK;
  const nonce = random(NONCE);
  const sealed = concatBytes(nonce, nacl.secretbox(padded, nonce, fileKey(keyringKey)));
  plain.fill(0);
  padded.fill(0);
  return sealed;
}

/** Null when these bytes are not this vault's keyring. */
export function openKeyring(sealed: Uint8Array, keyringKey: Uint8Array): Keyring | null {
  if (sealed.length <= NONCE || sealed.length > MAX_KEYRING_BYTES) return null;
  const nonce = sealed.slice(0, NONCE);
  const plain = nacl.secretbox.open(sealed.subarray(NONCE), nonce, fileKey(keyringKey));
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

/** Overwrites every secret. What was sealed with them stays sealed. */
export function wipeKeyring(keyring: Keyring): void {
  const { device } = keyring;
  for (const secret of [
    keyring.epochKey,
    keyring.rootSeed,
    keyring.rootCode ?? new Uint8Array(0),
    device.loginSeed,
    device.signSeed,
    device.ikSecret,
    ...keyring.prekeys.map((prekey) => prekey.secret),
    ...keyring.buckets.values(),
  ]) {
    secret.fill(0);
  }
}

const fileKey = (keyringKey: Uint8Array): Uint8Array => hkdf(keyringKey, NO_SALT, labels.keyring);

function writeKeyring(k: Keyring): Uint8Array {
  const w = new Writer().u8(VERSION).u64(k.counter).exact(k.epochKey, KEY_BYTES);
  w.u64(k.head.count).exact(k.head.chain, CHAIN_BYTES).u64(k.skip);
  w.exact(k.rootSeed, KEY_BYTES).u32(k.rootIndex);
  if (k.rootCode === null) w.u8(0);
  else w.u8(1).exact(k.rootCode, CODE_BYTES);
  w.exact(k.device.loginSeed, KEY_BYTES).exact(k.device.signSeed, KEY_BYTES);
  w.exact(k.device.ikSecret, KEY_BYTES).u16(k.prekeys.length);
  for (const { secret, issued, expires, superseded } of k.prekeys) {
    w.exact(secret, KEY_BYTES).u64(issued).u64(expires).u64(superseded);
  }
  w.u32(k.buckets.size);
  for (const [bucket, key] of k.buckets) w.id(bucket).exact(key, KEY_BYTES);
  return w
    .long(k.document)
    .long(utf8ToBytes(JSON.stringify(k.settings)))
    .done();
}

function readKeyring(bytes: Uint8Array): Keyring {
  const r = new Reader(bytes, 'bad-body');
  if (r.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'keyring');
  const keyring: Keyring = {
    counter: r.u64('counter'),
    epochKey: r.raw(KEY_BYTES, 'epoch'),
    head: { count: r.u64('count'), chain: r.raw(CHAIN_BYTES, 'chain') },
    skip: r.u64('skip'),
    rootSeed: r.raw(KEY_BYTES, 'root'),
    rootIndex: r.u32('root index'),
    rootCode: r.flag('root code') ? r.raw(CODE_BYTES, 'root code') : null,
    device: {
      loginSeed: r.raw(KEY_BYTES, 'login'),
      signSeed: r.raw(KEY_BYTES, 'sign'),
      ikSecret: r.raw(KEY_BYTES, 'ik'),
    },
    prekeys: Array.from({ length: upTo(r.u16('prekeys'), MAX_PREKEYS) }, () => ({
      secret: r.raw(KEY_BYTES, 'prekey'),
      issued: r.u64('issued'),
      expires: r.u64('expires'),
      superseded: r.u64('superseded'),
    })),
    buckets: readBuckets(r),
    document: r.long('document', MAX_DOCUMENT_BYTES),
    settings: readSettings(r.long('settings', MAX_SETTINGS_BYTES)),
  };
  r.end();
  return keyring;
}

/** Every count is checked against what the file can hold before anything is made of it. */
function readBuckets(r: Reader): ReadonlyMap<BucketId, Uint8Array> {
  const count = upTo(r.u32('buckets'), MAX_KEYRING_BYTES / (KEY_BYTES + 16));
  const buckets = new Map<BucketId, Uint8Array>();
  for (let left = count; left > 0; left -= 1) {
    buckets.set(r.id(BucketId, 'bucket'), r.raw(KEY_BYTES, 'data key'));
  }
  return buckets;
}

const settingsSchema = v.object({
  relay: v.string(),
  teamName: v.string(),
  alias: v.string(),
  language: v.picklist(['de', 'en', 'nl']),
  devices: v.array(v.object({ id: v.string(), ik: v.string(), roles: v.array(v.string()) })),
});

function readSettings(bytes: Uint8Array): Settings {
  try {
    return v.parse(settingsSchema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new ProtocolError('bad-body', 'settings');
  }
}

function upTo(count: number, max: number): number {
  if (count > max) throw new ProtocolError('too-large', 'count');
  return count;
}
