import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frame, FrameReader } from './frames.ts';
import { MAX_BODY_BYTES, MAX_HEAD_BYTES } from './limits.ts';
import { BadBackup } from './refusals.ts';

/** The bytes in pieces of these lengths, then whatever is left. */
function pieces(bytes: Uint8Array, lengths: readonly number[]) {
  let at = 0;
  const turns = [...lengths];
  return async (): Promise<Uint8Array | null> => {
    if (at >= bytes.length) return null;
    const piece = bytes.subarray(at, at + (turns.shift() ?? bytes.length));
    at += piece.length;
    return piece;
  };
}

const heads = fc.dictionary(fc.string(), fc.jsonValue());
const bodies = fc.uint8Array({ maxLength: 300 });

test('records come back as they went, however the stream is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(heads, bodies), { maxLength: 8 }),
      fc.array(fc.nat(40)),
      async (records, lengths) => {
        const bytes = concatBytes(...records.map(([head, body]) => frame(head, body)));
        const reader = new FrameReader(pieces(bytes, lengths));
        for (const [head, body] of records) {
          const read = await reader.frame();
          expect(read.head).toEqual(JSON.parse(JSON.stringify(head)));
          expect(read.bytes).toEqual(body);
        }
        await reader.end();
        expect(reader.taken).toBe(bytes.length);
      },
    ),
  );
});

test('a record cut anywhere is refused, and so is a byte too many', async () => {
  const bytes = frame({ type: 'x' }, new Uint8Array(9));
  for (let length = 0; length < bytes.length; length += 1) {
    const reader = new FrameReader(pieces(bytes.subarray(0, length), [3]));
    await expect(reader.frame()).rejects.toThrow(BadBackup);
  }
  const reader = new FrameReader(pieces(concatBytes(bytes, new Uint8Array(1)), []));
  await reader.frame();
  await expect(reader.end()).rejects.toThrow(BadBackup);
});

test('a length above its bound is refused before anything of that length is read', async () => {
  for (const [json, body] of [
    [MAX_HEAD_BYTES + 1, 0],
    [2, MAX_BODY_BYTES + 1],
  ] as const) {
    const lengths = new Uint8Array(8);
    new DataView(lengths.buffer).setUint32(0, json);
    new DataView(lengths.buffer).setUint32(4, body);
    let asked = 0;
    const reader = new FrameReader(async () => {
      asked += 1;
      return asked === 1 ? lengths : new Uint8Array(1024);
    });
    await expect(reader.frame()).rejects.toThrow(BadBackup);
    expect(asked).toBe(1);
  }
  expect(() => frame({}, new Uint8Array(MAX_BODY_BYTES + 1))).toThrow(RangeError);
});

test('the digest is of everything before the record read last', async () => {
  const one = frame({ a: 1 }, new Uint8Array([1, 2, 3]));
  const two = frame({ b: 2 });
  const reader = new FrameReader(pieces(concatBytes(one, two), [5]));
  await reader.frame();
  await reader.frame();
  expect(reader.digest()).toBe(bytesToHex(sha256(one)));
});

test('JSON that is none is refused', async () => {
  const bytes = frame({});
  bytes[8] = 0xff;
  await expect(new FrameReader(pieces(bytes, [])).frame()).rejects.toThrow(BadBackup);
});
