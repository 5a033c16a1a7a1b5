/** What lies on the disk behind an open vault, and what of it the vault's header names. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { CHUNKS, chunkFiles, HEADER, JOURNALS, KEYRINGS } from '../../../src/main/files/names.ts';
import { readHeader } from '../../../src/renderer/vault/keys/header.ts';
import type { VaultRig } from './vault-rig.ts';

/** What a crash left behind is swept a few seconds after an unlock. */
const PATIENCE_MS = 60_000;

/** Nothing else is there, in the vault's folder and in IndexedDB, than what the header names. */
export async function onlyNamedIsLeft(rig: VaultRig): Promise<void> {
  // A small file that is just being replaced has another name for a moment.
  await expect
    .poll(async () => await left(rig), { timeout: PATIENCE_MS })
    .toEqual(await named(rig));
}

/** Exactly these files of evidence are there. */
export async function onlyTheseAreLeft(rig: VaultRig, files: readonly string[]): Promise<void> {
  await expect.poll(async () => await evidenceFiles(rig), { timeout: PATIENCE_MS }).toEqual(files);
}

/** The files of evidence by their names. */
export const evidenceFiles = async ({ profile }: VaultRig): Promise<readonly string[]> =>
  chunkFiles(await readdir(path.join(profile, 'vault', CHUNKS))).toSorted();

async function left(rig: VaultRig): Promise<readonly string[]> {
  const files = await readdir(path.join(rig.profile, 'vault'));
  const copies = await rig.vault().evaluate(async () => await indexedDB.databases());
  return [...files, ...copies.map(({ name }) => `IndexedDB ${name ?? ''}`)].toSorted();
}

async function named({ profile }: VaultRig): Promise<readonly string[]> {
  const bytes = await readFile(path.join(profile, 'vault', HEADER));
  const read = readHeader(Uint8Array.from(bytes));
  if (typeof read === 'string') throw new Error(read);
  const { generation, keyring, copy } = read.state;
  const files = [CHUNKS, HEADER, JOURNALS.name(generation), KEYRINGS.name(keyring)];
  return [...files, `IndexedDB vault-${copy}`].toSorted();
}
