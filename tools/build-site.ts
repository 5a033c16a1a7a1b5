import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Builds loader and chat frame into dist/site. Takes a second or two; throws with the build's own words when it fails. */
export function buildSite(): void {
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
}
