/** Header and keyring: the vault's two small files, sealed or authenticated by the vault, replaced whole. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VaultFiles } from '../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { MAX_VAULT_FILE_BYTES } from '../limits.ts';
import { isDiskFull, makeFolder, replaceFile, sweepTemporary } from './durable.ts';

export interface VaultFolder {
  /** Where the journal lies. */
  readonly journal: string;
  readonly read: () => Promise<VaultFiles>;
  /** The keyring first: a header must never name a keyring that is not there. Writes are done one by one. */
  readonly write: (files: Partial<VaultFiles>) => Promise<Outcome<null, 'disk-full'>>;
}

/** The vault's folder, made where it is missing and freed of half-written files. */
export async function openVaultFolder(folder: string): Promise<VaultFolder> {
  await makeFolder(folder);
  await sweepTemporary(folder);
  const header = path.join(folder, 'header');
  const keyring = path.join(folder, 'keyring');
  let last: Promise<unknown> = Promise.resolve();

  const write = async (files: Partial<VaultFiles>): Promise<Outcome<null, 'disk-full'>> => {
    try {
      if (files.keyring) await replaceFile(keyring, files.keyring);
      if (files.header) await replaceFile(header, files.header);
      return ok(null);
    } catch (error) {
      if (isDiskFull(error)) return refuse('disk-full');
      throw error;
    }
  };

  return {
    journal: path.join(folder, 'journal'),
    read: async () => ({ header: await readIfThere(header), keyring: await readIfThere(keyring) }),
    write: async (files) => {
      const written = last.then(() => write(files));
      last = written.catch(() => null);
      return await written;
    },
  };
}

async function readIfThere(name: string): Promise<Uint8Array | null> {
  try {
    if ((await stat(name)).size > MAX_VAULT_FILE_BYTES) throw new Error('vault file too large');
    return Uint8Array.from(await readFile(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
