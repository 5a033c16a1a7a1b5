import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { makeOnce } from './make-once.ts';

const root = path.resolve(import.meta.dirname, '..');
const inputs = {
  folders: ['widget', 'protocol'],
  files: ['package-lock.json', 'vite.widget.config.ts', 'tools/loader-build.ts'],
  product: path.join(root, 'dist/site/manifest.json'),
} as const;

/** Builds loader and chat frame into dist/site, unless they stand there already. Throws with the build's own words. */
export async function buildSite(): Promise<void> {
  await makeOnce(path.join(root, 'dist/.inputs'), inputs, () => {
    const { status, stderr } = spawnSync(
      'vite',
      ['build', '-c', 'vite.widget.config.ts', '--logLevel', 'error'],
      {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
        shell: process.platform === 'win32',
      },
    );
    if (status !== 0) throw new Error(`the chat frame could not be built: ${stderr}`);
  });
}
