import { expect, test } from 'vitest';
import { PROPOSED_RETENTION as proposed } from '../../../../contract/retention.ts';
import { isBad, rulesFrom, sameRules, typedFrom } from './rules.ts';

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

test('changed rules are told from unchanged ones', () => {
  expect(sameRules(proposed, { ...proposed })).toBe(true);
  expect(sameRules(proposed, { ...proposed, contacts: 31 })).toBe(false);
});
