import { KEY_BYTES, labelledHash } from '../hash.ts';
import { DeviceId, ID_BYTES, TeamId } from '../ids.ts';

/** The team's name for ever: SHA-512("sc1/team"‖T_0)[0..16]. It survives every change of T. */
export const teamIdOf = (firstRoot: Uint8Array): TeamId =>
  TeamId.of(labelledHash('sc1/team', fixed(firstRoot)).slice(0, ID_BYTES));

/** A device's name follows from its three public keys, so keys cannot be swapped under it. */
export const deviceIdOf = (login: Uint8Array, sign: Uint8Array, ik: Uint8Array): DeviceId =>
  DeviceId.of(labelledHash('sc1/dev', fixed(login), fixed(sign), fixed(ik)).slice(0, ID_BYTES));

export const KID_BYTES = 8;

/** SHA-512("sc1/kid"‖pk)[0..8]: which prekey a wrap was made for. */
export const kidOf = (publicKey: Uint8Array): Uint8Array =>
  labelledHash('sc1/kid', fixed(publicKey)).slice(0, KID_BYTES);

function fixed(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new RangeError('a public key has 32 bytes');
  return key;
}
