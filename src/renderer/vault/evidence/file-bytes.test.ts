import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { FileId } from '../../../../protocol/ids.ts';
import { ok } from '../../../contract/outcome.ts';
import { CHUNK_BYTES, CHUNKS_AHEAD } from '../limits.ts';
import { chunks, FakeDisk } from '../testing/fake-disk.ts';
import { loadBox } from './chunk-box.ts';
import { chunksOf, readFile, writeFile, type FileParts, type Written } from './file-bytes.ts';

const lib = await loadBox();

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** Bytes that differ from chunk to chunk. */
const noise = (size: number): Uint8Array =>
  new Uint8Array(size).map((_, i) => (i * 31 + (i >>> 16) * 7) % 251);

const bench = () => {
  const disk = new FakeDisk();
  const carrier = chunks(disk, () => undefined);
  const parts: FileParts = { lib, random: platformRandom, carrier };
  return { disk, parts };
};

async function written(parts: FileParts, bytes: Uint8Array, piece = 100_000): Promise<Written> {
  const file = await writeFile(parts, FileId.random(), inPieces(bytes, piece));
  if (!file.ok) throw new Error(file.refusal);
  return file.value;
}

/** What came before the first chunk that did not open, and whether all did. */
async function readBack(parts: FileParts, file: Written) {
  const hash = sha256.create();
  let length = 0;
  for await (const piece of readFile(parts, file)) {
    if (piece === null) return { isWhole: false, length };
    hash.update(piece);
    length += piece.length;
  }
  return { isWhole: true, length, sha256: bytesToHex(hash.digest()) };
}

test('chunks are full but for the last, however the bytes come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 * CHUNK_BYTES }),
      fc.integer({ min: 1000, max: 2 * CHUNK_BYTES }),
      async (length, piece) => {
        const sizes: number[] = [];
        const lasts: boolean[] = [];
        for await (const { bytes, last } of chunksOf(inPieces(new Uint8Array(length), piece))) {
          sizes.push(bytes.length);
          lasts.push(last);
        }
        const count = Math.ceil(length / CHUNK_BYTES);
        expect(sizes).toHaveLength(count);
        expect(sizes.slice(0, -1).every((size) => size === CHUNK_BYTES)).toBe(true);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(length);
        expect(lasts).toEqual(sizes.map((_, i) => i === count - 1));
      },
    ),
    { numRuns: 30 },
  );
});

test('a file comes back byte for byte, at every size around a chunk', async () => {
  for (const size of [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES]) {
    const { parts } = bench();
    const bytes = noise(size);
    const file = await written(parts, bytes);
    const hash = bytesToHex(sha256(bytes));
    expect(file).toMatchObject({
      bytes: size,
      sha256: hash,
      chunks: Math.ceil(size / CHUNK_BYTES),
    });
    expect(await readBack(parts, file)).toEqual({ isWhole: true, length: size, sha256: hash });
  }
});

test('a file that is cut, swapped, lengthened or changed does not read to its end', async () => {
  const { disk, parts } = bench();
  const file = await written(parts, noise(3 * CHUNK_BYTES + 10));
  const there = disk.files.get(file.file) ?? new Map<number, Uint8Array>();
  const chunk = (index: number): Uint8Array => there.get(index) ?? new Uint8Array();
  const whole = new Map(there);
  const spoilt: Record<string, () => void> = {
    'a chunk is gone': () => there.delete(2),
    'the last one is gone': () => there.delete(3),
    'two are swapped': () => void there.set(0, chunk(1)).set(1, whole.get(0) ?? chunk(0)),
    'one is repeated': () => void there.set(1, chunk(0)),
    'the last stands in the middle': () => void there.set(1, chunk(3)),
    'one bit is another': () =>
      void there.set(
        1,
        chunk(1).map((byte, i) => byte ^ Number(i === 99)),
      ),
  };
  for (const [what, spoil] of Object.entries(spoilt)) {
    spoil();
    expect((await readBack(parts, file)).isWhole, what).toBe(false);
    for (const [index, bytes] of whole) there.set(index, bytes);
    expect((await readBack(parts, file)).isWhole, what).toBe(true);
  }
});

test('a record that claims fewer chunks does not make a shorter file of it', async () => {
  const { parts } = bench();
  const file = await written(parts, noise(3 * CHUNK_BYTES));
  expect(await readBack(parts, { ...file, chunks: 2 })).toEqual({
    isWhole: false,
    length: CHUNK_BYTES,
  });
});

test('two files of the same bytes share no chunk', async () => {
  const { disk, parts } = bench();
  const bytes = noise(2 * CHUNK_BYTES);
  const one = await written(parts, bytes);
  const two = await written(parts, bytes);
  const chunk = disk.files.get(two.file)?.get(0) ?? new Uint8Array();
  disk.files.get(one.file)?.set(0, chunk);
  expect((await readBack(parts, one)).isWhole).toBe(false);
});

test('an empty file, a full disk and a source that breaks off leave nothing behind', async () => {
  const { disk, parts } = bench();
  const id = FileId.random();
  expect(await writeFile(parts, id, inPieces(new Uint8Array(0), 10))).toEqual({
    ok: false,
    refusal: 'empty',
  });
  const filling = async function* filling(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(2 * CHUNK_BYTES);
    disk.full = true;
    yield new Uint8Array(2 * CHUNK_BYTES);
  };
  expect(await writeFile(parts, id, filling())).toEqual({ ok: false, refusal: 'disk-full' });
  disk.full = false;
  const breaking = async function* breaking(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(2 * CHUNK_BYTES);
    throw new Error('lost');
  };
  await expect(writeFile(parts, id, breaking())).rejects.toThrow('lost');
  expect(disk.files.size).toBe(0);
});

test('of a large file no more than a few chunks are asked for before they are used', async () => {
  const size = 60;
  let held = 0;
  let most = 0;
  const sealed = new Map<number, Uint8Array>();
  const carrier: FileParts['carrier'] = {
    putChunk: async ({ index, bytes }) => {
      sealed.set(index, index < 2 ? bytes : new Uint8Array(0));
      return ok(null);
    },
    endFile: async () => ok(null),
    readChunk: async ({ index }) => {
      held += 1;
      most = Math.max(most, held);
      return sealed.get(index) ?? null;
    },
    dropFiles: async () => null,
  };
  let given = 0;
  const source = async function* source(): AsyncGenerator<Uint8Array> {
    for (; given < size; given += 1) yield new Uint8Array(CHUNK_BYTES).fill(given);
  };
  const parts = { lib, random: platformRandom, carrier };
  const file = await writeFile(parts, FileId.random(), source());
  if (!file.ok) throw new Error(file.refusal);
  expect(file.value.chunks).toBe(size);
  for await (const piece of readFile(parts, file.value)) {
    held -= 1;
    if (piece === null) break;
  }
  expect(most).toBeLessThanOrEqual(CHUNKS_AHEAD + 1);
});
