import { expect, test } from 'vitest';
import { codersOf } from './coders.ts';

test('two who code under one name can be told apart', () => {
  const creator = (id: string, name: string) => ({ id, name, annotations: 1, messages: 1 });
  const creators = [creator('Noa', 'Noa'), creator('Mika', 'Mika'), creator('Noa/1f', 'Noa')];
  expect(codersOf({ creators })).toEqual([
    { value: 'Noa', label: 'Noa' },
    { value: 'Mika', label: 'Mika' },
    { value: 'Noa/1f', label: 'Noa (2)' },
  ]);
});
