import { expect, test } from 'vitest';
import { keychainStateOf } from './keychain-policy.ts';

/** Every name Electron documents, and some it may come up with. */
const backends = [
  ['basic_text', 'basic'],
  ['gnome_libsecret', 'ready'],
  ['kwallet', 'ready'],
  ['kwallet5', 'ready'],
  ['kwallet6', 'ready'],
  ['unknown', 'none'],
  ['', 'none'],
  ['secret_portal_v2', 'none'],
  [null, 'none'],
] as const;

test.each(backends)('on Linux, %s is %s', (backend, state) => {
  expect(keychainStateOf({ platform: 'linux', async: true, backend, available: true })).toBe(state);
});

test('a real backend that is not available is none, and basic text stays what it is', () => {
  for (const [backend, state] of backends) {
    const found = keychainStateOf({ platform: 'linux', async: true, backend, available: false });
    expect(found, String(backend)).toBe(state === 'ready' ? 'none' : state);
  }
});

test('without the asynchronous calls there is none, whatever the system has', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (const [backend] of backends) {
      expect(keychainStateOf({ platform, async: false, backend, available: true })).toBe('none');
    }
  }
});

test('elsewhere the system’s own word counts', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    const facts = { platform, async: true, backend: null };
    expect(keychainStateOf({ ...facts, available: true })).toBe('ready');
    expect(keychainStateOf({ ...facts, available: false })).toBe('none');
  }
});
