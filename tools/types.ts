/**
 * Type-checks every room with its own tsconfig.json, two at a time.
 *
 * A room sees only the globals it may use, so one `tsc` over everything would prove less: `window`
 * would exist in main. Exits 1 when a room fails, is missing or has no files.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const rooms = [
  'protocol',
  'server',
  'widget',
  'widget/tsconfig.test.json',
  'src/contract',
  'src/main',
  'src/preload',
  'src/renderer/vault',
  'src/renderer/ui',
  'tests',
  'tools',
];
const AT_ONCE = 2;

interface Verdict {
  readonly room: string;
  readonly ok: boolean;
  readonly output: string;
}

function check(room: string): Promise<Verdict> {
  if (!existsSync(room)) return Promise.resolve({ room, ok: false, output: 'is missing' });
  return new Promise((resolve) => {
    const tsc = spawn('tsc', ['-p', room, '--pretty', 'false', '--listFiles'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    tsc.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    tsc.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    tsc.on('error', (error) => resolve({ room, ok: false, output: error.message }));
    tsc.on('close', (code) => resolve(verdictOf(room, code === 0, output)));
  });
}

/** tsc is content with a project that has no files. We are not: it would have checked nothing. */
function verdictOf(room: string, ok: boolean, output: string): Verdict {
  const lines = output.split('\n').filter((line) => line !== '');
  const files = lines.filter((line) => path.isAbsolute(line));
  const own = files.filter((file) => !file.includes('node_modules'));
  if (own.length === 0) return { room, ok: false, output: 'has no files: nothing was checked' };
  return { room, ok, output: lines.filter((line) => !path.isAbsolute(line)).join('\n') };
}

const asked = process.argv.slice(2);
const queue = asked.length > 0 ? asked : rooms;
const verdicts: Verdict[] = [];
const worker = async (): Promise<void> => {
  for (let room = queue.shift(); room !== undefined; room = queue.shift()) {
    const verdict = await check(room);
    verdicts.push(verdict);
    process.stdout.write(verdict.ok ? `ok      ${room}\n` : `FAILED  ${room}\n${verdict.output}\n`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));
process.exitCode = verdicts.every(({ ok }) => ok) ? 0 : 1;
