import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import type { DeviceId } from '../ids.ts';
import type { Reader, Writer } from '../wire/bytes.ts';
import { deviceIdOf } from './derived-ids.ts';

/** What a device may do. A device can have several. */
export const roles = ['operator', 'manager', 'coordinator'] as const;
export type Role = (typeof roles)[number];

/** One device as the team document lists it (PROTOCOL §2). */
export interface DeviceEntry {
  /** Follows from the three keys; it is computed by the reader and does not stand in the bytes. */
  readonly id: DeviceId;
  /** Ed25519: signs in at the relay. */
  readonly login: Uint8Array;
  /** Ed25519: signs prekeys, beacons and chain heads. */
  readonly sign: Uint8Array;
  /** X25519: authenticates what the device sends. */
  readonly ik: Uint8Array;
  /** At least one, in the order of {@link roles}. */
  readonly roles: readonly Role[];
  /** 32 capability bits, none given a meaning in SC/1; kept as they are. */
  readonly caps: number;
}

/** The entry for three keys, its id worked out. */
export const deviceEntry = (
  keys: { readonly login: Uint8Array; readonly sign: Uint8Array; readonly ik: Uint8Array },
  granted: readonly Role[],
  caps = 0,
): DeviceEntry => ({
  id: deviceIdOf(keys.login, keys.sign, keys.ik),
  login: keys.login,
  sign: keys.sign,
  ik: keys.ik,
  roles: roles.filter((role) => granted.includes(role)),
  caps,
});

const ALL_ROLES = 2 ** roles.length - 1;

/** login 32‖sign 32‖ik 32‖u8 roles‖u32 caps; role bits 1 operator, 2 manager, 4 coordinator. */
export function writeDevice(writer: Writer, device: DeviceEntry): void {
  const bits = roles.reduce((sum, role, i) => sum + (device.roles.includes(role) ? 2 ** i : 0), 0);
  writer
    .exact(device.login, KEY_BYTES)
    .exact(device.sign, KEY_BYTES)
    .exact(device.ik, KEY_BYTES)
    .u8(bits)
    .u32(device.caps);
}

/** Throws `bad-document` for no role or one it does not know. */
export function readDevice(reader: Reader): DeviceEntry {
  const login = reader.raw(KEY_BYTES, 'login');
  const sign = reader.raw(KEY_BYTES, 'sign');
  const ik = reader.raw(KEY_BYTES, 'ik');
  const bits = reader.u8('roles');
  if (bits === 0 || bits > ALL_ROLES) throw new ProtocolError('bad-document', 'roles');
  const granted = roles.filter((_, i) => Math.floor(bits / 2 ** i) % 2 === 1);
  return deviceEntry({ login, sign, ik }, granted, reader.u32('caps'));
}
