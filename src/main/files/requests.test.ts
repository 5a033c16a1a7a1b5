import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { openJournals, type Journals } from '../journal/journals.ts';
import { openChunkFiles, type ChunkFiles } from './chunk-files.ts';
import { fileRequests } from './requests.ts';
import { openVaultFolder, type VaultFolder } from './vault-files.ts';

let outer: string;
let folder: VaultFolder;
let journals: Journals;
let chunks: ChunkFiles;
let refusals: number;

beforeEach(async () => {
  outer = await mkdtemp(path.join(tmpdir(), 'beistand-requests-'));
  folder = await openVaultFolder(path.join(outer, 'vault'));
  journals = openJournals(folder.path);
  chunks = await openChunkFiles(path.join(folder.path, 'files'));
  refusals = 0;
});

afterEach(async () => {
  await journals.close();
  await chunks.close();
  await rm(outer, { recursive: true, force: true });
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const space = { free: async () => 1, refused: () => (refusals += 1) };

test('what the header no longer names goes, journals and keyrings alike', async () => {
  const requests = fileRequests({ folder, journals, chunks, space });
  for (const number of [0, 1, 2]) {
    await requests.writeKeyring({ number, bytes: bytes(number) });
    await requests.openJournal({ generation: number, fresh: false });
  }
  await requests.writeHeader({ bytes: bytes(1) });
  await requests.keepOnly({ generation: 1, keyring: 2 });
  expect((await readdir(folder.path)).toSorted()).toEqual([
    'files',
    'header',
    'journal-1',
    'keyring-2',
  ]);
});

test('a count of wrong tries that the disk does not take holds nobody up, and is no word about space', async () => {
  const full = async () => refuse('disk-full');
  const parts = { folder: { ...folder, writeTries: full }, journals, chunks, space };
  const requests = fileRequests(parts);
  expect(await requests.keepTries({ wrong: 4 })).toBeNull();
  expect(await requests.tries(null)).toBe(0);
  expect(refusals).toBe(0);
});

test('a number that names nothing costs nothing', async () => {
  const requests = fileRequests({ folder, journals, chunks, space });
  await requests.writeKeyring({ number: 1, bytes: bytes(1) });
  await requests.writeKeyring({ number: 2, bytes: bytes(2) });
  await requests.openJournal({ generation: 1, fresh: false });
  await requests.openJournal({ generation: 2, fresh: false });
  await expect(requests.keepOnly({ generation: 9, keyring: 1 })).rejects.toThrow('missing');
  await expect(requests.keepOnly({ generation: 1, keyring: 9 })).rejects.toThrow('missing');
  expect(await readdir(folder.path)).toHaveLength(5);
});

test('every write that meets a full disk is told to the guard of free space', async () => {
  const full = async (): Promise<never> => refuse('disk-full') as never;
  const requests = fileRequests({
    folder: { ...folder, writeHeader: full, writeKeyring: full },
    journals: { ...journals, open: full, append: full },
    chunks: Object.assign(chunks, { put: full, end: full }),
    space,
  });
  const file = 'a'.repeat(32) as never;
  const answers = await Promise.all([
    requests.writeHeader({ bytes: bytes(1) }),
    requests.writeKeyring({ number: 1, bytes: bytes(1) }),
    requests.openJournal({ generation: 1, fresh: true }),
    requests.append({ generation: 1, entries: [bytes(1)] }),
    requests.putChunk({ file, index: 0, bytes: bytes(1) }),
    requests.endFile({ file }),
  ]);
  expect(answers).toEqual(answers.map(() => refuse('disk-full')));
  expect(refusals).toBe(answers.length);
});

test('a write that succeeds tells the guard nothing', async () => {
  const requests = fileRequests({ folder, journals, chunks, space });
  expect(await requests.writeHeader({ bytes: bytes(1) })).toEqual(ok(null));
  expect(refusals).toBe(0);
});
