import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatBackupCode, identityOf } from '../src/renderer/vault/backup/recovery-code.ts';

const tool = path.join(import.meta.dirname, 'backup-identity.ts');
const code = new Uint8Array(16).map((_, i) => i * 9);
const run = (input: string) => spawnSync(process.execPath, [tool], { input, encoding: 'utf8' });

test('the tool prints the identity of a code, however it is typed', () => {
  const { stdout, status } = run(`${formatBackupCode(code).toLowerCase().replaceAll('-', ' ')}\n`);
  expect(status).toBe(0);
  expect(stdout).toBe(`${identityOf(code)}\n`);
  expect(stdout).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}\n$/);
});

test('anything else is refused, and nothing is printed', () => {
  for (const typed of ['', 'AAAA-BBBB', formatBackupCode(code).replace(/.$/, '-')]) {
    const { stdout, status } = run(`${typed}\n`);
    expect(status).toBe(1);
    expect(stdout).toBe('');
  }
});
