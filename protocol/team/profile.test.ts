import { expect, test } from 'vitest';
import { testTeam } from '../testing/team.ts';
import { MAX_BLOB_BYTES } from '../limits.ts';
import { Reader, Writer } from '../wire/bytes.ts';
import { isOrigin } from './origin.ts';
import { formatPin, parsePin } from './pin.ts';
import {
  maxFileBytes,
  maxSentBytes,
  profileNumbers,
  profileText,
  readProfile,
  writeProfile,
} from './profile.ts';

const { pin } = testTeam('profile');

test('a pin comes back as it was, and nothing else is a pin', () => {
  const text = formatPin(pin);
  expect(text.length).toBe(162);
  expect(parsePin(` ${text}\n`)).toEqual(pin);
  for (const bad of ['', text.slice(1), text.toUpperCase(), `${text}0`, text.replace('.', ',')]) {
    expect(() => parsePin(bad)).toThrow('bad-code at pin');
  }
});

test('a profile text is found in the language asked for, then the fallbacks, then without one', () => {
  const profile = [
    { key: 'alias.0.name', lang: '', value: 'Kim' },
    { key: 'alias.12.name', lang: '', value: 'Alex' },
    { key: 'greeting', lang: '', value: '—' },
    { key: 'greeting', lang: 'de', value: 'Hallo' },
    { key: 'greeting', lang: 'en', value: 'Hello' },
  ];
  expect(profileText(profile, 'greeting', 'de-CH')).toBe('Hallo');
  expect(profileText(profile, 'greeting', 'tr', ['en', 'de'])).toBe('Hello');
  expect(profileText(profile, 'greeting', 'tr')).toBe('—');
  expect(profileText(profile, 'hours', 'de', ['en'])).toBeUndefined();
  expect(profileNumbers(profile, 'alias')).toEqual([0, 12]);
  const writer = new Writer();
  writeProfile(writer, profile);
  expect(readProfile(new Reader(writer.done()))).toEqual(profile);
});

test('the limit for files counts both ways, and a team that takes none may still send', () => {
  const said = (value: string) => [{ key: 'blob.max-bytes', lang: '', value }];
  const both = (value: string) => [maxFileBytes(said(value)), maxSentBytes(said(value))];
  expect(both('1000')).toEqual([1000, 1000]);
  expect(both('0')).toEqual([0, MAX_BLOB_BYTES]);
  expect(both('99999999999')).toEqual([MAX_BLOB_BYTES, MAX_BLOB_BYTES]);
  expect(both('viel')).toEqual([MAX_BLOB_BYTES, MAX_BLOB_BYTES]);
  expect(maxSentBytes([])).toBe(MAX_BLOB_BYTES);
});

test.each([
  ['wss://relay.example', true],
  ['wss://relay.example:8443', true],
  ['wss://[2001:db8::1]:443', true],
  ['ws://127.0.0.1:8080', true],
  ['ws://localhost:1', true],
  [`ws://${'a'.repeat(56)}.onion`, true],
  ['ws://relay.example', false],
  ['ws://127.0.0.1.evil.example', false],
  ['ws://localhost.evil.example', false],
  ['wss://relay.example/', false],
  ['wss://user@relay.example', false],
  ['wss://Relay.example', false],
  ['https://relay.example', false],
  [`wss://${'a'.repeat(260)}`, false],
])('%s is a relay address: %s', (text, is) => {
  expect(isOrigin(text)).toBe(is);
});
