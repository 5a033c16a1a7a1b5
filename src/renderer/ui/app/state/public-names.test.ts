import { expect, test } from 'vitest';
import type { RosterDevice } from '../../../../contract/people.ts';
import { namesOutside } from './public-names.ts';

type Device = Pick<RosterDevice, 'name' | 'alias' | 'roles'>;

/** One that says it writes under this name, and under another before. */
const writing = (now: string, before = ''): Device => ({
  name: '',
  alias: { now, before },
  roles: ['operator'],
});

test('whoever answers under a name without a face is named, once', () => {
  const devices = [writing('Noa'), writing('Birke'), writing('Birke')];
  expect(namesOutside(devices, ['Noa'])).toEqual([{ name: 'Birke', before: null }]);
  expect(namesOutside(devices, ['Noa', 'Birke'])).toEqual([]);
});

test('what a device is called on this one only is offered to nobody', () => {
  const called = (device: Device): Device => ({ ...device, name: 'Laptop am Empfang' });
  expect(namesOutside([called(writing(''))], [])).toEqual([]);
  expect(namesOutside([called(writing('Birke'))], [])).toEqual([{ name: 'Birke', before: null }]);
});

test('a new name takes the place of the old one, unless somebody else writes under that', () => {
  const renamed = writing('Mika', 'Mira');
  expect(namesOutside([renamed], ['Mira'])).toEqual([{ name: 'Mika', before: 'Mira' }]);
  expect(namesOutside([renamed, writing('Mira')], ['Mira'])).toEqual([
    { name: 'Mika', before: null },
  ]);
});

test('who does not answer, and whose name nobody knows, is left out', () => {
  const manager: Device = { ...writing('Kassel'), roles: ['manager'] };
  expect(namesOutside([manager, writing('')], [])).toEqual([]);
});
