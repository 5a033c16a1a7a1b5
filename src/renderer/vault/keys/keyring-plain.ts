/** Vault, keys: the plain bytes inside the keyring's two boxes. Strict: one keyring, one encoding. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { CODE_BYTES } from '../../../../protocol/crypto/crockford.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import { BucketId, ID_BYTES, idBytes } from '../../../../protocol/ids.ts';
import { MAX_DOCUMENT_BYTES } from '../../../../protocol/limits.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import { MAX_KEYRING_BYTES, MAX_PREKEYS, MAX_SETTINGS_BYTES } from '../limits.ts';
import { CHAIN_BYTES } from '../store/entry.ts';
import type { BucketKeys, BucketRing, KeyringCore, Settings } from './keyring.ts';

const VERSION = 3;
/** Two shapes went under this number: the first of them without `published`. */
const EARLIER = 2;
/** SHA-512 cut to 32 bytes. */
export const BOX_HASH_BYTES = 32;
const BUCKET_BYTES = ID_BYTES + 2 * KEY_BYTES;

/**
 * Without number and generation: they stand in clear before the box. Throws `RangeError` for what
 * {@link readCore} would refuse: a keyring that nobody can read again must never reach the disk.
 */
export function writeCore(k: KeyringCore, boxHash: Uint8Array): Uint8Array {
  const settings = utf8ToBytes(JSON.stringify(k.settings));
  const fits =
    k.prekeys.length <= MAX_PREKEYS &&
    k.document.length <= MAX_DOCUMENT_BYTES &&
    settings.length <= MAX_SETTINGS_BYTES;
  if (!fits) throw new RangeError('keyring too large');
  const w = new Writer().u8(VERSION).exact(boxHash, BOX_HASH_BYTES);
  w.u64(k.counter).u64(k.published);
  w.exact(k.epochKey, KEY_BYTES).exact(k.tombstoneKey, KEY_BYTES);
  w.u64(k.head.count).exact(k.head.chain, CHAIN_BYTES).u64(k.end).u64(k.generationSince);
  writeMaybe(w, k.rootSeed, KEY_BYTES);
  w.u32(k.rootIndex);
  writeMaybe(w, k.rootCode, CODE_BYTES);
  w.exact(k.device.loginSeed, KEY_BYTES).exact(k.device.signSeed, KEY_BYTES);
  w.exact(k.device.ikSecret, KEY_BYTES).u16(k.prekeys.length);
  for (const { secret, issued, expires, superseded } of k.prekeys) {
    w.exact(secret, KEY_BYTES).u64(issued).u64(expires).u64(superseded);
  }
  return w.long(k.document).long(settings).done();
}

function writeMaybe(w: Writer, secret: Uint8Array | null, length: number): void {
  if (secret === null) w.u8(0);
  else w.u8(1).exact(secret, length);
}

const readMaybe = (r: Reader, length: number, field: string): Uint8Array | null =>
  r.flag(field) ? r.raw(length, field) : null;

interface ReadCore {
  readonly core: Omit<KeyringCore, 'number' | 'generation'>;
  readonly boxHash: Uint8Array;
}

/** Throws {@link ProtocolError} for anything that is no core; so do the others here. */
export function readCore(plain: Uint8Array): ReadCore {
  try {
    return coreIn(plain, { published: true });
  } catch (error) {
    // Eight bytes shorter, it fits no shape but its own: every length in it, and the end, would have to agree.
    if (error instanceof ProtocolError && plain[0] === EARLIER) {
      return coreIn(plain, { published: false });
    }
    throw error;
  }
}

function coreIn(plain: Uint8Array, has: { readonly published: boolean }): ReadCore {
  const r = new Reader(plain, 'bad-body');
  const version = r.u8('version');
  if (version !== VERSION && version !== EARLIER)
    throw new ProtocolError('wrong-version', 'keyring');
  const boxHash = r.raw(BOX_HASH_BYTES, 'box hash');
  const counter = r.u64('counter');
  const core = {
    counter,
    // No bundle can have named more than was counted.
    published: has.published ? r.u64('published') : counter,
    epochKey: r.raw(KEY_BYTES, 'epoch'),
    tombstoneKey: r.raw(KEY_BYTES, 'tombstones'),
    head: { count: r.u64('count'), chain: r.raw(CHAIN_BYTES, 'chain') },
    end: r.u64('end'),
    generationSince: r.u64('generation since'),
    rootSeed: readMaybe(r, KEY_BYTES, 'root'),
    rootIndex: r.u32('root index'),
    rootCode: readMaybe(r, CODE_BYTES, 'root code'),
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
    document: r.long('document', MAX_DOCUMENT_BYTES),
    settings: readSettings(r.long('settings', MAX_SETTINGS_BYTES)),
  };
  r.end();
  return { core, boxHash };
}

/** u32 count ‖ count × (id 16 ‖ data key 32 ‖ name key 32), in the order they were made. */
export function writeBuckets(buckets: BucketRing): Uint8Array {
  const head = new Writer().u32(buckets.size).done();
  const bytes = new Uint8Array(head.length + buckets.size * BUCKET_BYTES);
  bytes.set(head);
  let at = head.length;
  for (const [bucket, { data, name }] of buckets) {
    if (data.length !== KEY_BYTES || name.length !== KEY_BYTES) throw new RangeError('bucket key');
    bytes.set(idBytes(bucket), at);
    bytes.set(data, at + ID_BYTES);
    bytes.set(name, at + ID_BYTES + KEY_BYTES);
    at += BUCKET_BYTES;
  }
  return bytes;
}

/** Every count is checked against what the file can hold before anything is made of it. */
export function readBuckets(plain: Uint8Array): BucketRing {
  const r = new Reader(plain, 'bad-body');
  const count = upTo(r.u32('buckets'), Math.floor(MAX_KEYRING_BYTES / BUCKET_BYTES));
  const buckets = new Map<BucketId, BucketKeys>();
  for (let left = count; left > 0; left -= 1) {
    const bucket = r.id(BucketId, 'bucket');
    buckets.set(bucket, { data: r.raw(KEY_BYTES, 'data key'), name: r.raw(KEY_BYTES, 'name key') });
  }
  r.end();
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
