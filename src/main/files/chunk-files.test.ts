import { mkdtemp, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileId } from '../../../protocol/ids.ts';
import { ok } from '../../contract/outcome.ts';
import { MAX_CHUNK_BYTES, MAX_OPEN_FILES } from '../limits.ts';
import { openChunkFiles, SLOT_BYTES, type ChunkFiles } from './chunk-files.ts';

let outer: string;
let folder: string;
let chunks: ChunkFiles;

beforeEach(async () => {
  outer = await mkdtemp(path.join(tmpdir(), 'beistand-chunks-'));
  folder = path.join(outer, 'files');
  chunks = await openChunkFiles(folder);
});

afterEach(async () => {
  await chunks.close();
  await rm(outer, { recursive: true, force: true });
});

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const openHandles = async (): Promise<number> => {
  const links = await readdir('/proc/self/fd', { withFileTypes: true }).catch(() => null);
  return links?.length ?? 0;
};

test('chunks come back from their places, in whatever order they were written', async () => {
  const file = FileId.random();
  for (const index of [2, 0, 1]) {
    const length = index === 2 ? 5 : MAX_CHUNK_BYTES;
    expect(await chunks.put(file, index, bytes(length, index + 1))).toEqual(ok(null));
  }
  expect(await chunks.end(file)).toEqual(ok(null));
  expect(await chunks.read(file, 0)).toEqual(bytes(MAX_CHUNK_BYTES, 1));
  expect(await chunks.read(file, 2)).toEqual(bytes(5, 3));
  expect(await chunks.read(file, 1)).toEqual(bytes(MAX_CHUNK_BYTES, 2));
});

test('a chunk that is not there is null: no file, beyond the end, never written, cut off', async () => {
  const file = FileId.random();
  expect(await chunks.read(file, 0)).toBeNull();
  await chunks.put(file, 3, bytes(100, 1));
  expect(await chunks.read(file, 4)).toBeNull();
  expect(await chunks.read(file, 1)).toBeNull();
  await truncate(path.join(folder, file), 3 * SLOT_BYTES + 50);
  expect(await chunks.read(file, 3)).toBeNull();
  await truncate(path.join(folder, file), 3 * SLOT_BYTES + 2);
  expect(await chunks.read(file, 3)).toBeNull();
});

test('a length no chunk can have is not believed', async () => {
  const file = FileId.random();
  await writeFile(path.join(folder, file), bytes(2 * SLOT_BYTES, 0xff));
  expect(await chunks.read(file, 0)).toBeNull();
});

test('a place behind five gigabytes costs no memory', async () => {
  const file = FileId.random();
  const index = Math.ceil((5 * 1024 ** 3) / SLOT_BYTES);
  const before = process.memoryUsage().arrayBuffers;
  await chunks.put(file, index, bytes(10, 1));
  expect(await chunks.read(file, index)).toEqual(bytes(10, 1));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * SLOT_BYTES);
  expect((await stat(path.join(folder, file))).size).toBeGreaterThan(5 * 1024 ** 3);
});

test('files are listed by their names alone, and what is dropped is gone', async () => {
  const [one, two] = [FileId.random(), FileId.random()];
  for (const file of [one, two]) await chunks.put(file, 0, bytes(1, 1));
  await writeFile(path.join(folder, 'stranger'), '');
  expect([...(await chunks.list())].toSorted()).toEqual([one, two].toSorted());
  await chunks.drop([one, FileId.random()]);
  expect(await chunks.list()).toEqual([two]);
  expect(await chunks.read(one, 0)).toBeNull();
});

test('a file that was dropped begins anew', async () => {
  const file = FileId.random();
  await chunks.put(file, 0, bytes(9, 1));
  await chunks.put(file, 1, bytes(9, 1));
  await chunks.drop([file]);
  await chunks.put(file, 1, bytes(3, 2));
  expect(await chunks.read(file, 0)).toBeNull();
  expect(await chunks.read(file, 1)).toEqual(bytes(3, 2));
});

test('ending a file that was never begun is an error, not a promise', async () => {
  await expect(chunks.end(FileId.random())).rejects.toThrow('no such file');
});

test('only the owner can read a file', async () => {
  const file = FileId.random();
  await chunks.put(file, 0, bytes(1, 1));
  expect((await stat(folder)).mode & 0o077).toBe(0);
  expect((await stat(path.join(folder, file))).mode & 0o077).toBe(0);
});

test('many files asked for at once keep few handles open, and every chunk arrives', async () => {
  const files = Array.from({ length: 60 }, () => FileId.random());
  const before = await openHandles();
  await Promise.all(files.map((file, index) => chunks.put(file, 0, bytes(10, index + 1))));
  if (before > 0) expect((await openHandles()) - before).toBeLessThanOrEqual(MAX_OPEN_FILES);
  const read = await Promise.all(files.map((file) => chunks.read(file, 0)));
  expect(read).toEqual(files.map((_, index) => bytes(10, index + 1)));
  await Promise.all(files.map((file) => chunks.end(file)));
});

// Writing to /dev/full always meets a full disk; only Linux has it.
test.runIf(process.platform === 'linux')('a disk that refuses says so', async () => {
  const file = FileId.random();
  await symlink('/dev/full', path.join(folder, file));
  expect(await chunks.put(file, 0, bytes(1, 1))).toEqual({ ok: false, refusal: 'disk-full' });
});

test('once closed, nothing is written or read', async () => {
  const file = FileId.random();
  await chunks.put(file, 0, bytes(1, 1));
  await chunks.close();
  await expect(chunks.put(file, 1, bytes(1, 1))).rejects.toThrow('closed');
  await expect(chunks.read(file, 0)).rejects.toThrow('closed');
});
