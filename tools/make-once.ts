import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alone } from './lock.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** What something is made from, relative to the root. Tests beside the code do not count. */
export interface Inputs {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** The file that must stand there when it is made. */
  readonly product: string;
  /** Whatever else changes the result. */
  readonly besides?: string;
}

/**
 * Makes something unless it was made from these very inputs, one maker at a time.
 *
 * The stamp is a hash of contents, so a touched file or a fresh clone costs nothing by itself. When
 * making fails or is interrupted there is no stamp and the next run tries again.
 */
export async function makeOnce(
  stamp: string,
  inputs: Inputs,
  make: () => void | Promise<void>,
): Promise<void> {
  await alone(async () => {
    const hash = await hashOf(inputs);
    const isMade = existsSync(stamp) && existsSync(inputs.product);
    if (isMade && (await readFile(stamp, 'utf8')) === hash) return;
    await rm(stamp, { force: true });
    await make();
    if (!existsSync(inputs.product)) throw new Error(`not made: ${inputs.product}`);
    await mkdir(path.dirname(stamp), { recursive: true });
    await writeFile(stamp, hash);
  });
}

async function hashOf({ folders, files, besides = '' }: Inputs): Promise<string> {
  const found = await Promise.all(folders.map(filesBelow));
  const hash = createHash('sha256').update(besides);
  for (const file of [...files, ...found.flat()].toSorted()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
