import { expect, test } from 'vitest';
import { typedDirection } from './typed-direction.ts';

test('a field without letters reads as the page does; the first letter chooses', () => {
  expect(['', '  ', '110?', '🙏'].map(typedDirection)).toEqual(Array(4).fill(undefined));
  expect(['hallo', 'שלום', '1. مرحبا'].map(typedDirection)).toEqual(['auto', 'auto', 'auto']);
});
