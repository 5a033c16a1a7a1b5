import { expect, test } from 'vitest';
import { ARGON_CALIBRATED_MAX, ARGON_FLOOR } from '../limits.ts';
import { isAcceptable, loadSodium, makeRoom, passphraseKey, workFor } from './passphrase.ts';

const salt = new Uint8Array(16).fill(1);

test('the same passphrase gives the same key, however its umlauts were typed', async () => {
  const sodium = await loadSodium();
  const how = { salt, work: ARGON_FLOOR };
  const composed = passphraseKey(sodium, 'Gr\u00fc\u00dfe vom Ahorn', how);
  expect(passphraseKey(sodium, 'Gru\u0308\u00dfe vom Ahorn', how)).toEqual(composed);
  expect(passphraseKey(sodium, 'Grusse vom Ahorn', how)).not.toEqual(composed);
});

test('the key is libsodium Argon2id over passphrase and salt', async () => {
  const sodium = await loadSodium();
  const key = passphraseKey(sodium, 'password', { salt, work: ARGON_FLOOR });
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  expect(sodium.crypto_pwhash(32, 'password', salt, 3, 64 * 1024 * 1024, algorithm)).toEqual(key);
});

test('room that was made beforehand is all that Argon2id takes', async () => {
  const sodium = await loadSodium();
  const heap = (): number => (sodium.libsodium as unknown as { HEAPU8: Uint8Array }).HEAPU8.length;
  const work = { memory: 2 * ARGON_FLOOR.memory, passes: ARGON_FLOOR.passes };
  makeRoom(sodium, work);
  const room = heap();
  expect(room).toBeGreaterThan(work.memory);
  passphraseKey(sodium, 'Grüße vom Ahorn', { salt, work });
  expect(heap()).toBe(room);
});

test('work outside floor and ceiling is never derived', async () => {
  const sodium = await loadSodium();
  for (const work of [
    { memory: 32 * 1024 * 1024, passes: 3 },
    { ...ARGON_FLOOR, passes: 2 },
    { memory: 2 ** 31, passes: 3 },
    { ...ARGON_FLOOR, passes: 17 },
  ]) {
    expect(isAcceptable(work)).toBe(false);
    expect(() => passphraseKey(sodium, 'x', { salt, work })).toThrow(RangeError);
  }
});

test('a fast machine fills more memory, a slow one the floor, none more than 256 MiB', () => {
  expect(workFor(100).memory).toBe(ARGON_CALIBRATED_MAX);
  expect(workFor(300).memory).toBe(ARGON_FLOOR.memory * 2);
  expect(workFor(900)).toEqual(ARGON_FLOOR);
  expect(workFor(5000)).toEqual(ARGON_FLOOR);
});
