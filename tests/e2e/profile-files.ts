/** What lies in a folder of the app, by name, size and time of its last change. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface ProfileFile {
  readonly name: string;
  readonly bytes: number;
  readonly changed: number;
}

export async function filesIn(folder: string): Promise<readonly ProfileFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  return await Promise.all(
    all.toSorted().map(async (one) => {
      const { size, mtimeMs } = await stat(one);
      return { name: path.relative(folder, one), bytes: size, changed: mtimeMs };
    }),
  );
}
