import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import { openVaultFolder, type VaultFolder } from './vault-files.ts';

let folder: string;
let inner: string;
let vault: VaultFolder;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-vault-'));
  inner = path.join(folder, 'vault');
  vault = await openVaultFolder(inner);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const files = async (): Promise<readonly string[]> => (await readdir(inner)).toSorted();

test('only the owner can read the vault’s files or enter their folder', async () => {
  await vault.writeHeader(bytes(1));
  await vault.writeKeyring(3, bytes(2));
  for (const name of [inner, path.join(inner, 'header'), path.join(inner, 'keyring-3')]) {
    expect((await stat(name)).mode & 0o077).toBe(0);
  }
});

test('header and keyrings are null before they are written, and come back as written', async () => {
  expect(await vault.readHeader()).toBeNull();
  expect(await vault.readKeyring(1)).toBeNull();
  expect(await vault.writeKeyring(1, bytes(1))).toEqual(ok(null));
  expect(await vault.writeKeyring(0, bytes(9))).toEqual(ok(null));
  expect(await vault.writeHeader(bytes(2))).toEqual(ok(null));
  expect(await vault.readHeader()).toEqual(bytes(2));
  expect(await vault.readKeyring(1)).toEqual(bytes(1));
  expect(await vault.readKeyring(0)).toEqual(bytes(9));
  expect(await files()).toEqual(['header', 'keyring', 'keyring-1']);
});

test('writes asked for at once happen one after the other', async () => {
  const writes = Array.from({ length: 20 }, (_, index) => vault.writeHeader(bytes(index)));
  await Promise.all(writes);
  expect(await vault.readHeader()).toEqual(bytes(19));
});

test('a header or keyring that is read while one is being written is the new one', async () => {
  await vault.writeHeader(bytes(1));
  await vault.writeKeyring(1, bytes(1));
  void vault.writeHeader(bytes(2));
  const header = vault.readHeader();
  void vault.writeKeyring(1, bytes(2));
  const keyring = vault.readKeyring(1);
  expect([await header, await keyring]).toEqual([bytes(2), bytes(2)]);
});

test('a small file that cannot be destroyed keeps no other', async () => {
  await vault.writeHeader(bytes(1));
  await mkdir(path.join(inner, 'keyring-1', 'in the way'), { recursive: true });
  await vault.writeKeyring(2, bytes(2));
  await vault.writeSecret(bytes(3));
  await expect(vault.destroy()).rejects.toThrow('destroyed');
  expect(await files()).toEqual(['keyring-1']);
});

test('what a kill left half-written is gone after the next start', async () => {
  await vault.writeHeader(bytes(1));
  await writeFile(path.join(inner, 'keyring-2.5c1f.tmp'), 'half');
  await openVaultFolder(inner);
  expect(await files()).toEqual(['header']);
});

test('every keyring but one goes, and no other file', async () => {
  for (const number of [0, 1, 2]) await vault.writeKeyring(number, bytes(number + 1));
  await vault.writeHeader(bytes(1));
  await writeFile(path.join(inner, 'journal-1'), '');
  await vault.keepKeyring(2);
  expect(await files()).toEqual(['header', 'journal-1', 'keyring-2']);
  expect(await vault.readKeyring(2)).toEqual(bytes(3));
});

test('no keyring goes where the one to keep is missing', async () => {
  await vault.writeKeyring(1, bytes(1));
  await expect(vault.keepKeyring(2)).rejects.toThrow('missing');
  expect(await files()).toEqual(['keyring-1']);
});

test('the keychain’s secret is written, read and dropped', async () => {
  expect(await vault.readSecret()).toBeNull();
  await vault.dropSecret();
  await vault.writeSecret(bytes(7, 7));
  expect(await vault.readSecret()).toEqual(bytes(7, 7));
  await vault.dropSecret();
  expect(await files()).toEqual([]);
});

test('wrong tries are counted over a restart, and what is no number counts as none', async () => {
  expect(await vault.readTries()).toBe(0);
  await vault.writeTries(7);
  const again = await openVaultFolder(vault.path);
  expect(await again.readTries()).toBe(7);
  for (const written of ['', '-1', '1e9', '7 ', '9'.repeat(16)]) {
    await writeFile(path.join(vault.path, 'tries'), written);
    expect(await again.readTries(), written).toBe(0);
  }
});

test('what is destroyed is overwritten before its name goes', async () => {
  await vault.writeHeader(bytes(1, 2, 3));
  await vault.writeKeyring(4, bytes(4, 5));
  await vault.writeSecret(bytes(6));
  await writeFile(path.join(inner, 'keyring-5.77.tmp'), bytes(7));
  const seconds = ['header', 'keyring-4', 'keychain', 'keyring-5.77.tmp'].map((name) => ({
    name: path.join(inner, name),
    second: path.join(folder, `second-${name}`),
  }));
  for (const { name, second } of seconds) await link(name, second);
  await writeFile(path.join(inner, 'journal-1'), bytes(1));
  await vault.destroy();
  expect(await files()).toEqual(['journal-1']);
  for (const { second } of seconds) {
    expect(
      (await readFile(second)).every((byte) => byte === 0),
      second,
    ).toBe(true);
  }
});

test('nothing is written once destruction was asked for, but what had begun is destroyed too', async () => {
  const begun = vault.writeHeader(bytes(1));
  const destroyed = vault.destroy();
  const late = vault.writeKeyring(1, bytes(1));
  // A write that was asked for before may still be let through; what it wrote goes.
  await begun.catch(() => null);
  await destroyed;
  await expect(late).rejects.toThrow('destroyed');
  expect(await files()).toEqual([]);
});
