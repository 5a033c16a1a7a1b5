import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import { idBytes, TeamId } from '../ids.ts';
import { MAX_RECIPIENTS, PAD_BUCKETS } from '../limits.ts';
import { bodyHash, type BodyHash } from '../talk/names.ts';
import { KID_BYTES, kidOf } from '../team/derived-ids.ts';
import { Reader, Writer } from '../wire/bytes.ts';
import { BOX_OVERHEAD, HEADER_BYTES, WRAP_BYTES } from '../wire/sealed.ts';
import { hkdf, hmac } from './kdf.ts';
import { boxKeysFrom, dh, type BoxKeys } from './keys.ts';
import { labels } from './labels.ts';
import { pad, unpad } from './pad.ts';
import { platformRandom, type Random } from './random.ts';

export { kidOf } from '../team/derived-ids.ts';

/** Whom a copy is for: its newest prekey and its identity key. A reporter: R.eph or C, and C. */
export interface Recipient {
  readonly spk: Uint8Array;
  readonly ik: Uint8Array;
}

/** What goes to the relay: one header and text, one wrap per recipient in the order given. */
export interface Sealed {
  readonly header: Uint8Array;
  readonly wraps: readonly Uint8Array[];
  readonly ct: Uint8Array;
}

/** What one recipient gets. */
export interface SealedCopy {
  readonly header: Uint8Array;
  readonly wrap: Uint8Array;
  readonly ct: Uint8Array;
}

export interface Opened {
  /** Proven: only its holder or we ourselves can have made this copy. */
  readonly senderPk: Uint8Array;
  readonly body: Uint8Array;
  readonly bodyHash: BodyHash;
}

/**
 * Seals one body for all its recipients (PROTOCOL §3).
 *
 * Throws `too-large` (body above 64 KiB − 1, more than 64 recipients) and `low-order` (a recipient
 * key that should have been skipped on receipt). No recipients at all is our own bug.
 */
export function seal(
  message: {
    readonly team: TeamId;
    readonly sender: BoxKeys;
    readonly recipients: readonly Recipient[];
    readonly body: Uint8Array;
  },
  random: Random = platformRandom,
): Sealed {
  const { sender, recipients } = message;
  if (recipients.length === 0) throw new RangeError('no recipients');
  if (recipients.length > MAX_RECIPIENTS) throw new ProtocolError('too-large', 'recipients');
  const team = idBytes(message.team);
  const e = boxKeysFrom(random(KEY_BYTES));
  const cek = random(KEY_BYTES);
  const header = new Writer()
    .raw(MAGIC)
    .u8(VERSION)
    .u8(SUITE)
    .u16(recipients.length)
    .raw(team)
    .raw(e.publicKey)
    .raw(commitment(cek, team, e.publicKey))
    .done();
  const ct = nacl.secretbox(pad(message.body), ZERO_NONCE, bodyKey(cek, header));
  const th = sha512(concatBytes(header, ct));
  const wraps = recipients.map(({ spk, ik }) => {
    const tag = senderTag(dh(sender.secretKey, ik), { team, sender: sender.publicKey, ik, th });
    const key = wrapKey(dh(e.secretKey, spk), { team, e: e.publicKey, spk, ik });
    const inner = concatBytes(cek, sender.publicKey, tag);
    return concatBytes(kidOf(spk), nacl.secretbox(inner, ZERO_NONCE, key));
  });
  return { header, wraps, ct };
}

/**
 * Opens one copy: length → kid → unwrap → commit → tag → body → unpad.
 *
 * `keyFor` gives the pair a kid names, or undefined when it is not (or no longer) held. Whatever is
 * wrong, the error is {@link ProtocolError} `cannot-open` and says no more.
 */
