import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketId } from '../../../protocol/ids.ts';
import { Ordered } from './ordered.ts';
import type { Heads } from './store/vault-store.ts';

interface Line {
  readonly rank: number;
}

const lines = (): Heads<Line> => {
  const map = new Map<BucketId, Line>();
  return {
    get: (bucket) => map.get(bucket),
    set: (bucket, line) => void (line === null ? map.delete(bucket) : map.set(bucket, line)),
    entries: () => map.entries(),
    size: () => map.size,
  };
};
const bucketOf = (n: number): BucketId => BucketId(n.toString(16).padStart(32, '0'));
const byRank = (a: Line, b: Line): number => a.rank - b.rank;

test('whatever is added, changed or removed, a page is the same as of the whole list sorted anew', () => {
  const step = fc.record({ bucket: fc.nat({ max: 12 }), rank: fc.option(fc.nat({ max: 5 })) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat({ max: 60 }), (steps, sortAt) => {
      const heads = lines();
      const ordered = new Ordered(heads, byRank);
      for (const [at, { bucket, rank }] of steps.entries()) {
        if (at === sortAt) ordered.page({ from: 0, limit: 1 });
        ordered.set(bucketOf(bucket), rank === null ? null : { rank });
      }
      const fresh = new Ordered(heads, byRank).page({ from: 0, limit: 100 });
      expect(ordered.page({ from: 0, limit: 100 })).toEqual(fresh);
      expect(fresh.map(({ rank }) => rank)).toEqual(
        fresh.map(({ rank }) => rank).toSorted((a, b) => a - b),
      );
      expect(ordered.page({ from: 2, limit: 3 })).toEqual(fresh.slice(2, 5));
    }),
  );
});

test('a change among fifty thousand lines sorts nothing again', () => {
  const heads = lines();
  for (let n = 0; n < 50_000; n += 1) heads.set(bucketOf(n), { rank: (n * 7919) % 50_000 });
  let compared = 0;
  const ordered = new Ordered(heads, (a, b) => {
    compared += 1;
    return byRank(a, b);
  });
  ordered.page({ from: 0, limit: 50 });
  compared = 0;
  ordered.set(bucketOf(3), { rank: -1 });
  expect(ordered.page({ from: 0, limit: 1 })).toEqual([{ rank: -1 }]);
  expect(compared).toBeLessThan(100);
});
