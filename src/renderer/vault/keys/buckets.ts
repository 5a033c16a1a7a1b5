/** Vault, keys: which data keys are still without rows, and making more before they run out. */
import type { Random } from '../../../../protocol/crypto/random.ts';
import type { BucketId } from '../../../../protocol/ids.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { SPARE_BUCKETS, SPARE_LOW } from '../limits.ts';
import { spareBuckets, type VaultKeys } from './vault-keys.ts';

export interface Buckets {
  /** The device's own bucket: the first the keyring holds. Quarantine lies in it. */
  readonly own: BucketId;
  /** Makes sure that `count` spare keys are on the disk. */
  readonly ensure: (count: number) => Promise<Outcome<null, 'disk-full'>>;
  /** A spare bucket, to be given back when nothing was written to it. Call {@link Buckets.ensure} first. */
  readonly take: () => BucketId;
  readonly giveBack: (bucket: BucketId) => void;
  /** Buckets that were written to before this unlock, the own one left out. */
  readonly used: readonly BucketId[];
}

export function bucketsOf(
  keys: VaultKeys,
  isUsed: (bucket: BucketId) => boolean,
  random: Random,
): Buckets {
  const [own, ...others] = [...keys.current().buckets.keys()];
  if (own === undefined) throw new Error('a keyring has its own bucket');
  const free = others.filter((bucket) => !isUsed(bucket));

  return {
    own,
    used: others.filter(isUsed),
    ensure: async (count) => {
      if (free.length >= Math.max(count, SPARE_LOW)) return ok(null);
      const fresh = spareBuckets(SPARE_BUCKETS + count, random);
      const written = await keys.write(({ buckets }) => ({
        buckets: new Map([...buckets, ...fresh]),
      }));
      if (written.ok) free.push(...fresh.keys());
      return written.ok || free.length >= count ? ok(null) : written;
    },
    take: () => {
      const bucket = free.shift();
      if (bucket === undefined) throw new Error('no spare data key: ensure first');
      return bucket;
    },
    giveBack: (bucket) => {
      free.unshift(bucket);
    },
  };
}
