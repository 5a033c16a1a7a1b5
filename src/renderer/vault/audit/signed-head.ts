/**
 * Vault, audit: a place in the log, signed by the device: that so many events happened, and which.
 *
 * Whoever was given one notices for ever when the log is cut before it or written anew (ADR 0016, 0048).
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import { verify } from '../../../../protocol/crypto/keys.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { signatureInput, type Sign } from '../../../../protocol/team/signature.ts';
import { Writer } from '../../../../protocol/wire/bytes.ts';
import type { AuditHead } from './event.ts';

export interface SignedHead {
  readonly seq: number;
  /** Chain value of event `seq`, hex. */
  readonly head: string;
  readonly at: number;
  readonly signature: string;
}

const MAGIC = new TextEncoder().encode('SCH1');

/** Under tag sc1/head (PROTOCOL §4, Heads of audit logs): "SCH1" ‖ u8 version = 1 ‖ device id 16 ‖ u64 seq ‖ chain value 32 ‖ u64 at. */
const headBytes = (device: DeviceId, head: AuditHead, at: number): Uint8Array =>
  signatureInput(
    'sc1/head',
    new Writer()
      .raw(MAGIC)
      .u8(1)
      .id(device)
      .u64(head.seq)
      .exact(head.chain, KEY_BYTES)
      .u64(at)
      .done(),
  );

export function signHead(
  head: AuditHead,
  at: number,
  device: { readonly id: DeviceId; readonly sign: Sign },
): SignedHead {
  const signature = bytesToHex(device.sign(headBytes(device.id, head, at)));
  return { seq: head.seq, head: bytesToHex(head.chain), at, signature };
}

/** Whether this device signed it. */
export const isSigned = (
  { seq, head, at, signature }: SignedHead,
  device: { readonly id: DeviceId; readonly publicKey: Uint8Array },
): boolean =>
  verify(
    device.publicKey,
    headBytes(device.id, { seq, chain: hexToBytes(head) }, at),
    hexToBytes(signature),
  );

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A signed head as it is written down. */
export const signedHeadSchema = v.object({
  seq: whole,
  head: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  at: whole,
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});

/** Reads a signed head from its record; null when there is none. */
export const readSignedHead = (value: unknown): SignedHead | null =>
  value === null ? null : v.parse(signedHeadSchema, value);
