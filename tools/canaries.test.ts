/**
 * Plants every forbidden import in a temporary folder and expects the linter to refuse it with its
 * reason. A gate that reads no files is green too; this test is how we would notice.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowed, forbidden, usingGlobals } from './canaries.ts';

const root = path.resolve(import.meta.dirname, '..');
let named = 0;
const refused = forbidden.map((canary) => ({ ...canary, name: nameOf(canary.file) }));
const passing = allowed.map((canary) => ({ ...canary, name: nameOf(canary.file) }));
const offline = usingGlobals.map((canary) => ({ ...canary, name: nameOf(canary.file) }));

const refusals = new Map<string, string>();
let folder = '';

/** A wildcard becomes a name of its own, so that many canaries fit in one room. */
function nameOf(file: string): string {
  named += 1;
  return file.replace('*', `canary-${named}`);
}

interface Diagnostic {
  readonly message: string;
  readonly help?: string;
  readonly filename: string;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-canaries-'));
  await copyFile(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
  for (const { name, from } of [...refused, ...passing])
    await plant(name, `import { thing } from '${from}';`);
  for (const { name, global } of offline) await plant(name, `const thing = ${global};`);
  const { diagnostics } = JSON.parse(await lint(folder)) as {
    readonly diagnostics: readonly Diagnostic[];
  };
  for (const { filename, message, help } of diagnostics) {
    const file = path.relative(folder, path.resolve(folder, filename));
    refusals.set(file, `${refusals.get(file) ?? ''}\n${message} ${help ?? ''}`);
  }
}, 30_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function plant(name: string, line: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), `${line}\nexport const use = thing;\n`);
}

function lint(cwd: string): Promise<string> {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format', 'json'], { cwd }, (error, stdout) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(error ?? new Error(stdout));
    });
  });
}

describe('an import the house forbids is refused, with the reason', () => {
  test.each(refused)('$file may not import $from', ({ name, says }) => {
    expect(refusals.get(name) ?? 'passed in silence').toContain(says);
  });
});

describe('an import the house allows passes', () => {
  test.each(passing)('$file may import $from', ({ name }) => {
    expect(refusals.get(name) ?? '').toBe('');
  });
});

describe('the room that sees plaintext has no way to the network', () => {
  test.each(offline)('$file may not use $global', ({ name, says }) => {
    expect(refusals.get(name) ?? 'passed in silence').toContain(says);
  });
});
