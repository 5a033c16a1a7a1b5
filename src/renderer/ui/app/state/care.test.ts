import { expect, test } from 'vitest';
import { PLAIN_CARE, type Strain } from '../../../../contract/figures.ts';
import { care, noCare, shownStrain, type CareEvent } from './care.ts';

const strain = (more: Partial<Strain>): CareEvent => ({
  type: 'strain',
  strain: { rules: PLAIN_CARE, since: null, today: 1000, hard: 0, over: null, ...more },
});
const after = (...events: readonly CareEvent[]) => shownStrain(events.reduce(care, noCare))?.over;
const away: CareEvent = { type: 'put-away' };

test('what was put away comes back with a new occasion and not before', () => {
  const long = strain({ over: 'long', since: 5000 });
  expect(after(long)).toBe('long');
  expect(after(long, away)).toBeUndefined();
  expect(after(long, away, long)).toBeUndefined();
  expect(after(long, away, strain({ over: 'long', since: 9000 }))).toBe('long');
});

test('one more hard conversation is a new occasion, and so is as many on another day', () => {
  const hard = strain({ over: 'hard', hard: 3 });
  expect(after(hard, away, hard)).toBeUndefined();
  expect(after(hard, away, strain({ over: 'hard', hard: 4 }))).toBe('hard');
  expect(after(hard, away, strain({ over: 'hard', hard: 3, today: 2000 }))).toBe('hard');
});

test('while nothing is over there is nothing to say', () => {
  expect(after()).toBeUndefined();
  expect(after(strain({ hard: 2 }))).toBeUndefined();
  expect(after(away, strain({ over: 'long', since: 1 }))).toBe('long');
});
