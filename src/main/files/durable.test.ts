import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import { replaceFile, sweepTemporary } from './durable.ts';
import { openVaultFolder } from './vault-files.ts';

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

test('only the owner can read the vault’s files or enter their folder', async () => {
  const inner = path.join(folder, 'vault');
  const vault = await openVaultFolder(inner);
  await vault.write({ header: Uint8Array.of(1), keyring: Uint8Array.of(2) });
  for (const name of [inner, path.join(inner, 'header'), path.join(inner, 'keyring')]) {
    expect((await stat(name)).mode & 0o077).toBe(0);
  }
});

test('header and keyring are null before the first run, and come back as written', async () => {
  const vault = await openVaultFolder(path.join(folder, 'vault'));
  expect(await vault.read()).toEqual({ header: null, keyring: null });
  expect(await vault.write({ keyring: Uint8Array.of(2) })).toEqual(ok(null));
  expect(await vault.write({ header: Uint8Array.of(1) })).toEqual(ok(null));
  expect(await vault.read()).toEqual({ header: Uint8Array.of(1), keyring: Uint8Array.of(2) });
});

test('writes asked for at once happen one after the other', async () => {
  const vault = await openVaultFolder(path.join(folder, 'vault'));
  const writes = Array.from({ length: 20 }, (_, index) =>
    vault.write({ header: Uint8Array.of(index) }),
  );
  await Promise.all(writes);
  expect((await vault.read()).header).toEqual(Uint8Array.of(19));
});

test('what a kill left half-written is gone after the next start', async () => {
  const inner = path.join(folder, 'vault');
  const vault = await openVaultFolder(inner);
  await vault.write({ header: Uint8Array.of(1) });
  await writeFile(path.join(inner, 'keyring.5c1f.tmp'), 'half');
  await openVaultFolder(inner);
  expect(await readdir(inner)).toEqual(['header']);
});
