/**
 * Type-checks every room with its own tsconfig.json, two at a time.
 *
 * A room sees only the globals it may use, so one `tsc` over everything would prove less: `window`
 * would exist in main. Exits 1 when a room fails or when a room is missing.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

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
    const tsc = spawn('tsc', ['-p', room, '--pretty', 'false'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    tsc.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    tsc.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    tsc.on('error', (error) => resolve({ room, ok: false, output: error.message }));
    // TS18003: a room without files yet has nothing to prove.
    tsc.on('close', (code) =>
      resolve({ room, ok: code === 0 || output.includes('TS18003'), output }),
    );
  });
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
