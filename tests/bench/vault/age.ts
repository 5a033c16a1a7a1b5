/** The stock `age` program over the same number of bytes, with a key: no passphrase work in its time. */
import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';

export interface AgeTimes {
  readonly encryptMs: number;
  readonly decryptMs: number;
}

/** Null where the program is not installed. Takes as much space in `folder` again, and gives it back. */
export function besideAge(folder: string, file: string): AgeTimes | null {
  if (spawnSync('age', ['--version']).status !== 0) return null;
  const at = (name: string): string => path.join(folder, name);
  spawnSync('age-keygen', ['-o', at('key')]);
  const key = spawnSync('age-keygen', ['-y', at('key')], { encoding: 'utf8' }).stdout.trim();
  const encryptMs = timed('age', ['-r', key, '-o', at('again.age'), file]);
  const decryptMs = timed('age', ['-d', '-i', at('key'), '-o', '/dev/null', at('again.age')]);
  if (statSync(at('again.age')).size < statSync(file).size) throw new Error('age wrote too little');
  rmSync(at('again.age'));
  return { encryptMs, decryptMs };
}

function timed(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} failed`);
  return performance.now() - start;
}
