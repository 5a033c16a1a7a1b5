import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { MAX_NEWCOMER_NAME, PAD_BUCKETS } from '../limits.ts';
import { readBody } from './body.ts';
import { readJoin, writeJoin, type JoinBody } from './join.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const name = fc.string({ minLength: 1, maxLength: MAX_NEWCOMER_NAME, unit: 'binary' });
const join: fc.Arbitrary<JoinBody> = fc.record({ login: key, sign: key, name, mac: key });

test('every request is read back as it was written, and fits the smallest bucket', () => {
  fc.assert(
    fc.property(join, (request) => {
      const bytes = writeJoin(request);
      expect(readJoin(bytes)).toEqual(request);
      expect(bytes.length).toBeLessThan(PAD_BUCKETS[0]);
    }),
  );
});

test('a request changed anywhere is another request, none, or refused, and never an accident', () => {
  fc.assert(
    fc.property(join, fc.nat(), fc.nat({ max: 255 }), (request, at, to) => {
      const bytes = writeJoin(request);
      bytes[at % bytes.length] = to;
      try {
        readJoin(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }),
  );
});

test.each([
  ['a name of 41', { name: 'x'.repeat(MAX_NEWCOMER_NAME + 1) }, 'too-large'],
  ['no name', { name: '' }, 'bad-body'],
  ['a key cut short', { login: 'ab' }, 'bad-body'],
  ['a MAC in capitals', { mac: 'AB'.repeat(32) }, 'bad-body'],
  ['another version', { v: 2 }, 'wrong-version'],
])('%s is refused', (_, changed, code) => {
  const hex = '00'.repeat(32);
  const whole = { v: 1, type: 'join', login: hex, sign: hex, name: 'Mira', mac: hex };
  const bytes = utf8ToBytes(JSON.stringify({ ...whole, ...changed }));
  expect(() => readJoin(bytes)).toThrow(code);
});

test('what is something else is left to others, and a request is no body of a conversation', () => {
  expect(readJoin(utf8ToBytes('{"v":1,"type":"text"}'))).toBeNull();
  const bytes = writeJoin({
    login: new Uint8Array(32),
    sign: new Uint8Array(32),
    name: 'Mira',
    mac: new Uint8Array(32),
  });
  expect(readBody(bytes)).toEqual({ type: 'unknown', name: 'join' });
});
