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
import type { Env } from '../env.ts';
import type { Head } from '../store/entry.ts';
import { serial } from '../serial.ts';
import { HeaderFile, type HeaderChange } from './header-file.ts';
import type { HeaderKeys, HeaderState } from './header.ts';
import { sealBuckets, sealKeyring } from './keyring-file.ts';
import { wipeKeyring, type BucketRing, type Keyring } from './keyring.ts';
import { NextPlan, type KeysPlan, type NextKeys } from './next-keys.ts';
import type { Slot, SlotKey } from './slots.ts';

/** Where the journal stands; `VaultStore.mark` is one. */
export interface Place {
  readonly generation: number;
  readonly head: Head;
  readonly end: number;
}

/** What a room may change in the keyring; the rest follows from where it is written. */
export type KeyringChange = Partial<
  Omit<
    Keyring,
    'counter' | 'number' | 'generation' | 'generationSince' | 'head' | 'end' | 'epochKey'
  >
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
   * the plan may be committed again or abandoned. When the header's write rejects, either may count:
   * all keys are wiped, and the next unlock finds out.
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
  /** Replaces the header by what `change` makes of the newest. */
  readonly writeHeader: (
    change: (state: HeaderState) => HeaderChange,
  ) => Promise<Outcome<null, 'disk-full'>>;
  readonly zero: () => void;
}

/** Takes over everything that was opened: {@link VaultKeys.zero} wipes it. */
export const vaultKeys = (
  opened: OpenedKeys,
  keyring: Keyring,
  carrier: Pick<Carrier, 'writeKeyring' | 'writeHeader'>,
  env: Pick<Env, 'now' | 'random'>,
): VaultKeys => new OpenKeys(opened, keyring, carrier, env);

interface OpenedKeys {
  readonly header: HeaderState;
  readonly keys: HeaderKeys;
  /** The keyring's second box as it lies on the disk, so that a small change need not seal it anew. */
  readonly box: Uint8Array;
}

/** The keyring in force, with its second box as it was last sealed. */
interface InForce {
  readonly keyring: Keyring;
  readonly box: Uint8Array;
}

class OpenKeys implements VaultKeys {
  readonly #oneByOne = serial();
  readonly #carrier: Pick<Carrier, 'writeKeyring'>;
  readonly #env: Pick<Env, 'now' | 'random'>;
  readonly #file: HeaderFile;
  #inForce: InForce | null;
  #place: (() => Place) | null = null;
  #next: NextPlan | null = null;
  /** Keys that a commit replaced, to be wiped at the end. */
  #retired: Uint8Array[] = [];

  constructor(
    opened: OpenedKeys,
    keyring: Keyring,
    carrier: Pick<Carrier, 'writeKeyring' | 'writeHeader'>,
    env: Pick<Env, 'now' | 'random'>,
  ) {
    this.#carrier = carrier;
    this.#env = env;
    this.#file = new HeaderFile(opened, carrier, env.random);
    this.#inForce = { keyring, box: opened.box };
  }

  readonly current = (): Keyring => this.#open().keyring;

  readonly header = (): HeaderState => this.#file.state;

  readonly dataKey = (bucket: BucketId): Uint8Array | undefined =>
    this.current().buckets.get(bucket)?.data;

  readonly nameKey = (bucket: BucketId): Uint8Array | undefined =>
    this.current().buckets.get(bucket)?.name;

  readonly watchHead = (of: () => Place): void => {
    this.#place = of;
  };

