import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What earlier versions left (tests/fixtures) proves something only for as long as nobody has written it anew. */
const fixtures = path.join(import.meta.dirname, '../../../../tests/fixtures');
const stored = ['backup-1', 'vault-1', 'vault-2'];

async function sums(): Promise<string> {
  const lines: string[] = [];
  for (const folder of stored) {
    const found = await readdir(path.join(fixtures, folder), {
      recursive: true,
      withFileTypes: true,
    });
    for (const file of found.filter((one) => one.isFile() && one.name !== 'README.md')) {
      const at = path.join(file.parentPath, file.name);
      const sum = createHash('sha256')
        .update(await readFile(at))
        .digest('hex');
      lines.push(`${sum}  ${path.relative(fixtures, at).replaceAll(path.sep, '/')}`);
    }
  }
  return lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n');
}

test('the stored vaults and backups are byte for byte what was written once, and none is missing or unlisted', async () => {
  const listed = await readFile(path.join(fixtures, 'SHA256SUMS'), 'utf8');
  expect(`${await sums()}\n`).toBe(listed);
});
