/** Vault, keys: what stands in the keyring. Everything else in the vault is opened by it. */
import type { DeviceSecrets } from '../../../../protocol/crypto/identity.ts';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Head } from '../store/entry.ts';

/** A private prekey half. `superseded` is when its successor was published, 0 while it is the newest. */
export interface Prekey {
  readonly secret: Uint8Array;
  readonly issued: number;
  readonly expires: number;
  readonly superseded: number;
}

/** What is not secret but must be believed: kept beside the keys, in the same sealed file. */
export interface Settings {
  readonly relay: string;
  readonly teamName: string;
  readonly alias: string;
  readonly language: 'de' | 'en' | 'nl';
  /** Devices of every document seen, hex keys, so that a revoked one is still known. */
  readonly devices: readonly {
    readonly id: string;
    readonly ik: string;
    readonly roles: readonly string[];
  }[];
}

/** `data` seals rows and is new with each rotation; `name` names them and stays. */
export interface BucketKeys {
  readonly data: Uint8Array;
  readonly name: Uint8Array;
}

/** One pair per conversation and case, and spare ones. The first is the device's own. */
export type BucketRing = ReadonlyMap<BucketId, BucketKeys>;

/** Everything but the buckets: what an unlock needs before the first look. */
export interface KeyringCore {
  /** Rises with every write; journal entries name it. */
  readonly counter: number;
  /** The counter that the newest bundle was to carry: durable before the relay hears of it (team/epoch.ts). */
  readonly published: number;
  /** The keyring file this is, and the journal generation it belongs to. */
  readonly number: number;
  readonly generation: number;
  /** When that generation was begun, ms: the next snapshot is due a week later. */
  readonly generationSince: number;
  readonly epochKey: Uint8Array;
  /** Names what was erased without telling what it was; stays for the vault's life. */
  readonly tombstoneKey: Uint8Array;
  /** Where the journal stood, and how many bytes its file had there. */
  readonly head: Head;
  readonly end: number;
  /** Current T_i seed and its index; a coordinator's vault only. */
  readonly rootSeed: Uint8Array | null;
  readonly rootIndex: number;
  /** The printed code, only until it is known to have reached the person. */
  readonly rootCode: Uint8Array | null;
  readonly device: DeviceSecrets;
  /** Oldest first; the last is the newest. */
  readonly prekeys: readonly Prekey[];
  /** Newest team document accepted. */
  readonly document: Uint8Array;
  readonly settings: Settings;
}

export interface Keyring extends KeyringCore {
  readonly buckets: BucketRing;
}

/** Overwrites every secret of the core. What was sealed with them stays sealed. */
export function wipeCore({ device, ...core }: KeyringCore): void {
  const { epochKey, tombstoneKey, rootSeed, rootCode, prekeys } = core;
  const { loginSeed, signSeed, ikSecret } = device;
  const secrets = [epochKey, tombstoneKey, rootSeed, rootCode, loginSeed, signSeed, ikSecret];
  for (const secret of [...secrets, ...prekeys.map((prekey) => prekey.secret)]) secret?.fill(0);
}

/** Overwrites the keys of every bucket. */
export function wipeBuckets(buckets: BucketRing): void {
  for (const { data, name } of buckets.values()) {
    data.fill(0);
    name.fill(0);
  }
}

/** Overwrites every secret: core and buckets. */
export function wipeKeyring(keyring: Keyring): void {
  wipeCore(keyring);
  wipeBuckets(keyring.buckets);
}
