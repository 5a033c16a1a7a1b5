import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { BlobId, ReadCapability } from '../ids.ts';
import { BLOB_CHUNK_BYTES, MAX_BLOB_BYTES, MAX_BLOB_CHUNKS } from '../limits.ts';
import { fixedRandom } from '../testing/random.ts';
import { SEALED_CHUNK_BYTES } from '../wire/blob.ts';
import {
  chunkCount,
  openBlob,
  openChunk,
  sealBlob,
  sealChunk,
  type BlobReference,
} from './blob.ts';

const noise = fixedRandom('blob');
const newKey = (bytes: number) => ({ id: BlobId.of(noise(16)), key: noise(32), bytes });

interface Made {
  readonly file: Uint8Array;
  readonly reference: BlobReference;
  readonly chunks: readonly Uint8Array[];
}

async function seal(file: Uint8Array, pieces: readonly Uint8Array[] = [file]): Promise<Made> {
  const key = newKey(file.length);
  const sealing = sealBlob(key, pieces);
  const chunks: Uint8Array[] = [];
  let step = await sealing.next();
  for (; step.done !== true; step = await sealing.next()) {
    expect(step.value.index).toBe(chunks.length);
    chunks.push(step.value.sealed);
  }
  const reference = { ...key, read: ReadCapability.of(noise(16)), hash: step.value };
  return { file, reference, chunks };
}

async function opened(
  reference: BlobReference,
  chunks: readonly Uint8Array[],
): Promise<Uint8Array | string> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of openBlob(reference, chunks)) pieces.push(piece);
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return concatBytes(...pieces);
}

/** Sizes around every edge of a chunk, and some in between. */
const size = fc.oneof(
  fc.constantFrom(0, 1, 2),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -2, max: 2 }))
    .map(([chunks, by]) => chunks * BLOB_CHUNK_BYTES + by),
  fc.integer({ min: 0, max: 200_000 }),
);

/** The file cut at these places, wherever they fall. */
const cut = (file: Uint8Array, at: readonly number[]): readonly Uint8Array[] => {
  const ends = [...at.map((place) => place % (file.length + 1)), file.length];
  ends.sort((a, b) => a - b);
  return ends.map((end, i) => file.slice(ends[i - 1] ?? 0, end));
};

