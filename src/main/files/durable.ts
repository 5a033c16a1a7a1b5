/** Writing a small file so that it is there whole, old or new, whatever happens in between. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The folder's own entry on disk; Windows cannot open folders and keeps its names by journal. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder only its owner can enter, durably. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(path.dirname(folder));
}

const TEMPORARY = '.tmp';

/** The new file is there, but a power cut may bring the old one back. Never called a full disk, whatever the reason. */
export class PerhapsReplaced extends Error {
  constructor(cause: unknown) {
    super('replaced, perhaps not for good', { cause });
  }
}

/**
 * Replaces a file: temporary file beside it, fsync, rename, fsync of the folder.
 *
 * When it throws, the old file is untouched, unless it throws {@link PerhapsReplaced}. write-file-atomic does the same without the folder's
 * fsync, after which a power cut may bring the old name back (its lib/index.js, 8.0.0).
 */
export async function replaceFile(
  name: string,
  bytes: Uint8Array,
  settle: (folder: string) => Promise<void> = syncFolder,
): Promise<void> {
  const temporary = `${name}.${randomUUID()}${TEMPORARY}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, name);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  try {
    await settle(path.dirname(name));
  } catch (error) {
    throw new PerhapsReplaced(error);
  }
}

/** Deletes what a kill in the middle of {@link replaceFile} left behind. */
export async function sweepTemporary(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(TEMPORARY)) await rm(path.join(folder, name), { force: true });
  }
}

/** Whether a file system refused for want of space or quota. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
