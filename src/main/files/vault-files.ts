/** Header and keyrings: the vault's small files, sealed or authenticated by the vault, replaced whole. */
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { MAX_VAULT_FILE_BYTES } from '../limits.ts';
import { isDiskFull, makeFolder, replaceFile, sweepTemporary, syncFolder } from './durable.ts';
import { HEADER, KEYRINGS, SECRET, TRIES } from './names.ts';
import { serially } from './serially.ts';

type Written = Outcome<null, 'disk-full'>;

/**
 * Every write is durable when it is answered, and everything is done one by one: a page that comes
 * while another's last write is on its way reads what that has written.
 */
export interface VaultFolder {
  readonly path: string;
  readonly readHeader: () => Promise<Uint8Array | null>;
  readonly writeHeader: (bytes: Uint8Array) => Promise<Written>;
  readonly readKeyring: (number: number) => Promise<Uint8Array | null>;
  readonly writeKeyring: (number: number, bytes: Uint8Array) => Promise<Written>;
  /** Deletes every other keyring. Throws, and deletes nothing, where this one is missing. */
  readonly keepKeyring: (number: number) => Promise<void>;
  readonly readSecret: () => Promise<Uint8Array | null>;
  readonly writeSecret: (bytes: Uint8Array) => Promise<Written>;
  readonly dropSecret: () => Promise<void>;
  /** 0 where nothing is kept, or nothing that was written here. */
  readonly readTries: () => Promise<number>;
  readonly writeTries: (wrong: number) => Promise<Written>;
  /**
   * Overwrites and deletes all of these for good; what was asked for later is not written any more.
   * A disk that keeps what is overwritten, as flash does, may still hold it.
   */
  readonly destroy: () => Promise<void>;
}

/** The vault's folder, made where it is missing and freed of half-written files. */
export async function openVaultFolder(folder: string): Promise<VaultFolder> {
  await makeFolder(folder);
  await sweepTemporary(folder);
  return vaultFolder(folder);
}

function vaultFolder(folder: string): VaultFolder {
  const oneByOne = serially();
  let over = false;
  const at = (name: string): string => path.join(folder, name);

  const write = (name: string, bytes: Uint8Array): Promise<Written> =>
    oneByOne(async () => {
      if (over) throw new Error('vault destroyed');
      try {
        await replaceFile(at(name), bytes);
        return ok(null);
      } catch (error) {
        if (isDiskFull(error)) return refuse('disk-full');
        throw error;
      }
    });

  const drop = (name: string): Promise<void> =>
    oneByOne(async () => {
      await shred(at(name));
      await syncFolder(folder);
    });

  return {
    path: folder,
    readHeader: () => oneByOne(() => readIfThere(at(HEADER))),
    writeHeader: (bytes) => write(HEADER, bytes),
    readKeyring: (number) => oneByOne(() => readIfThere(at(KEYRINGS.name(number)))),
    writeKeyring: (number, bytes) => write(KEYRINGS.name(number), bytes),
    keepKeyring: (number) => oneByOne(() => keepKeyring(folder, number)),
    readSecret: () => oneByOne(() => readIfThere(at(SECRET))),
    writeSecret: (bytes) => write(SECRET, bytes),
    dropSecret: () => drop(SECRET),
    readTries: () => oneByOne(async () => triesIn(await readIfThere(at(TRIES)))),
    writeTries: (wrong) => write(TRIES, new TextEncoder().encode(String(wrong))),
    destroy: async () => {
      over = true;
      await oneByOne(() => destroySmallFiles(folder));
    },
  };
}

function triesIn(bytes: Uint8Array | null): number {
  const digits = bytes === null ? '' : new TextDecoder().decode(bytes);
  return /^\d{1,15}$/u.test(digits) ? Number(digits) : 0;
}

async function keepKeyring(folder: string, number: number): Promise<void> {
  const there = (await readdir(folder)).map(KEYRINGS.numberIn).filter((one) => one !== null);
  if (!there.includes(number)) throw new Error('keyring missing');
  // What names the one to keep is there for good before any other goes.
  await syncFolder(folder);
  for (const other of there) {
    if (other !== number) await shred(path.join(folder, KEYRINGS.name(other)));
  }
  await syncFolder(folder);
}

/**
 * The header first: without it no keyring opens, and without the secret no header of that kind. One
 * that cannot be deleted keeps no other from going.
 */
async function destroySmallFiles(folder: string): Promise<void> {
  const names = await readdir(folder);
  const small = names.filter((name) => isSmall(name)).toSorted();
  const failures: unknown[] = [];
  for (const name of small) {
    await shred(path.join(folder, name)).catch((error: unknown) => failures.push(error));
  }
  await syncFolder(folder);
  if (failures.length > 0) throw new AggregateError(failures, 'not everything is destroyed');
}

/** Also what a kill in the middle of a replacement left: it holds the same. */
const isSmall = (name: string): boolean =>
  [HEADER, SECRET].some((one) => name === one || name.startsWith(`${one}.`)) ||
  KEYRINGS.numberIn(name.split('.', 1)[0] ?? '') !== null;

/** Deletes a file, overwritten before where the disk allows it. */
async function shred(name: string): Promise<void> {
  await overwrite(name).catch(() => null);
  await rm(name, { force: true });
}

async function overwrite(name: string): Promise<void> {
  const handle = await open(name, 'r+');
  try {
    const { size } = await handle.stat();
    await handle.write(new Uint8Array(size), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
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
