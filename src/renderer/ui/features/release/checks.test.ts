import { expect, test } from 'vitest';
import type { ReleasePlan } from '../../../../contract/release.ts';
import type { Planning } from '../../app/state/release.ts';
import { checks } from './checks.ts';

const plan = {
  left: { unverified: 2, withoutConsent: 1, incomplete: 0, suppressed: 3 },
} as unknown as ReleasePlan;
const ready: Planning = { status: 'ready', plan, exporting: { status: 'none' } };
const states = (planning: Planning) =>
  Object.fromEntries(checks(planning).map(({ name, state }) => [name, state]));

test('before a plan nothing counts as met', () => {
  expect(new Set(Object.values(states({ status: 'none' })))).toEqual(new Set(['open']));
});

test('a plan meets every condition but the search of a file that does not exist yet', () => {
  expect(states(ready)).toMatchObject({ verified: 'met', class: 'met', file: 'open' });
});

test('only a written file counts as searched', () => {
  const done: Planning = { ...ready, exporting: { status: 'done', name: 'a.csv' } };
  expect(states(done)).toMatchObject({ file: 'met' });
});

test('a refusal fails its own condition and proves nothing about the others', () => {
  expect(states({ status: 'refused', why: 'below-k' })).toMatchObject({
    class: 'failed',
    verified: 'open',
    identifiers: 'open',
  });
});

test('what was held back is counted where it belongs', () => {
  const left = Object.fromEntries(checks(ready).map(({ name, left: n }) => [name, n]));
  expect(left).toMatchObject({ verified: 2, consent: 1, complete: 0, class: 3 });
});
