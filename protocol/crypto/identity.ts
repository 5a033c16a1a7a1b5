import { concatBytes } from '@noble/hashes/utils.js';
import { KEY_BYTES, labelledHash } from '../hash.ts';
import type { DeviceId } from '../ids.ts';
import { deviceIdOf } from '../team/derived-ids.ts';
import { Writer } from '../wire/bytes.ts';
import { CODE_BYTES, formatCode, parseCode } from './crockford.ts';
import { digitGroups } from './digit-groups.ts';
import { hkdf, NO_SALT } from './kdf.ts';
import { boxKeysFrom, signKeysFrom, type BoxKeys, type SignKeys } from './keys.ts';
import { labels } from './labels.ts';
import { platformRandom, type Random } from './random.ts';

export { deviceIdOf as deviceId } from '../team/derived-ids.ts';

/** The three secrets of a device, 32 bytes each (PROTOCOL §1). `loginSeed` alone may leave the vault. */
export interface DeviceSecrets {
  readonly loginSeed: Uint8Array;
  readonly signSeed: Uint8Array;
  readonly ikSecret: Uint8Array;
}

/** The pairs of a device and the id that follows from them. */
export interface DeviceKeys {
  readonly id: DeviceId;
  readonly login: SignKeys;
  readonly sign: SignKeys;
  readonly ik: BoxKeys;
}

export const newDevice = (random: Random = platformRandom): DeviceSecrets => ({
  loginSeed: random(KEY_BYTES),
  signSeed: random(KEY_BYTES),
  ikSecret: random(KEY_BYTES),
});

/** Works out the pairs; about 10 ms, so keep the result. */
export function deviceKeys(secrets: DeviceSecrets): DeviceKeys {
  const login = signKeysFrom(secrets.loginSeed);
  const sign = signKeysFrom(secrets.signSeed);
  const ik = boxKeysFrom(secrets.ikSecret);
  return { id: deviceIdOf(login.publicKey, sign.publicKey, ik.publicKey), login, sign, ik };
}

/** 128 random bits, printed once at first run. Whoever has it can make every T_i. */
export const newRootCode = (random: Random = platformRandom): Uint8Array => random(CODE_BYTES);
export const formatRootCode = (code: Uint8Array): string => formatCode('sc1/root-check', code);
/** Throws `bad-code`; a return code typed by mistake is refused too, its check symbols differ. */
export const parseRootCode = (typed: string): Uint8Array => parseCode('sc1/root-check', typed);

/** Seed of T_i: HKDF(root code, "sc1/root"‖u32 i). */
export const rootSeed = (rootCode: Uint8Array, i: number): Uint8Array =>
  hkdf(rootCode, NO_SALT, concatBytes(labels.root, new Writer().u32(i).done()));

const FINGERPRINT_GROUPS = 12;

export interface FingerprintKeys {
  readonly login: Uint8Array;
  readonly sign: Uint8Array;
  readonly ik: Uint8Array;
}

/** What is compared when a device joins; digits and words are two ways to say it. */
export const fingerprintHash = (
  root: Uint8Array,
  { login, sign, ik }: FingerprintKeys,
): Uint8Array => labelledHash('sc1/fp', root, login, sign, ik);

/** What two people compare when a device joins: 12 groups of 5 digits, separated by spaces. */
export const fingerprint = (root: Uint8Array, device: FingerprintKeys): string =>
  digitGroups(fingerprintHash(root, device), FINGERPRINT_GROUPS);
