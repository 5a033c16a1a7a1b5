import { expect, test } from 'vitest';
import { PROPOSED_RETENTION as proposed } from '../../../../contract/retention.ts';
import { isBad, isNews, rulesFrom, typedFrom } from './rules.ts';

test('rules survive being typed', () => {
  expect(rulesFrom(typedFrom(proposed))).toEqual(proposed);
});

test('an empty field means: kept until somebody decides', () => {
  expect(rulesFrom({ ...typedFrom(proposed), contacts: ' ' })?.contacts).toBeNull();
});

test('anything but whole days within bounds is no rule', () => {
  expect(['0', '-3', '36501', '2.5', 'sieben'].map(isBad)).toEqual([true, true, true, true, true]);
  expect(['1', '36500', ''].map(isBad)).toEqual([false, false, false]);
  expect(rulesFrom({ ...typedFrom(proposed), evidence: '0' })).toBeNull();
});

test('there is something to save where the rules differ, or where the team has none yet', () => {
  const stands = { rules: proposed, shared: true };
  expect(isNews({ ...proposed }, stands)).toBe(false);
  expect(isNews({ ...proposed, contacts: 31 }, stands)).toBe(true);
  expect(isNews({ ...proposed }, { ...stands, shared: false })).toBe(true);
});
