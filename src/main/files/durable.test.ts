import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDiskFull, PerhapsReplaced, replaceFile, sweepTemporary } from './durable.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-durable-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Replaces one file over and over with a megabyte of one letter, and says each letter it has begun. */
const writer = `
  import { replaceFile } from '${path.join(import.meta.dirname, 'durable.ts')}';
  for (let round = 0; ; round += 1) {
    const letter = 65 + (round % 26);
    process.stdout.write(String.fromCharCode(letter));
    await replaceFile(process.argv[1], new Uint8Array(1_000_000).fill(letter));
  }
`;

test(
  'a kill at any moment leaves the old file or the new one, whole',
  { timeout: 60_000 },
  async () => {
    const file = path.join(folder, 'header');
    for (let kill = 0; kill < 15; kill += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 20 + kill * 3));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const left = await readFile(file).catch(() => null);
      if (left === null) continue;
      expect(left.length).toBe(1_000_000);
      expect(left.every((byte) => byte === left[0])).toBe(true);
    }
    await sweepTemporary(folder);
    expect(await readdir(folder)).toEqual(['header']);
  },
);

test('a write that fails leaves the old file and no other', async () => {
  const file = path.join(folder, 'keyring');
  await replaceFile(file, Uint8Array.of(1));
  const notBytes = { length: 1 } as unknown as Uint8Array;
  await expect(replaceFile(file, notBytes)).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['keyring']);
  expect(await readFile(file)).toEqual(Buffer.of(1));
});

test('where only the folder’s sync fails, the new file is there and nobody is told that the old one is', async () => {
  const file = path.join(folder, 'header');
  await replaceFile(file, Uint8Array.of(1));
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const replaced = replaceFile(file, Uint8Array.of(2), async () => {
    throw full;
  });
  const error: unknown = await replaced.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PerhapsReplaced);
  expect(isDiskFull(error)).toBe(false);
  expect(await readFile(file)).toEqual(Buffer.of(2));
});
