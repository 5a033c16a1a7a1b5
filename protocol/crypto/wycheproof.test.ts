import { createPublicKey, verify as verifyNative } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { concatBytes, bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { wycheproofCases } from '../testing/wycheproof.ts';
import { hkdf, hmac } from './kdf.ts';
import { dh, usable, verify } from './keys.ts';

const folder = new URL('../../../shared/data/wycheproof/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('Wycheproof vectors are not on this machine: their tests are skipped.');

const cases = (name: string) => wycheproofCases(readFileSync(new URL(name, folder), 'utf8'));
const ZERO = '00'.repeat(32);

describe.skipIf(!present)('Wycheproof', () => {
  test('X25519: all 518 outputs are right, and the 31 that are zero are refused', () => {
    const all = cases('x25519_test.json');
    const zero = all.filter((c) => bytesToHex(c.bytes('shared')) === ZERO);
    expect([all.length, zero.length]).toEqual([518, 31]);
    for (const c of all) {
      const agree = () => bytesToHex(dh(c.bytes('private'), c.bytes('public')));
      if (zero.includes(c)) expect(agree, `case ${c.id}`).toThrow('low-order');
      else expect(agree(), `case ${c.id}`).toBe(bytesToHex(c.bytes('shared')));
      expect(usable(c.bytes('public')), `case ${c.id}`).toBe(!zero.includes(c));
    }
  });

  test('Ed25519 in clients: 151 of 151, the malleable ones refused', () => {
    const all = cases('ed25519_test.json');
    expect(all.length).toBe(151);
    for (const c of all) {
      const holds = verify(c.bytes('pk'), c.bytes('msg'), c.bytes('sig'));
      expect(holds, `case ${c.id}`).toBe(c.result === 'valid');
    }
  });

  test('Ed25519 as the relay verifies it (node:crypto): 151 of 151', () => {
    const der = hexToBytes('302a300506032b6570032100');
    for (const c of cases('ed25519_test.json')) {
      const spki = Buffer.from(concatBytes(der, c.bytes('pk')));
      const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
      const holds = verifyNative(null, c.bytes('msg'), key, c.bytes('sig'));
      expect(holds, `case ${c.id}`).toBe(c.result === 'valid');
    }
  });

  test('HKDF-SHA-512: all 83 begin with our 32 bytes, or refuse a length we never ask for', () => {
    const all = cases('hkdf_sha512_test.json');
    expect(all.length).toBe(83);
    for (const c of all) {
      if (c.result === 'invalid') {
        expect(c.number('size')).toBeGreaterThan(255 * 64);
        continue;
      }
      const okm = c.bytes('okm').subarray(0, 32);
      const ours = hkdf(c.bytes('ikm'), c.bytes('salt'), c.bytes('info'));
      expect(bytesToHex(ours.subarray(0, okm.length)), `case ${c.id}`).toBe(bytesToHex(okm));
    }
  });

  test('HMAC-SHA-512: all 174', () => {
    const all = cases('hmac_sha512_test.json');
    expect(all.length).toBe(174);
    for (const c of all) {
      const tag = hmac(c.bytes('key'), c.bytes('msg')).subarray(0, c.number('tagSize') / 8);
      const same = bytesToHex(tag) === bytesToHex(c.bytes('tag'));
      expect(same, `case ${c.id}`).toBe(c.result === 'valid');
    }
  });
});
