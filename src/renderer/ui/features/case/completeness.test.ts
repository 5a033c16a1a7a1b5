import { expect, test } from 'vitest';
import { emptyIncident as empty } from '../../../../contract/case.ts';
import { completeness } from './completeness.ts';
import { splitIdentifiers } from './split-identifiers.ts';

test('an empty incident is not documented at all, and private names do not change that', () => {
  expect(completeness(empty)).toBe(0);
  expect(completeness({ ...empty, placeName: 'Schulhof', identifiers: ['Jonas'] })).toBe(0);
});

test('a form of antisemitism counts only where it is asked for', () => {
  const antisemitic = { ...empty, bias: ['ANTISEM'], form: null };
  expect(completeness({ ...antisemitic, form: 'OTH' })).toBeGreaterThan(completeness(antisemitic));
  const racist = { ...empty, bias: ['RACE_XEN'], form: null };
  expect(completeness({ ...racist, form: 'OTH' })).toBe(completeness(racist));
});

test('identifiers typed or pasted together are taken apart', () => {
  expect(splitIdentifiers(' Jonas K., 0151 2345678;\n@jonas_xk09 \n\n')).toEqual([
    'Jonas K.',
    '0151 2345678',
    '@jonas_xk09',
  ]);
});