  readonly write: VaultKeys['write'] = async (change) =>
    await this.#oneByOne(async () => {
      const before = this.#open();
      const changes = change(before.keyring);
      if (changes === null) return ok(null);
      const keyring: Keyring = {
        ...before.keyring,
        ...changes,
        ...this.#placeIn(before.keyring.generation),
        counter: before.keyring.counter + 1,
      };
      const { random } = this.#env;
      const keyringKey = this.#file.keys.keyring;
      const box =
        keyring.buckets === before.keyring.buckets
          ? before.box
          : sealBuckets(keyring.buckets, keyringKey, random);
      const bytes = sealKeyring(keyring, { box, keyringKey }, random);
      const written = await this.#carrier.writeKeyring({ number: keyring.number, bytes });
      if (this.#inForce === null) wipeKeyring(keyring);
      else if (written.ok) {
        this.#inForce = { keyring, box };
        this.#retired.push(...gone(before.keyring, keyring));
      }
      return written;
    });

  readonly prepare = (plan: KeysPlan): NextKeys => {
    const { keyring } = this.#open();
    if (this.#next !== null) throw new Error('a generation is being prepared already');
    const [own] = keyring.buckets.keys();
    if (own !== undefined && plan.drop.has(own)) throw new Error('the own bucket stays');
    this.#next = new NextPlan(plan, this, this.#env.random);
    return this.#next;
  };

  readonly commit: VaultKeys['commit'] = async (next, at) =>
    await this.#oneByOne(async () => {
      const before = this.#open();
      const plan = this.#next;
      if (plan === null || plan !== next) throw new Error('not the generation in preparation');
      const { random, now } = this.#env;
      const { state } = this.#file;
      const keyring = plan.keyringAfter(before.keyring, { ...at, now: now() });
      const keys = { master: plan.master ?? this.#file.keys.master, keyring: plan.keyringKey };
      const header: HeaderState = {
        ...state,
        generation: plan.generation,
        keyring: plan.keyringNumber,
        copy: plan.copy,
        ...plan.slotsFor(now(), random),
      };
      const box = sealBuckets(keyring.buckets, keys.keyring, random);
      const bytes = sealKeyring(keyring, { box, keyringKey: keys.keyring }, random);
      const written = await this.#carrier.writeKeyring({ number: keyring.number, bytes });
      if (!written.ok) return written;
      // Locked meanwhile: the keys are gone, and the old pair still counts.
      this.#open();
      const headed = await this.#headed(header, keys);
      if (!headed.ok) return headed;
      plan.taken(before.keyring, this.#retired);
      this.#next = null;
      if (this.#inForce === null) this.#wipe(keyring);
      else this.#inForce = { keyring, box };
      return headed;
    });

  readonly abandon = (next: NextKeys): void => {
    if (this.#next === null || this.#next !== next) return;
    this.#next.wipe();
    this.#next = null;
  };

  readonly opens = (slot: Slot, key: Uint8Array): boolean => {
    this.#open();
    return this.#file.opens(slot, key);
  };

  readonly seal = (key: SlotKey, pending: boolean): Slot => {
    this.#open();
    return this.#file.seal(key, pending);
  };

  readonly writeHeader: VaultKeys['writeHeader'] = async (change) =>
    await this.#oneByOne(async () => {
      this.#open();
      return await this.#file.write(change(this.#file.state));
    });

  readonly zero = (): void => {
    if (this.#next !== null) this.abandon(this.#next);
    if (this.#inForce !== null) this.#wipe(this.#inForce.keyring);
    this.#inForce = null;
  };

  /** When it rejects, which files count is not known: nothing more is written to any, as if locked. */
  async #headed(header: HeaderState, keys: HeaderKeys): Promise<Outcome<null, 'disk-full'>> {
    try {
      return await this.#file.replace(header, keys);
    } catch (error) {
      this.zero();
      throw error;
    }
  }

  #wipe(keyring: Keyring): void {
    wipeKeyring(keyring);
    this.#file.zero();
    for (const key of this.#retired.splice(0)) key.fill(0);
  }

  #open(): InForce {
    if (this.#inForce === null) throw new Error('the vault is locked');
    return this.#inForce;
  }

  /** Nothing while the store still stands in the generation that a commit has just left. */
  #placeIn(generation: number): { readonly head: Head; readonly end: number } | null {
    const place = this.#place?.();
    return place?.generation === generation ? { head: place.head, end: place.end } : null;
  }
}

/** Secrets that a write left out. */
function gone(before: Keyring, after: Keyring): readonly Uint8Array[] {
  const kept = new Set(after.prekeys.map(({ secret }) => secret));
  const names = ['rootSeed', 'rootCode', 'tombstoneKey'] as const;
  return [
    ...before.prekeys.map(({ secret }) => secret).filter((secret) => !kept.has(secret)),
    ...(before.device === after.device ? [] : Object.values(before.device)),
    ...names.flatMap((name) => (before[name] === after[name] ? [] : [before[name] ?? NO_SECRET])),
  ];
}

const NO_SECRET = new Uint8Array(0);

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
