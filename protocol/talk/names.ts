import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES, labelledHash } from '../hash.ts';
import { ConversationId, ID_BYTES } from '../ids.ts';

declare const brand: unique symbol;

/** 32 bytes as 64 lower-case hex digits, so that it can be compared with === and key a Map. */
type Hex32<Name extends string> = string & { readonly [brand]: Name };

const SHAPE = /^[0-9a-f]{64}$/;

function hex32<Name extends string>(name: Name) {
  const parse = (raw: unknown): Hex32<Name> => {
    if (typeof raw !== 'string' || !SHAPE.test(raw)) throw new ProtocolError('bad-id', name);
    return raw as Hex32<Name>;
  };
  return Object.assign(parse, {
    of: (bytes: Uint8Array): Hex32<Name> => parse(bytesToHex(bytes)),
  });
}

/** The X25519 key the envelope proved to be the sender's: C of a reporter or ik of a device. */
export type SenderKey = Hex32<'SenderKey'>;
export const SenderKey = hex32('SenderKey');

/** Names exact body bytes: the next message's `prev`, and what a dedupe compares. */
export type BodyHash = Hex32<'BodyHash'>;
export const BodyHash = hex32('BodyHash');

/** SHA-512("sc1/prev"‖body)[0..32]. */
export const bodyHash = (body: Uint8Array): BodyHash =>
  BodyHash.of(labelledHash('sc1/prev', body).subarray(0, KEY_BYTES));

/** `prev` of a chain's first message: 32 zero bytes. */
export const NO_PREV: BodyHash = BodyHash.of(new Uint8Array(KEY_BYTES));

/** SHA-512("sc1/conv"‖C.pk)[0..16]. Computed from the key the envelope proved, never believed. */
export const conversationOf = (reporter: SenderKey | Uint8Array): ConversationId =>
  ConversationId.of(labelledHash('sc1/conv', keyBytes(reporter)).slice(0, ID_BYTES));

function keyBytes(key: SenderKey | Uint8Array): Uint8Array {
  return typeof key === 'string' ? hexToBytes(key) : key;
}
