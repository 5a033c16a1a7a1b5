import { expect, test } from 'vitest';
import { namesOutside } from './public-names.ts';

const SILENT = { now: '', before: '' };
const device = (name: string, alias = SILENT) => ({ name, alias, roles: ['operator'] as const });

test('whoever was let in and answers under a name without a face is named, once', () => {
  const devices = [device('Noa'), device('Birke'), device('Birke')];
  expect(namesOutside(devices, ['Noa'])).toEqual([{ name: 'Birke', before: null }]);
  expect(namesOutside(devices, ['Noa', 'Birke'])).toEqual([]);
});

test('what a device says of itself counts for more than what it is called here', () => {
  const birke = device('Laptop am Empfang', { now: 'Birke', before: '' });
  expect(namesOutside([birke], ['Birke'])).toEqual([]);
  expect(namesOutside([birke], [])).toEqual([{ name: 'Birke', before: null }]);
});

test('a new name takes the place of the old one, unless somebody else writes under that', () => {
  const renamed = device('Mira', { now: 'Mika', before: 'Mira' });
  expect(namesOutside([renamed], ['Mira'])).toEqual([{ name: 'Mika', before: 'Mira' }]);
  expect(namesOutside([renamed, device('Mira')], ['Mira'])).toEqual([
    { name: 'Mika', before: null },
  ]);
});

test('who does not answer, and who nobody has named, is left out', () => {
  const manager = { ...device('Kassel'), roles: ['manager'] as const };
  expect(namesOutside([manager, device('')], [])).toEqual([]);
});
