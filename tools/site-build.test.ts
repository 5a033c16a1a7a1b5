import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const sources = [
  'widget',
  'protocol',
  'tools/first-pages.ts',
  'tools/loader-build.ts',
  'vite.widget.config.ts',
  'package.json',
  'tsconfig.json',
];
/** Two people's computers: other folders, other clocks, other languages. */
const people = [
  { TZ: 'UTC', LANG: 'C' },
  { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' },
];

let folder: string;
let trees: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'twice-'));
  trees = await Promise.all(
    people.map(async (env, index) => {
      const tree = path.join(folder, 'x'.repeat(1 + 20 * index));
      for (const source of sources) {
        await cp(path.join(root, source), path.join(tree, source), { recursive: true });
      }
      await symlink(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
      build(tree, env);
      return tree;
    }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function build(tree: string, env: NodeJS.ProcessEnv): void {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '-c', 'vite.widget.config.ts', '--logLevel', 'error'];
  const built = spawnSync(process.execPath, args, {
    cwd: tree,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stderr);
}

/** Every file below, with its bytes as text. */
async function everything(tree: string): Promise<ReadonlyMap<string, string>> {
  const site = path.join(tree, 'dist/site');
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    return [path.relative(site, file), await readFile(file, 'base64')] as const;
  });
  return new Map((await Promise.all(read)).toSorted(([one], [two]) => (one < two ? -1 : 1)));
}

test('two clean builds in different places are the same, byte for byte', async () => {
  const [one, two] = await Promise.all(trees.map(everything));
  expect(one?.size).toBeGreaterThan(15);
  expect([...(one?.keys() ?? [])]).toEqual([...(two?.keys() ?? [])]);
  expect([...(one ?? [])].filter(([name, bytes]) => two?.get(name) !== bytes)).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'hashes.txt names every file that is served, and sha256sum agrees with it',
  async () => {
    const [tree = ''] = trees;
    const site = path.join(tree, 'dist/site');
    const list = await readFile(path.join(site, 'hashes.txt'), 'utf8');
    const named = list.split('\n').map((line) => line.slice(66));
    const made = [...(await everything(tree)).keys()];
    expect(named.filter((name) => name !== '').toSorted()).toEqual(
      made.filter((name) => name.includes('/')).toSorted(),
    );
    execFileSync('sha256sum', ['--check', '--strict', '--status', 'hashes.txt'], { cwd: site });
  },
);
