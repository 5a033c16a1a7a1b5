/** Vault, team: this device as the protocol knows it, worked out once per unlock. */
import { deviceKeys, type DeviceKeys } from '../../../../protocol/crypto/identity.ts';
import { sign } from '../../../../protocol/crypto/keys.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Sign } from '../../../../protocol/team/signature.ts';
import type { Keyring } from '../keys/keyring.ts';

export interface Device {
  readonly keys: DeviceKeys;
  readonly me: SenderKey;
  /** Signs with device.sign: prekeys and beacons. */
  readonly sign: Sign;
}

export function deviceOf(keyring: Pick<Keyring, 'device'>): Device {
  const keys = deviceKeys(keyring.device);
  return { keys, me: SenderKey.of(keys.ik.publicKey), sign: (message) => sign(keys.sign, message) };
}

/** What a device shows of its keys when it asks to be let in. */
export function publicKeysOf({ keys: { login, sign: signing, ik } }: Device) {
  return { login: login.publicKey, sign: signing.publicKey, ik: ik.publicKey };
}
