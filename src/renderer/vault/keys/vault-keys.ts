/**
 * Vault, keys: the open keyring and header, and the one way to change them.
 *
 * A change is on the disk before anyone sees it, so nothing is ever sealed under a key that a crash
 * could take away. {@link VaultKeys.zero} overwrites everything; after it every use throws.
 */
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import { BucketId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { SPARE_BUCKETS } from '../limits.ts';
import type { Head } from '../store/entry.ts';
import { serial } from '../serial.ts';
import type { HeaderKeys, HeaderState } from './header.ts';
import type { BucketRing, Keyring } from './keyring.ts';
import type { Slot, SlotKey } from './slots.ts';

/** The secrets that will open a new master key. Their keys are wiped with the plan. */
export type NewSlots = readonly SlotKey[];

/** What the next generation leaves out and takes anew (store/rewrite.ts). */
export interface KeysPlan {
  readonly drop: ReadonlySet<BucketId>;
  /** Fresh data keys for every bucket, and the next copy; implies `freshEpoch`. */
  readonly rekey: boolean;
  readonly freshEpoch: boolean;
  /** A fresh master key, and these slots in place of the header's. */
  readonly slots?: NewSlots | undefined;
}

/** Keys of the generation to come, in memory only. Ends with `commit` or `abandon`. */
export interface NextKeys {
  readonly generation: number;
  readonly keyringNumber: number;
  readonly copy: number;
  readonly epochKey: Uint8Array;
  /**
   * What rows of this bucket are sealed under from then on: the same key as now without `rekey`, and
   * always the same answer for one bucket, those made after `prepare` included. Undefined where it is dropped.
   */
  readonly dataKey: (bucket: BucketId) => Uint8Array | undefined;
  readonly nameKey: (bucket: BucketId) => Uint8Array | undefined;
}

/** Where the journal stands; `VaultStore.mark` is one. */
export interface Place {
  readonly generation: number;
  readonly head: Head;
  readonly end: number;
}

/** What a room may change in the keyring; the rest follows from where it is written. */
export type KeyringChange = Partial<
  Omit<Keyring, 'counter' | 'number' | 'generation' | 'head' | 'end' | 'tombstoneKey' | 'epochKey'>
>;

export interface VaultKeys {
  readonly current: () => Keyring;
  /** The header's part in clear: generation, keyring, copy, slots. */
  readonly header: () => HeaderState;
  /** Writes what `change` makes of the newest keyring; null leaves it as it is. */
  readonly write: (
    change: (keyring: Keyring) => KeyringChange | null,
  ) => Promise<Outcome<null, 'disk-full'>>;
  /** From now on every write also records where the journal stands. A place in another generation is passed over. */
  readonly watchHead: (of: () => Place) => void;
  readonly dataKey: (bucket: BucketId) => Uint8Array | undefined;
  readonly nameKey: (bucket: BucketId) => Uint8Array | undefined;
  /** Nothing is written. One plan at a time; a bucket that the keyring opens with cannot be dropped. */
  readonly prepare: (plan: KeysPlan) => NextKeys;
  /**
   * keyring-(n+1), then the header, then {@link VaultKeys.current} is the new one: works on the newest
   * keyring, so what was written since `prepare` is kept. After `disk-full` the old pair counts, and
   * the plan may be committed again or abandoned.
   */
  readonly commit: (
    next: NextKeys,
    at: { readonly head: Head; readonly end: number },
  ) => Promise<Outcome<null, 'disk-full'>>;
  /** Wipes a plan that was not committed. Calling it after `commit` does nothing. */
  readonly abandon: (next: NextKeys) => void;
  /** Whether this secret opens the slot. */
  readonly opens: (slot: Slot, key: Uint8Array) => boolean;
  /** Holds the master key for a secret; to be put into the header with `writeHeader`. */
  readonly seal: (key: SlotKey, pending: boolean) => Slot;
  /** Replaces the header by what `change` makes of it. */
  readonly writeHeader: (
    change: (state: HeaderState) => Pick<HeaderState, 'slots'>,
  ) => Promise<Outcome<null, 'disk-full'>>;
  readonly zero: () => void;
}

export function vaultKeys(
  opened: {
    readonly header: HeaderState;
    readonly keys: HeaderKeys;
    /** The keyring's second box as it lies on the disk, so that a small change need not seal it anew. */
    readonly box: Uint8Array;
  },
  keyring: Keyring,
  carrier: Pick<Carrier, 'writeKeyring' | 'writeHeader'>,
  env: { readonly now: () => number; readonly random: Random },
): VaultKeys {
  throw new Error('follows');
}

/** Fresh keys without rows yet, to be made durable before the first of them is used. */
export function spareBuckets(
  count: number = SPARE_BUCKETS,
  random: Random = platformRandom,
): BucketRing {
  return new Map(
    Array.from({ length: count }, () => [
      BucketId.random(),
      { data: random(KEY_BYTES), name: random(KEY_BYTES) },
    ]),
  );
}