describe('blobs', () => {
  test('a file of any size, in pieces of any size, comes out as it went in, in chunks of one length', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.array(fc.nat(), { maxLength: 4 }), async (bytes, at) => {
        const file = noise(bytes);
        const { reference, chunks } = await seal(file, cut(file, at));
        expect(chunks.length).toBe(chunkCount(bytes));
        for (const chunk of chunks) expect(chunk.length).toBe(SEALED_CHUNK_BYTES);
        expect(await opened(reference, chunks)).toEqual(file);
      }),
      { numRuns: 25 },
    );
  });

  test('one flipped bit anywhere in a chunk, its name, its key, its length or its hash opens nothing', async () => {
    const { reference, chunks } = await seal(noise(BLOB_CHUNK_BYTES + 100));
    const flip = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
      const changed = bytes.slice();
      const place = at % bytes.length;
      changed[place] = (changed[place] ?? 0) ^ (1 << bit);
      return changed;
    };
    const anywhere = [fc.nat(), fc.nat({ max: 7 })] as const;
    await fc.assert(
      fc.asyncProperty(...anywhere, fc.nat({ max: 1 }), async (at, bit, which) => {
        const changed = chunks.map((chunk, i) => (i === which ? flip(chunk, at, bit) : chunk));
        expect(await opened(reference, changed)).toBe('cannot-open');
      }),
      { numRuns: 100 },
    );
    await fc.assert(
      fc.asyncProperty(...anywhere, async (at, bit) => {
        const id = BlobId.of(flip(new Uint8Array(Buffer.from(reference.id, 'hex')), at, bit));
        expect(await opened({ ...reference, id }, chunks)).toBe('cannot-open');
        const key = flip(reference.key, at, bit);
        expect(await opened({ ...reference, key }, chunks)).toBe('cannot-open');
        const hash = flip(reference.hash, at, bit);
        expect(await opened({ ...reference, hash }, chunks)).toBe('cannot-open');
      }),
      { numRuns: 20 },
    );
    for (const by of [-100, -1, 1, BLOB_CHUNK_BYTES]) {
      const bytes = reference.bytes + by;
      expect(await opened({ ...reference, bytes }, chunks)).toBe('cannot-open');
    }
  });

  test('chunks left out, repeated, swapped, added, or taken from another blob are refused', async () => {
    const mine = await seal(noise(3 * BLOB_CHUNK_BYTES));
    const [a, b, c, d] = mine.chunks;
    const foreign = (await seal(mine.file)).chunks[1];
    if (!a || !b || !c || !d || !foreign) throw new Error('four chunks');
    const wrong = [[], [a, b, c], [b, c, d], [a, a, c, d], [b, a, c, d], [a, b, c, d, d]];
    for (const chunks of [...wrong, [a, foreign, c, d]]) {
      expect(await opened(mine.reference, chunks)).toBe('cannot-open');
    }
    expect(await opened(mine.reference, [a, b, c, d])).toEqual(mine.file);
    for (const cutShort of [a.slice(0, -1), a.slice(0, 40), new Uint8Array(), concatBytes(a, d)]) {
      expect(() => openChunk(mine.reference, 0, cutShort)).toThrow('cannot-open');
    }
  });

  test('a chunk opens in its own place only, before anybody has looked at the whole', async () => {
    const { reference, chunks } = await seal(noise(2 * BLOB_CHUNK_BYTES + 5));
    for (const [at, chunk] of chunks.entries()) {
      for (const index of chunks.keys()) {
        if (index === at) expect(openChunk(reference, index, chunk).length).toBeGreaterThan(0);
        else expect(() => openChunk(reference, index, chunk)).toThrow('cannot-open');
      }
      expect(() => openChunk(reference, chunks.length, chunk)).toThrow('cannot-open');
    }
    // The last one is no middle of a longer file, though number and name are the same.
    const longer = { ...reference, bytes: 3 * BLOB_CHUNK_BYTES };
    expect(() => openChunk(longer, 2, chunks[2] ?? noise(1))).toThrow('cannot-open');
  });

  test('another file of the same length under the same key is not the one the message spoke of', async () => {
    const { reference } = await seal(noise(BLOB_CHUNK_BYTES + 3));
    const chunks: Uint8Array[] = [];
    for await (const { sealed } of sealBlob(reference, [noise(reference.bytes)]))
      chunks.push(sealed);
    expect(await opened(reference, chunks)).toBe('cannot-open');
  });

  test('a file cut at a chunk’s edge does not open as a shorter file, even with the shorter length', async () => {
    const { reference, chunks } = await seal(noise(2 * BLOB_CHUNK_BYTES));
    const bytes = 2 * BLOB_CHUNK_BYTES - 1;
    expect(await opened({ ...reference, bytes }, chunks.slice(0, 2))).toBe('cannot-open');
  });

  test('padding that is not the mark and zeros is refused, though the box around it is whole', () => {
    const key = newKey(5);
    // One chunk each, so both lengths share its key: the box opens, and the mark stands elsewhere.
    const full = { ...key, bytes: 9 };
    const sealed = sealChunk(full, { index: 0, plain: noise(9) });
    expect(() => openChunk(key, 0, sealed)).toThrow('cannot-open');
    expect(openChunk(full, 0, sealed).length).toBe(9);
  });

  test('a resumed upload seals what is missing and still knows the hash of the whole', async () => {
    const file = noise(3 * BLOB_CHUNK_BYTES + 7);
    const { reference, chunks } = await seal(file);
    const again = sealBlob(reference, [file], { missing: new Set([1, 3]) });
    const late = new Map<number, Uint8Array>();
    let step = await again.next();
    for (; step.done !== true; step = await again.next()) {
      late.set(step.value.index, step.value.sealed);
    }
    expect([...late.keys()]).toEqual([1, 3]);
    expect(step.value).toEqual(reference.hash);
    const both = chunks.map((chunk, index) => late.get(index) ?? chunk);
    expect(both[1]).not.toEqual(chunks[1]);
    expect(await opened(reference, both)).toEqual(file);
  });

  test('a file that is not as long as was said ends the sealing', async () => {
    const file = noise(BLOB_CHUNK_BYTES + 10);
    for (const bytes of [0, 9, BLOB_CHUNK_BYTES, BLOB_CHUNK_BYTES + 9, BLOB_CHUNK_BYTES + 11]) {
      const sealing = sealBlob(newKey(bytes), [file]);
      await expect(async () => {
        for (let step = await sealing.next(); step.done !== true;) step = await sealing.next();
      }).rejects.toThrow(RangeError);
    }
    const short = sealBlob(newKey(3 * BLOB_CHUNK_BYTES), [file]);
    await short.next();
    await expect(short.next()).rejects.toThrow(RangeError);
  });

  test('the largest file has as many chunks as the relay takes, and a larger one is too large', () => {
    expect(chunkCount(MAX_BLOB_BYTES)).toBe(MAX_BLOB_CHUNKS);
    for (const bytes of [MAX_BLOB_BYTES + 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => chunkCount(bytes)).toThrow('too-large');
    }
    expect(() => sealChunk(newKey(10), { index: 1, plain: noise(10) })).toThrow(RangeError);
    expect(() => sealChunk(newKey(10), { index: 0, plain: noise(11) })).toThrow(RangeError);
  });
});
