import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { openVaultFolder, type VaultFolder } from '../files/vault-files.ts';
import { MAX_SECRET_FILE_BYTES } from '../limits.ts';
import { keychainRequests, type SafeStorageSurface } from './keychain.ts';

let outer: string;
let folder: VaultFolder;

beforeEach(async () => {
  outer = await mkdtemp(path.join(tmpdir(), 'beistand-keychain-'));
  folder = await openVaultFolder(path.join(outer, 'vault'));
});

afterEach(() => rm(outer, { recursive: true, force: true }));

/** Seals by turning every byte: enough to see that the plain secret is not what lies on the disk. */
const turned = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

const storage = (changes: Partial<SafeStorageSurface> = {}): SafeStorageSurface => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => turned(Buffer.from(text)),
  decryptStringAsync: async (sealed) => ({
    result: turned(sealed).toString(),
    shouldReEncrypt: false,
  }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  ...changes,
});

const requests = (changes: Partial<SafeStorageSurface> = {}): ReturnType<typeof keychainRequests> =>
  keychainRequests({ storage: storage(changes), platform: 'linux', folder, patienceMs: 50 });

test('a secret that was made is read again, and lies on the disk sealed', async () => {
  const keychain = requests();
  expect(await keychain.keychain(null)).toBe('ready');
  expect(await keychain.readSecret(null)).toEqual(refuse('missing'));
  const made = await keychain.makeSecret(null);
  if (!made.ok) throw new Error(made.refusal);
  expect(made.value).toHaveLength(32);
  expect(await keychain.readSecret(null)).toEqual(ok(made.value));
  const onDisk = await readFile(path.join(folder.path, 'keychain'));
  expect(onDisk.includes(Buffer.from(made.value).toString('base64'))).toBe(false);
  expect(onDisk.includes(Buffer.from(made.value))).toBe(false);
});

test('one made anew replaces the other; one dropped is missing', async () => {
  const keychain = requests();
  const first = await keychain.makeSecret(null);
  const second = await keychain.makeSecret(null);
  expect(second).not.toEqual(first);
  expect(await keychain.readSecret(null)).toEqual(second);
  expect(await keychain.dropSecret(null)).toBeNull();
  expect(await keychain.readSecret(null)).toEqual(refuse('missing'));
});

test('without a real keychain nothing is made, nothing read and nothing written', async () => {
  for (const changes of [
    { getSelectedStorageBackend: () => 'basic_text' },
    { isAsyncEncryptionAvailable: async () => false },
    {
      isAsyncEncryptionAvailable: async () => {
        throw new Error('no bus');
      },
    },
    { isAsyncEncryptionAvailable: () => new Promise<boolean>(() => undefined) },
  ] satisfies readonly Partial<SafeStorageSurface>[]) {
    const keychain = requests(changes);
    expect(await keychain.makeSecret(null)).toEqual(refuse('no-keychain'));
    expect(await keychain.readSecret(null)).toEqual(refuse('no-keychain'));
    expect(await folder.readSecret()).toBeNull();
  }
});

test('a runtime with only the synchronous calls has no keychain, and they are not called', async () => {
  const called = (): never => expect.unreachable('synchronous');
  const old = {
    isEncryptionAvailable: called,
    encryptString: called,
    decryptString: called,
    getSelectedStorageBackend: () => 'gnome_libsecret',
  };
  const keychain = keychainRequests({ storage: old, platform: 'linux', folder });
  expect(await keychain.keychain(null)).toBe('none');
  expect(await keychain.makeSecret(null)).toEqual(refuse('no-keychain'));
});

test('what the keychain cannot open any more, or opens as something else, is missing', async () => {
  await requests().makeSecret(null);
  const failing = requests({
    decryptStringAsync: async () => {
      throw new Error('other account');
    },
  });
  expect(await failing.readSecret(null)).toEqual(refuse('missing'));
  const short = requests({
    decryptStringAsync: async () => ({ result: 'AAAA', shouldReEncrypt: false }),
  });
  expect(await short.readSecret(null)).toEqual(refuse('missing'));
  await writeFile(path.join(folder.path, 'keychain'), Buffer.alloc(MAX_SECRET_FILE_BYTES + 1));
  expect(await requests().readSecret(null)).toEqual(refuse('missing'));
});

test('where the system has a newer key, the secret is sealed under it', async () => {
  const made = await requests().makeSecret(null);
  const before = await folder.readSecret();
  const keychain = requests({
    encryptStringAsync: async (text) => Buffer.from(`newer ${text}`),
    decryptStringAsync: async (sealed) => ({
      result: turned(sealed).toString(),
      shouldReEncrypt: true,
    }),
  });
  expect(await keychain.readSecret(null)).toEqual(made);
  expect(await folder.readSecret()).not.toEqual(before);
});
