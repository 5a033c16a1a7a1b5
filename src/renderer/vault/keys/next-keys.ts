/** Vault, keys: the keys of a generation to come, in memory until one commit makes them count (ADR 0014). */
import type { Random } from '../../../../protocol/crypto/random.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Head } from '../store/entry.ts';
import type { HeaderState } from './header.ts';
import type { BucketKeys, Keyring } from './keyring.ts';
import { sealSlot, type SlotKey } from './slots.ts';

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

interface InForce {
  readonly current: () => Keyring;
  readonly header: () => HeaderState;
}

/** The plan itself; only {@link vaultKeys} sees more of it than {@link NextKeys}. */
export class NextPlan implements NextKeys {
  readonly generation: number;
  readonly keyringNumber: number;
  readonly copy: number;
  readonly epochKey: Uint8Array;
  /** Null: the master key stays. */
  readonly master: Uint8Array | null;
  readonly keyringKey: Uint8Array;
  readonly #plan: KeysPlan;
  readonly #from: InForce;
  readonly #random: Random;
  readonly #freshEpoch: boolean;
  readonly #fresh = new Map<BucketId, Uint8Array>();
  #taken = false;

  constructor(plan: KeysPlan, from: InForce, random: Random) {
    const { generation, keyring, copy } = from.header();
    this.#plan = plan;
    this.#from = from;
    this.#random = random;
    this.#freshEpoch = plan.freshEpoch || plan.rekey;
    this.generation = generation + 1;
    this.keyringNumber = keyring + 1;
    this.copy = plan.rekey ? copy + 1 : copy;
    this.epochKey = this.#freshEpoch ? random(KEY_BYTES) : from.current().epochKey;
    this.keyringKey = random(KEY_BYTES);
    this.master = plan.slots === undefined ? null : random(KEY_BYTES);
  }

  readonly dataKey = (bucket: BucketId): Uint8Array | undefined => {
    const now = this.#from.current().buckets.get(bucket);
    if (this.#taken) return now?.data;
    if (now === undefined || this.#plan.drop.has(bucket)) return undefined;
    return this.#plan.rekey ? this.#freshKey(bucket) : now.data;
  };

  readonly nameKey = (bucket: BucketId): Uint8Array | undefined =>
    this.#plan.drop.has(bucket) ? undefined : this.#from.current().buckets.get(bucket)?.name;

  /** The newest keyring as it will be. Shares what stays with the one it follows. */
  keyringAfter(
    before: Keyring,
    at: { readonly head: Head; readonly end: number; readonly now: number },
  ): Keyring {
    const buckets = new Map<BucketId, BucketKeys>();
    for (const [bucket, { name }] of before.buckets) {
      const data = this.dataKey(bucket);
      if (data !== undefined) buckets.set(bucket, { data, name });
    }
    return {
      ...before,
      counter: before.counter + 1,
      number: this.keyringNumber,
      generation: this.generation,
      generationSince: at.now,
      epochKey: this.epochKey,
      head: at.head,
      end: at.end,
      buckets,
    };
  }

  /** Slots for the new master key; nothing when it stays, and with it the header's. */
  slotsFor(now: number, random: Random): Partial<Pick<HeaderState, 'slots' | 'masterSince'>> {
    const { master } = this;
    const { slots } = this.#plan;
    if (master === null || slots === undefined) return {};
    // Nobody has seen the new code yet, and the old one cannot hold the new key.
    const seal = (key: SlotKey) =>
      sealSlot(key, master, { pending: key.kind === 'recovery', random });
    return { masterSince: now, slots: slots.map(seal) };
  }

  /**
   * It counts now. Keys that it replaced or dropped go to `retired`, to be wiped at lock: someone may
   * hold one at this moment, and a row sealed under a wiped key would be readable by everyone.
   */
  taken(before: Keyring, retired: Uint8Array[]): void {
    this.#taken = true;
    for (const { key } of this.#plan.slots ?? []) key.fill(0);
    if (this.#freshEpoch) retired.push(before.epochKey);
    for (const [bucket, { data, name }] of before.buckets) {
      if (this.#plan.drop.has(bucket)) retired.push(data, name);
      else if (this.#plan.rekey) retired.push(data);
    }
  }

  /** It never will. */
  wipe(): void {
    this.master?.fill(0);
    this.keyringKey.fill(0);
    if (this.#freshEpoch) this.epochKey.fill(0);
    for (const key of this.#fresh.values()) key.fill(0);
    for (const { key } of this.#plan.slots ?? []) key.fill(0);
  }

  #freshKey(bucket: BucketId): Uint8Array {
    const made = this.#fresh.get(bucket) ?? this.#random(KEY_BYTES);
    this.#fresh.set(bucket, made);
    return made;
  }
}
