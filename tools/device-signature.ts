/**
 * What the verifiers of exported files share: a device's id follows from its keys (PROTOCOL §1), so nobody signs in
 * its name, and a signature is over u8 length of tag ‖ tag ‖ body (§2). Nothing but Node.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export const HEX32 = /^[0-9a-f]{64}$/;
const HEX64 = /^[0-9a-f]{128}$/;

export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;

export const sha512 = (label: string, ...parts: readonly Buffer[]): Buffer =>
  createHash('sha512')
    .update(Buffer.concat([Buffer.from(label), ...parts]))
    .digest();

/** `u8 length ‖ bytes`. */
export const short = (bytes: Buffer): Buffer => Buffer.concat([Buffer.of(bytes.length), bytes]);

export interface Signer {
  readonly device: string;
  readonly keys: { readonly login: string; readonly sign: string; readonly ik: string };
}

/** Null where these are no three keys. */
export function signerOf(keys: unknown): Signer | null {
  if (!isObject(keys)) return null;
  const { login, sign, ik } = keys;
  if (!isKey(login) || !isKey(sign) || !isKey(ik)) return null;
  const device = sha512('sc1/dev', Buffer.from(`${login}${sign}${ik}`, 'hex'));
  return { device: device.toString('hex', 0, 16), keys: { login, sign, ik } };
}

const isKey = (value: unknown): value is string => typeof value === 'string' && HEX32.test(value);

/** Whether this device signed this body under this tag. */
export function holds(signer: Signer, tag: string, body: Buffer, signature: unknown): boolean {
  if (typeof signature !== 'string' || !HEX64.test(signature)) return false;
  const der = Buffer.concat([SPKI, Buffer.from(signer.keys.sign, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const signed = Buffer.concat([short(Buffer.from(tag)), body]);
  return verify(null, signed, key, Buffer.from(signature, 'hex'));
}

/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
