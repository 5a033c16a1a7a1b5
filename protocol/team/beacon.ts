import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { DeviceId, TeamId } from '../ids.ts';
import { BEACON_EVERY_MS, BEACON_LIFE_MS } from '../limits.ts';
import { Reader, Writer } from '../wire/bytes.ts';
import type { TeamDocument } from './document-bytes.ts';
import { attach, bodyOf, checkSignature, type Sign, type Verify } from './signature.ts';

/** "Somebody is here": signed by an available operator's device every 60 s (PROTOCOL §2). */
export interface Beacon {
  readonly team: TeamId;
  readonly device: DeviceId;
  /** ms since the epoch, at most 150 s ahead of whoever judges it. */
  readonly until: number;
}

/** Two publishing intervals: one lost beacon goes unnoticed, and 30 s are left for the way. */
export const beaconUntil = (now: number): number => now + 2 * BEACON_EVERY_MS;

export function signBeacon(beacon: Beacon, sign: Sign): Uint8Array {
  const writer = new Writer().raw(MAGIC).u8(VERSION).id(beacon.team).id(beacon.device);
  return attach('sc1/here', writer.u64(beacon.until).done(), sign);
}

/**
 * Checks a beacon at `now` (see `nearRelayTime`): throws `wrong-key` (another team, or no operator's
 * device), `bad-signature`, `expired` (over, or further ahead than a beacon may reach) or `bad-document`.
 */
export function checkBeacon(
  bytes: Uint8Array,
  document: TeamDocument,
  now: number,
  verify: Verify,
): Beacon {
  const beacon = readBeacon(bytes);
  const device = document.devices.find(({ id }) => id === beacon.device);
  if (beacon.team !== document.team || device?.roles.includes('operator') !== true) {
    throw new ProtocolError('wrong-key', 'device');
  }
  checkSignature('sc1/here', bytes, { publicKey: device.sign, verify });
  if (beacon.until <= now || beacon.until > now + BEACON_LIFE_MS) {
    throw new ProtocolError('expired', 'beacon');
  }
  return beacon;
}

const MAGIC: Uint8Array = utf8ToBytes('SCB1');
const VERSION = 1;

function readBeacon(bytes: Uint8Array): Beacon {
  const reader = new Reader(bodyOf(bytes), 'bad-document');
  if (bytesToHex(reader.raw(MAGIC.length, 'magic')) !== bytesToHex(MAGIC)) {
    throw new ProtocolError('bad-document', 'magic');
  }
  if (reader.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'beacon');
  const beacon = {
    team: reader.id(TeamId, 'team'),
    device: reader.id(DeviceId, 'device'),
    until: reader.u64('until'),
  };
  reader.end();
  return beacon;
}
