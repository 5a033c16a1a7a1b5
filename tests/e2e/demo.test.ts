/** The demo's own count, when something really is missing and doubled on the screen. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const DEMO_MS = 300_000;

test(
  'with one message taken off the screen and one doubled, the demo says lost 1, duplicated 1 and fails',
  async () => {
    const out = await mkdtemp(path.join(tmpdir(), 'beistand-demo-fault-'));
    const demo = spawn(process.execPath, ['tests/demo/demo.ts'], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      env: { ...process.env, BEISTAND_DEMO_OUT: out, BEISTAND_DEMO_FAULT: 'drop-and-double' },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: DEMO_MS,
    });
    const [status] = await once(demo, 'exit');
    const summary: unknown = JSON.parse(await readFile(path.join(out, 'summary.json'), 'utf8'));
    await rm(out, { recursive: true, force: true });
    expect(summary).toMatchObject({
      lost: 1,
      duplicated: 1,
      readableAtRelay: 0,
      readableOnDisk: 0,
      registerValuesInRelease: 0,
    });
    expect(status).toBe(1);
  },
  DEMO_MS,
);
