import { expect, test } from 'vitest';
import { commandOf, type KeyPress } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}) =>
  commandOf({ key, ctrl: false, alt: false, inField: false, open: true, ...more });

test('letters are commands only outside fields', () => {
  expect(press('j')).toBe('next');
  expect(press('k')).toBe('previous');
  expect(press('r')).toBe('reply');
  expect(press('r', { inField: true })).toBeNull();
});

test('locking and searching work while typing', () => {
  expect(press('L', { ctrl: true, inField: true })).toBe('lock');
  expect(press('k', { ctrl: true, inField: true })).toBe('search');
  expect(press(',', { ctrl: true, inField: true })).toBe('settings');
});

test('a closed vault has no commands', () => {
  expect(press('l', { ctrl: true, open: false })).toBeNull();
});

test('AltGr types characters and never commands', () => {
  expect(press('l', { ctrl: true, alt: true })).toBeNull();
});

test('a slash searches, except where it is a letter', () => {
  expect(press('/')).toBe('search');
  expect(press('/', { inField: true })).toBeNull();
});
