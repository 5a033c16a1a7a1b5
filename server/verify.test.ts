import { expect, test } from 'vitest';
import { newSignKeys, sign } from '../protocol/crypto/keys.ts';
import { platformRandom } from '../protocol/crypto/random.ts';
import { DUMMY_KEY, verify } from './verify.ts';

const keys = newSignKeys();
const message = platformRandom(100);
const signature = sign(keys, message);

/** The order of the group, little-endian: S + L is the same point with another encoding. */
const L = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');

function plusOrder(s: Uint8Array): Uint8Array {
  let carry = 0;
  return s.map((byte, i) => {
    const sum = byte + (L[i] ?? 0) + carry;
    carry = Math.floor(sum / 256);
    return sum % 256;
  });
}

test('a signature made by the clients’ library holds', () => {
  expect(verify(keys.publicKey, message, signature)).toBe(true);
});

test('a flipped bit anywhere does not', () => {
  for (let at = 0; at < signature.length; at += 1) {
    const changed = signature.map((byte, i) => (i === at ? byte ^ 1 : byte));
    expect(verify(keys.publicKey, message, changed)).toBe(false);
  }
  expect(verify(keys.publicKey, platformRandom(100), signature)).toBe(false);
});

test('the same signature with S + L, which tweetnacl would take, does not', () => {
  const malleable = Uint8Array.from([
    ...signature.subarray(0, 32),
    ...plusOrder(signature.subarray(32)),
  ]);
  expect(verify(keys.publicKey, message, malleable)).toBe(false);
});

test('wrong lengths and keys that are no point are false, never an error', () => {
  const notAPoint = new Uint8Array(32).fill(0xff);
  expect(verify(notAPoint, message, signature)).toBe(false);
  expect(verify(keys.publicKey.subarray(1), message, signature)).toBe(false);
  expect(verify(keys.publicKey, message, signature.subarray(1))).toBe(false);
  expect(verify(keys.publicKey, message, new Uint8Array())).toBe(false);
});

test('the dummy key is a key like any other', () => {
  expect(DUMMY_KEY).toHaveLength(32);
  expect(verify(DUMMY_KEY, message, signature)).toBe(false);
});