export function open(
  copy: SealedCopy,
  mine: {
    readonly team: TeamId;
    readonly ik: BoxKeys;
    readonly keyFor: (kid: Uint8Array) => BoxKeys | undefined;
  },
): Opened {
  try {
    return openOrThrow(copy, mine);
  } catch (error) {
    if (error instanceof ProtocolError) throw new ProtocolError('cannot-open');
    throw error;
  }
}

function openOrThrow(copy: SealedCopy, mine: Parameters<typeof open>[1]): Opened {
  const { e, commit } = readHeader(copy.header, mine.team);
  check(copy.wrap.length === WRAP_BYTES);
  check(PAD_BUCKETS.some((bucket) => copy.ct.length === bucket + BOX_OVERHEAD));
  const spk = mine.keyFor(copy.wrap.slice(0, KID_BYTES));
  check(spk !== undefined);
  const team = idBytes(mine.team);
  const ik = mine.ik.publicKey;
  const key = wrapKey(dh(spk.secretKey, e), { team, e, spk: spk.publicKey, ik });
  const inner = nacl.secretbox.open(copy.wrap.subarray(KID_BYTES), ZERO_NONCE, key);
  check(inner !== null);
  const cek = inner.slice(0, KEY_BYTES);
  const sender = inner.slice(KEY_BYTES, 2 * KEY_BYTES);
  check(nacl.verify(commit, commitment(cek, team, e)));
  const th = sha512(concatBytes(copy.header, copy.ct));
  const tag = senderTag(dh(mine.ik.secretKey, sender), { team, sender, ik, th });
  check(nacl.verify(inner.subarray(2 * KEY_BYTES), tag));
  const padded = nacl.secretbox.open(copy.ct, ZERO_NONCE, bodyKey(cek, copy.header));
  check(padded !== null);
  const body = unpad(padded);
  return { senderPk: sender, body, bodyHash: bodyHash(body) };
}

const MAGIC: Uint8Array = utf8ToBytes('SCE1');
const VERSION = 1;
/** 2 is reserved for X25519+ML-KEM-768. */
const SUITE = 1;
/** Every key below is used for one secretbox only, so the nonce can stay zero. */
const ZERO_NONCE: Uint8Array = new Uint8Array(nacl.secretbox.nonceLength);
const TAG_BYTES = 32;

function readHeader(header: Uint8Array, team: TeamId): { e: Uint8Array; commit: Uint8Array } {
  check(header.length === HEADER_BYTES);
  const reader = new Reader(header, 'cannot-open');
  check(nacl.verify(reader.raw(MAGIC.length, 'magic'), MAGIC));
  check(reader.u8('version') === VERSION && reader.u8('suite') === SUITE);
  const count = reader.u16('count');
  check(count >= 1 && count <= MAX_RECIPIENTS);
  check(reader.id(TeamId, 'team') === team);
  return { e: reader.raw(KEY_BYTES, 'e'), commit: reader.raw(KEY_BYTES, 'commit') };
}

const commitment = (cek: Uint8Array, team: Uint8Array, e: Uint8Array): Uint8Array =>
  hkdf(cek, team, concatBytes(labels.commit, e));

const bodyKey = (cek: Uint8Array, header: Uint8Array): Uint8Array =>
  hkdf(cek, sha512(header), labels.body);

function wrapKey(
  shared: Uint8Array,
  to: { team: Uint8Array; e: Uint8Array; spk: Uint8Array; ik: Uint8Array },
): Uint8Array {
  return hkdf(shared, to.team, concatBytes(labels.wrap, to.e, to.spk, to.ik));
}

function senderTag(
  shared: Uint8Array,
  from: { team: Uint8Array; sender: Uint8Array; ik: Uint8Array; th: Uint8Array },
): Uint8Array {
  const key = hkdf(shared, from.team, concatBytes(labels.auth, from.sender, from.ik));
  return hmac(key, from.th).slice(0, TAG_BYTES);
}

function check(holds: boolean): asserts holds {
  if (!holds) throw new ProtocolError('cannot-open');
}
