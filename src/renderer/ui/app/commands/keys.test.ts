import { expect, test } from 'vitest';
import { presses, type Key, type KeyPress } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrl: false,
  alt: false,
  shift: false,
  composing: false,
  inField: false,
  ...more,
});

const all = { singleKeys: true };
const j: Key = { key: 'j' };
const palette: Key = { key: 'k', ctrl: true };
const back: Key = { key: 'escape' };

test('a letter is a command only outside fields', () => {
  expect(presses(press('j'), j, all)).toBe(true);
  expect(presses(press('J'), j, all)).toBe(true);
  expect(presses(press('j', { inField: true }), j, all)).toBe(false);
});

test('a key with Ctrl works while typing', () => {
  expect(presses(press('k', { ctrl: true, inField: true }), palette, all)).toBe(true);
  expect(presses(press('k', { inField: true }), palette, all)).toBe(false);
});

test('AltGr types characters and never commands', () => {
  expect(presses(press('k', { ctrl: true, alt: true }), palette, all)).toBe(false);
  expect(presses(press('j', { alt: true }), j, all)).toBe(false);
});

test('a key of an input method is part of a word, Escape and letters alike', () => {
  expect(presses(press('j', { composing: true }), j, all)).toBe(false);
  expect(presses(press('Escape', { composing: true }), back, all)).toBe(false);
});

test('under a Hebrew or Russian layout the place on the keyboard counts', () => {
  expect(presses(press('ח', { code: 'KeyJ' }), j, all)).toBe(true);
  expect(presses(press('л', { code: 'KeyK', ctrl: true }), palette, all)).toBe(true);
  expect(presses(press('о', { code: 'KeyJ', inField: true }), j, all)).toBe(false);
});

test('a Latin layout goes by its letters, wherever they are', () => {
  expect(presses(press('n', { code: 'KeyJ' }), j, all)).toBe(false);
});

test('a sign is its sign, with or without Shift', () => {
  expect(presses(press('?', { shift: true }), { key: '?' }, all)).toBe(true);
  expect(presses(press('/', { shift: true }), { key: '/' }, all)).toBe(true);
});

test('switched off, keys without Ctrl do nothing; the others and Escape stay', () => {
  const few = { singleKeys: false };
  expect(presses(press('j'), j, few)).toBe(false);
  expect(presses(press('k', { ctrl: true }), palette, few)).toBe(true);
  expect(presses(press('Escape', { inField: true }), back, few)).toBe(true);
});
