import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alone } from './lock.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folders = ['src', 'protocol', 'assets'];
const files = [
  'package.json',
  'package-lock.json',
  'forge.config.ts',
  'vite.main.config.ts',
  'vite.preload.config.ts',
  'vite.renderer.config.ts',
];
const stamp = path.join(root, 'out/test/.inputs');

const programs: Partial<Record<NodeJS.Platform, string>> = {
  linux: `Beistand-linux-${process.arch}/beistand`,
  darwin: `Beistand-darwin-${process.arch}/Beistand.app/Contents/MacOS/beistand`,
  win32: `Beistand-win32-${process.arch}/beistand.exe`,
};

/** The program that {@link packageForTests} makes. It may not have been made yet. */
export function packagedApp(): string {
  const program = programs[process.platform];
  if (program === undefined) throw new Error(`the app is not made for ${process.platform}`);
  return path.join(root, 'out/test', program);
}

/**
 * Packages the test build of the app into out/test, unless it was made from these very sources.
 *
 * The stamp is a hash of contents, so a touched file or a fresh clone costs nothing by itself.
 * Throws when Forge fails; then there is no stamp and the next run tries again.
 */
export async function packageForTests(): Promise<void> {
  await alone(async () => {
    const inputs = await hashOfInputs();
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === inputs) return;
    process.stderr.write('test: packaging the app, its sources have changed\n');
    await rm(stamp, { force: true });
    await rm(path.join(root, '.vite'), { recursive: true, force: true });
    const { status, stdout } = spawnSync('electron-forge', ['package'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, BEISTAND_TEST_BUILD: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      process.stderr.write(stdout);
      throw new Error('the app could not be packaged');
    }
    await writeFile(stamp, inputs);
  });
}

async function hashOfInputs(): Promise<string> {
  const found = await Promise.all(folders.map(filesBelow));
  const hash = createHash('sha256').update(process.env['BEISTAND_ELECTRON_ZIP_DIR'] ?? 'official');
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
