import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { equalBytes, KEY_BYTES } from '../hash.ts';
import { DeviceId, TeamId } from '../ids.ts';
import { CLOCK_TRUST_MS, PREKEY_LIFE_MS } from '../limits.ts';
import { Reader, Writer } from '../wire/bytes.ts';
import { judge, type Clock } from './clock.ts';
import { KID_BYTES, kidOf } from './derived-ids.ts';
import type { TeamDocument } from './document-bytes.ts';
import { attach, bodyOf, checkSignature, type Sign, type Verify } from './signature.ts';

/** A device's current X25519 prekey, signed by device.sign (PROTOCOL §2). Times are ms since the epoch. */
export interface PrekeyBundle {
  readonly team: TeamId;
  readonly device: DeviceId;
  readonly kid: Uint8Array;
  readonly spk: Uint8Array;
  readonly issued: number;
  /** At most 30 days after `issued`. */
  readonly expires: number;
  /** The document the device knew when it signed. */
  readonly docSeq: number;
  /** The vault's epoch sealed for the device itself: nonce 24‖secretbox(u64). Nobody else reads it. */
  readonly epoch: Uint8Array;
}

export const EPOCH_BYTES = 48;

/** The bundle's bytes, signed; the kid is worked out. The private half is durable before this is sent. */
export function signPrekey(bundle: Omit<PrekeyBundle, 'kid'>, sign: Sign): Uint8Array {
  const writer = new Writer().raw(MAGIC).u8(VERSION).id(bundle.team).id(bundle.device);
  writer.raw(kidOf(bundle.spk)).exact(bundle.spk, KEY_BYTES);
  writer.u64(bundle.issued).u64(bundle.expires).u64(bundle.docSeq);
  return attach('sc1/prekey', writer.exact(bundle.epoch, EPOCH_BYTES).done(), sign);
}

/** Reads the shape only; throws `bad-document` or `wrong-version`. */
export function readPrekey(bytes: Uint8Array): PrekeyBundle {
  const reader = new Reader(bodyOf(bytes), 'bad-document');
  if (bytesToHex(reader.raw(MAGIC.length, 'magic')) !== bytesToHex(MAGIC)) {
    throw new ProtocolError('bad-document', 'magic');
  }
  if (reader.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'prekey');
  const bundle: PrekeyBundle = {
    team: reader.id(TeamId, 'team'),
    device: reader.id(DeviceId, 'device'),
    kid: reader.raw(KID_BYTES, 'kid'),
    spk: reader.raw(KEY_BYTES, 'spk'),
    issued: reader.u64('issued'),
    expires: reader.u64('expires'),
    docSeq: reader.u64('seq'),
    epoch: reader.raw(EPOCH_BYTES, 'epoch'),
  };
  reader.end();
  if (!equalBytes(bundle.kid, kidOf(bundle.spk))) throw new ProtocolError('bad-document', 'kid');
  if (bundle.expires <= bundle.issued || bundle.expires - bundle.issued > PREKEY_LIFE_MS) {
    throw new ProtocolError('bad-document', 'expires');
  }
  return bundle;
}

/**
 * Checks a bundle against the newest document: throws `wrong-key` (no such device, or another team),
 * `bad-signature`, `expired`, or what {@link readPrekey} throws. Whether spk is low-order is for the
 * client to try (see usable-prekeys.ts): the relay has no X25519.
 */
export function checkPrekey(
  bytes: Uint8Array,
  document: TeamDocument,
  clock: Clock,
  verify: Verify,
): PrekeyBundle {
  const bundle = readPrekey(bytes);
  const device = document.devices.find(({ id }) => id === bundle.device);
  if (bundle.team !== document.team || device === undefined) {
    throw new ProtocolError('wrong-key', 'device');
  }
  checkSignature('sc1/prekey', bytes, { publicKey: device.sign, verify });
  if (judge(bundle, clock) === 'expired') throw new ProtocolError('expired', 'prekey');
  return bundle;
}

/**
 * The relay's check of a PUT: also `older` unless newer than the bundle held for this device, and
 * `bad-document` when issued more than 1 h ahead of the relay. Putting the held bundle again is no error.
 */
export function checkPrekeyPut(
  bytes: Uint8Array,
  at: { readonly document: TeamDocument; readonly held?: Uint8Array; readonly now: number },
  verify: Verify,
): PrekeyBundle {
  const bundle = checkPrekey(bytes, at.document, { local: at.now }, verify);
  if (bundle.issued > at.now + CLOCK_TRUST_MS) throw new ProtocolError('bad-document', 'issued');
  if (at.held !== undefined && !equalBytes(bytes, at.held)) {
    if (bundle.issued <= readPrekey(at.held).issued) throw new ProtocolError('older', 'issued');
  }
  return bundle;
}

const MAGIC: Uint8Array = utf8ToBytes('SCP1');
const VERSION = 1;
