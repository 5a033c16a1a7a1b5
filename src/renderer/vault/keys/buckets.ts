/** Vault, keys: which data keys are still without rows, and making more before they run out. */
import type { Random } from '../../../../protocol/crypto/random.ts';
import type { BucketId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { MAX_BUCKETS, SPARE_BUCKETS, SPARE_LOW } from '../limits.ts';
import { spareBuckets, type VaultKeys } from './vault-keys.ts';

export interface Buckets {
  /** The device's own bucket: the first the keyring holds. */
  readonly own: BucketId;
  /** Makes sure that `count` spare keys are on the disk. `vault-full`: the keyring holds no more. */
  readonly ensure: (count: number) => Promise<Outcome<null, 'disk-full' | 'vault-full'>>;
  /** A spare bucket, to be given back when nothing was written to it. Call {@link Buckets.ensure} first. */
  readonly take: () => BucketId;
  readonly giveBack: (bucket: BucketId) => void;
  /** Buckets that were written to before this unlock, the own one left out. */
  readonly used: readonly BucketId[];
}

/** How many there may be, shortened by tests, and who is told when they are used up. */
interface Bound {
  readonly max?: number;
  readonly full?: (max: number) => void;
}

export function bucketsOf(
  keys: VaultKeys,
  isUsed: (bucket: BucketId) => boolean,
  random: Random,
  { max = MAX_BUCKETS, full = () => undefined }: Bound = {},
): Buckets {
  const [own, ...others] = [...keys.current().buckets.keys()];
  if (own === undefined) throw new Error('a keyring has its own bucket');
  const free = others.filter((bucket) => !isUsed(bucket));

  return {
    own,
    used: others.filter(isUsed),
    ensure: async (count) => {
      if (free.length >= Math.max(count, SPARE_LOW)) return ok(null);
      const room = Math.max(0, max - keys.current().buckets.size);
      if (free.length + room < count) {
        full(max);
        return refuse('vault-full');
      }
      if (room === 0) return ok(null);
      const fresh = spareBuckets(Math.min(room, SPARE_BUCKETS + count), random);
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
