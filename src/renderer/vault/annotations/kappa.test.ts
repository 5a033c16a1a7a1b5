import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kappa } from './kappa.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`kappa: seed ${seed}`);

test('two residents judging 100 lectures agree with 0.57, as Viera and Garrett (2005) work out', () => {
  const lectures = { both: 15, onlyFirst: 5, onlySecond: 10, neither: 70 };
  expect(kappa(lectures)).toBeCloseTo(0.57, 2);
});

test('two readers of 50 grant proposals agree with 0.4, the textbook example', () => {
  expect(kappa({ both: 20, onlyFirst: 5, onlySecond: 10, neither: 15 })).toBeCloseTo(0.4, 10);
});

test('who always agrees has 1, who agrees as often as chance has 0, who never does is below', () => {
  expect(kappa({ both: 3, onlyFirst: 0, onlySecond: 0, neither: 4 })).toBe(1);
  expect(kappa({ both: 1, onlyFirst: 1, onlySecond: 1, neither: 1 })).toBe(0);
  expect(kappa({ both: 0, onlyFirst: 2, onlySecond: 2, neither: 0 })).toBe(-1);
});

test('where both always say the same there is nothing to measure, nor where nothing was coded', () => {
  expect(kappa({ both: 7, onlyFirst: 0, onlySecond: 0, neither: 0 })).toBeNull();
  expect(kappa({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 7 })).toBeNull();
  expect(kappa({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 })).toBeNull();
});

test('it is the same whoever is called first, and never above 1', () => {
  const n = fc.nat(500);
  fc.assert(
    fc.property(n, n, n, n, (both, onlyFirst, onlySecond, neither) => {
      const one = kappa({ both, onlyFirst, onlySecond, neither });
      const other = kappa({ both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither });
      expect(one).toEqual(other);
      expect(one ?? 0).toBeLessThanOrEqual(1);
    }),
    { seed },
  );
});
