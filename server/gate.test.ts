import { expect, test } from 'vitest';
import { CLAIM_CODE_LIFE_MS, CLAIM_TRIES } from '../protocol/limits.ts';
import { newClaim } from './claim.ts';
import { fullAllowance, take, workBitsAt, type Allowance, type Rate } from './gate.ts';

const rate: Rate = { burst: 3, perSecond: 2 };

/** How many of these moments (ms) are let through. */
function passes(moments: readonly number[]): number {
  let allowance: Allowance = fullAllowance(rate, 0);
  let passed = 0;
  for (const now of moments) {
    const left = take(allowance, rate, now);
    if (left === null) continue;
    allowance = left;
    passed += 1;
  }
  return passed;
}

test('a burst passes, then as many as the rate refills', () => {
  expect(passes([0, 0, 0, 0, 0])).toBe(3);
  expect(passes([0, 0, 0, 499])).toBe(3);
  expect(passes([0, 0, 0, 500, 999])).toBe(4);
  expect(passes([0, 0, 0, 1000, 1000, 1000])).toBe(5);
});

test('a long silence saves up no more than a burst', () => {
  expect(passes([0, 0, 0, 3_600_000, 3_600_000, 3_600_000, 3_600_000])).toBe(6);
});

test('a clock set back gives nothing and takes nothing', () => {
  expect(passes([5000, 0, 0, 0, 0])).toBe(3);
});

test('work is asked for from half full, and more the fuller it is', () => {
  expect([0, 0.49, 0.5, 0.74, 0.75, 0.9, 1].map(workBitsAt)).toEqual([0, 0, 16, 16, 18, 20, 20]);
});

test('a claim code is taken however a person types it', () => {
  const claim = newClaim(0);
  expect(claim.matches(claim.code, 1)).toBe(true);
  expect(claim.matches(claim.code.toLowerCase().replace('-', ' '), 1)).toBe(true);
  expect(claim.matches(claim.code.replaceAll('0', 'o').replaceAll('1', 'l'), 1)).toBe(true);
  expect(claim.matches(claim.code.slice(1), 1)).toBe(false);
  expect(claim.matches('', 1)).toBe(false);
});

test('a claim code lasts an hour, a thousand wrong tries, and one use', () => {
  const late = newClaim(0);
  expect(late.matches(late.code, CLAIM_CODE_LIFE_MS)).toBe(true);
  expect(late.matches(late.code, CLAIM_CODE_LIFE_MS + 1)).toBe(false);
  const guessed = newClaim(0);
  for (let n = 0; n < CLAIM_TRIES; n += 1) guessed.matches('UUUUUUUU', 1);
  expect(guessed.matches(guessed.code, 1)).toBe(false);
  const used = newClaim(0);
  used.use();
  expect(used.matches(used.code, 1)).toBe(false);
});
