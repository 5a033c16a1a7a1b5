import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withLatest } from './recent.ts';

test('never more are kept than there may be, and always what was used last, in that order', () => {
  const uses = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(uses, fc.integer({ min: 1, max: 6 }), (used, most) => {
      let all: ReadonlyMap<number, number> = new Map();
      for (const [turn, key] of used.entries()) all = withLatest(all, [key, turn], most);
      const latest = [...new Set(used.toReversed())].slice(0, most).toReversed();
      expect([...all]).toEqual(latest.map((key) => [key, used.lastIndexOf(key)]));
    }),
  );
});
