import { spawn } from 'node:child_process';

/**
 * A display for windows where there is none: an Xvfb of our own.
 *
 * Answers null where it is not needed (a display is there, or the system is not Linux). `stop` ends
 * it; calling that twice is calling it once. Throws when Xvfb is missing or does not come up.
 * @returns {Promise<{ name: string, stop: () => void } | null>}
 */
export async function openDisplay() {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    return null;
  }
  const screen = ['-screen', '0', '1440x900x24', '-nolisten', 'tcp'];
  // A group of its own: Ctrl-C is for the program on the display, which still has to say goodbye.
  const server = spawn('Xvfb', ['-displayfd', '3', ...screen], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const name = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended before it had a display')));
    server.stdio[3]?.once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  return { name, stop: () => void server.kill() };
}
