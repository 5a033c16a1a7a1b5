import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { ProtocolError } from '../errors.ts';
import { formatPin, parsePin, type TeamPin } from '../team/pin.ts';
import { isOrigin } from '../team/origin.ts';
import { Writer } from '../wire/bytes.ts';
import { hmac } from './kdf.ts';
import { labels } from './labels.ts';

/** What a coordinator hands to somebody who shall join (PROTOCOL §2). Single use, 24 h. */
export interface Invite {
  readonly pin: TeamPin;
  /** 16 random bytes; whoever holds them may ask to join once. */
  readonly secret: Uint8Array;
  /** ms since the epoch. */
  readonly expires: number;
  /** Relay to ask at, `wss://host[:port]`. */
  readonly origin: string;
}

/** What a newcomer asks to have put into the team document. */
export interface Newcomer {
  readonly login: Uint8Array;
  readonly sign: Uint8Array;
  readonly ik: Uint8Array;
  /** What coordinators see; it never reaches the document. */
  readonly name: string;
}

const START = 'beistand://join#';
const SHAPE = /^([0-9a-f.]{162})\.([0-9a-f]{32})\.([1-9][0-9]{0,15})\.([A-Za-z0-9%.:_-]{1,400})$/;

/** `beistand://join#<pin>.<secret>.<expires>.<origin, percent-encoded>`. */
export const formatInvite = ({ pin, secret, expires, origin }: Invite): string =>
  START + [formatPin(pin), bytesToHex(secret), expires, encodeURIComponent(origin)].join('.');

/** Reads {@link formatInvite}; throws `bad-code`, or `expired` at `now`. */
export function parseInvite(link: string, now: number): Invite {
  const text = link.trim();
  const [, pin, secret, expires, encoded] = SHAPE.exec(text.slice(START.length)) ?? [];
  if (!text.startsWith(START) || pin === undefined || secret === undefined) {
    throw new ProtocolError('bad-code', 'invite');
  }
  const invite: Invite = {
    pin: parsePin(pin),
    secret: hexToBytes(secret),
    expires: Number(expires),
    origin: decoded(encoded ?? ''),
  };
  if (!isOrigin(invite.origin)) throw new ProtocolError('bad-code', 'invite');
  if (now >= invite.expires) throw new ProtocolError('expired', 'invite');
  return invite;
}

/** HMAC-SHA512(secret, "sc1/join"‖T‖login‖sign‖ik‖u16 len‖name)[0..32]: only who was invited can ask. */
export function joinMac(secret: Uint8Array, root: Uint8Array, newcomer: Newcomer): Uint8Array {
  const name = new Writer().medium(utf8ToBytes(newcomer.name)).done();
  const { login, sign, ik } = newcomer;
  return hmac(secret, concatBytes(labels.join, root, login, sign, ik, name)).slice(0, 32);
}

/** Whether a request came from the holder of this invite; constant time. */
export const isInvited = (
  mac: Uint8Array,
  secret: Uint8Array,
  root: Uint8Array,
  newcomer: Newcomer,
): boolean => nacl.verify(mac, joinMac(secret, root, newcomer));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ProtocolError('bad-code', 'invite');
  }
}
