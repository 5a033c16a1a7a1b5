/**
 * Vault, keys: the keyring file, format 2 (ADR 0014). Everything else in the vault is opened by what
 * stands here.
 *
 * Two boxes: the core is small and written often; the buckets' keys are large and written seldom. The
 * core holds the hash of the other, so neither can be exchanged alone.
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import nacl from 'tweetnacl';
import * as v from 'valibot';
import { CODE_BYTES } from '../../../../protocol/crypto/crockford.ts';
import type { DeviceSecrets } from '../../../../protocol/crypto/identity.ts';
import { hkdf } from '../../../../protocol/crypto/kdf.ts';
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes, KEY_BYTES } from '../../../../protocol/hash.ts';
import { BucketId } from '../../../../protocol/ids.ts';
import { MAX_DOCUMENT_BYTES } from '../../../../protocol/limits.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import { MAX_KEYRING_BYTES, ROW_PAD } from '../limits.ts';
import { CHAIN_BYTES, type Head } from '../store/entry.ts';
import { labels } from '../store/labels.ts';

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
  /** The keyring file this is, and the journal generation it belongs to. */
  readonly number: number;
  readonly generation: number;
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

/** A keyring whose second box is still closed. */
export interface OpenedCore {
  readonly core: KeyringCore;
  /** The second box as it lies in the file; its hash is right. */
  readonly box: Uint8Array;
}
