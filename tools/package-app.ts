import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { makeOnce } from './make-once.ts';

const root = path.resolve(import.meta.dirname, '..');
const folders = ['src', 'protocol', 'widget', 'assets'];
const files = [
  'package.json',
  'package-lock.json',
  'forge.config.ts',
  'vite.main.config.ts',
  'vite.preload.config.ts',
  'vite.renderer.config.ts',
  'vite.chat.config.ts',
  'tools/loader-build.ts',
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

/** Packages the test build of the app into out/test, unless it stands there already. Throws when Forge fails. */
export async function packageForTests(): Promise<void> {
  const besides = process.env['BEISTAND_ELECTRON_ZIP_DIR'] ?? 'official';
  await makeOnce(stamp, { folders, files, besides, product: packagedApp() }, async () => {
    process.stderr.write('test: packaging the app, its sources have changed\n');
    await rm(path.join(root, '.vite'), { recursive: true, force: true });
    const { status, stdout } = spawnSync('electron-forge', ['package'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, BEISTAND_TEST_BUILD: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status === 0) return;
    process.stderr.write(stdout);
    throw new Error('the app could not be packaged');
  });
}
