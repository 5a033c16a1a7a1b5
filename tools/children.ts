import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.join(import.meta.dirname, '..');
const READY_MS = 30_000;
const STOP_MS = 10_000;
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 30_000;

/** A server of ours in its own process. */
export interface Child<Ready> {
  /** What it printed when it was ready. */
  readonly ready: Ready;
  /** Hears each later line `{"<name>":"…"}`, those already printed included. */
  readonly hear: (name: string, listener: (value: string) => void) => void;
  /** SIGTERM, and waits for the end; SIGKILL if it takes too long. Calling it twice is calling it once. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, as a power cut would: no handler runs. */
  readonly kill: () => Promise<void>;
}

/**
 * Runs one of our servers and waits for its line `{"ready":true,…}`.
 *
 * Its log goes to `log`, so that it can be searched for words that must not be in it.
 */
export async function startChild<Ready>(
  entry: string,
  env: Readonly<Record<string, string>>,
  log: string,
): Promise<Child<Ready>> {
  const child = spawn(process.execPath, [path.join(ROOT, entry)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log, { flags: 'a' });
  child.stderr.pipe(file, { end: false });
  child.stdout.pipe(file, { end: false });
  const gone = once(child, 'exit');
  // A parent that crashes must not leave servers behind.
  const orphaned = (): void => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  void gone.then(() => process.off('exit', orphaned));

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(hard);
  };

  const lines: Readonly<Record<string, unknown>>[] = [];
  const listeners = new Set<(line: Readonly<Record<string, unknown>>) => void>();
  const later = (text: string): void => {
    const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
    lines.push(line);
    for (const listener of listeners) listener(line);
  };
  const hear = (name: string, listener: (value: string) => void): void => {
    const take = (line: Readonly<Record<string, unknown>>): void => {
      if (typeof line[name] === 'string') listener(line[name]);
    };
    lines.forEach(take);
    listeners.add(take);
  };

  const ready = new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${entry} was not ready in time, see ${log}`)),
      READY_MS,
    );
    void gone.then(() => reject(new Error(`${entry} ended before it was ready, see ${log}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"ready":true')) return later(line);
      clearTimeout(late);
      resolve(JSON.parse(line) as Ready);
    });
  });
  try {
    return { ready: await ready, hear, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

/** A port nobody listens on just now, for servers that must come back on the same one. */
export async function freePort(): Promise<number> {
  // Below the range the system hands out by itself, so that nobody is given it in the meantime.
  const probe = createServer().listen(randomInt(LOWEST_PORT, HIGHEST_PORT), '127.0.0.1');
  const isFree = await once(probe, 'listening').then(
    () => true,
    () => false,
  );
  if (!isFree) return freePort();
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
