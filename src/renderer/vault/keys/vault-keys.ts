/**
 * Vault, keys: the open keyring, and the one way to change it.
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
import type { HeaderKeys } from './header.ts';
import { sealKeyring, wipeKeyring, type Keyring } from './keyring.ts';

export interface VaultKeys {
  readonly current: () => Keyring;
  /** Writes what `change` makes of the newest keyring; null leaves it as it is. */
  readonly write: (
    change: (keyring: Keyring) => Partial<Omit<Keyring, 'counter' | 'head'>> | null,
  ) => Promise<Outcome<null, 'disk-full'>>;
  /** From now on every write also records where the journal stands. */
  readonly watchHead: (head: () => Head) => void;
  readonly dataKey: (bucket: BucketId) => Uint8Array | undefined;
  readonly zero: () => void;
}

export function vaultKeys(
  opened: { readonly keys: HeaderKeys; readonly keyring: Keyring },
  carrier: Pick<Carrier, 'writeVault'>,
  random: Random = platformRandom,
): VaultKeys {
  const oneByOne = serial();
  let keyring: Keyring | null = opened.keyring;
  let head: (() => Head) | null = null;

  const current = (): Keyring => {
    if (keyring === null) throw new Error('the vault is locked');
    return keyring;
  };

  return {
    current,
    write: async (change) =>
      await oneByOne(async () => {
        const before = current();
        const changes = change(before);
        if (changes === null) return ok(null);
        const next: Keyring = {
          ...before,
          ...changes,
          head: head?.() ?? before.head,
          counter: before.counter + 1,
        };
        const written = await carrier.writeVault({
          keyring: sealKeyring(next, opened.keys.keyring, random),
        });
        if (written.ok && keyring !== null) keyring = next;
        return written;
      }),
    watchHead: (of) => {
      head = of;
    },
    dataKey: (bucket) => current().buckets.get(bucket),
    zero: () => {
      if (keyring !== null) wipeKeyring(keyring);
      opened.keys.master.fill(0);
      opened.keys.keyring.fill(0);
      keyring = null;
    },
  };
}

/** Fresh data keys without rows yet, to be made durable before the first of them is used. */
export function spareBuckets(
  count: number = SPARE_BUCKETS,
  random: Random = platformRandom,
): ReadonlyMap<BucketId, Uint8Array> {
  return new Map(
    Array.from({ length: count }, () => [BucketId.random(), random(KEY_BYTES)] as const),
  );
}
