/**
 * Makes a fresh clone able to run, then runs a command in it. Needs nothing but Node 20 and npm.
 *
 *   node tools/bootstrap.mjs                          everything below
 *   node tools/bootstrap.mjs [flags] -- command …     what the command needs, then the command
 *
 *   (no flag)   npm ci, when package-lock.json has changed since the last one
 *   --desktop   also an Electron, a browser and the system packages they need
 *   --display   the same, and a display of its own where there is none
 *
 * The command finds node_modules/.bin first in its PATH, so `node` is the pinned one. Says on
 * stderr what it does, and nothing when nothing is missing, except that a stand-in Electron is
 * named every time. Exits with the command's own code.
 *
 * BEISTAND_CACHE     where runtimes and the lock are kept (~/.cache/beistand)
 * BEISTAND_ELECTRON  official | fallback, see electron-runtime.ts
 * BEISTAND_CHROMIUM  the browser to drive, see browser.mjs
 * BEISTAND_FIREFOX   the second one, see browser.mjs
 * BEISTAND_SKIP_APT  1: as root too, only name the missing system packages
 * DISPLAY            used when set
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { findChromium, findFirefox } from './browser.mjs';
import { installDebianPackages } from './debian.mjs';
import { openDisplay } from './display.mjs';
import { alone } from './lock.mjs';
import { withoutOwnModules } from './own-modules.mjs';

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'node_modules', '.bin');
const stamp = path.join(root, 'node_modules', '.beistand-lock-hash');

const words = process.argv.slice(2);
const dashes = words.indexOf('--');
const flags = dashes === -1 ? words : words.slice(0, dashes);
const command = dashes === -1 ? [] : words.slice(dashes + 1);
const desktop = command.length === 0 || flags.includes('--desktop') || flags.includes('--display');

/** A script that calls another script has been here already. */
const nested = process.env['BEISTAND_BOOTSTRAPPED'] === root;

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...process.env,
  PATH: [bin, process.env['PATH']].join(path.delimiter),
  BEISTAND_BOOTSTRAPPED: root,
};

await prepareModules();
if (desktop && !nested) await prepareDesktop();
if (command.length > 0) process.exitCode = await runCommand();

async function prepareModules() {
  if (modulesAreCurrent()) return;
  await alone(async () => {
    if (!modulesAreCurrent()) installModules();
  });
}

function modulesAreCurrent() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * By the npm and node of this machine: the pinned node is among what `npm ci` replaces. The stamp is
 * written last and at once, so an interrupted install is repeated.
 */
function installModules() {
  say('installing npm packages');
  const hash = lockHash();
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: withoutOwnModules(process.env['PATH'] ?? '', root) },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed');
  writeFileSync(`${stamp}.new`, hash);
  renameSync(`${stamp}.new`, stamp);
}

async function prepareDesktop() {
  await alone(async () => {
    if (process.platform === 'linux') {
      installDebianPackages({
        haveBrowser: findChromium() !== null,
        haveFirefox: findFirefox() !== null,
        say,
      });
    }
    prepareElectron();
  });
  const chromium = findChromium();
  if (chromium === null) say('no Chromium or Chrome found: name one in BEISTAND_CHROMIUM');
  else env['BEISTAND_CHROMIUM'] = chromium;
}

function prepareElectron() {
  const tool = path.join(root, 'tools', 'electron-runtime.ts');
  const { status, stdout } = spawnSync(path.join(bin, 'node'), [tool], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('no Electron could be installed');
  const runtime = JSON.parse(stdout);
  Object.assign(env, runtime.env);
  if (runtime.kind === 'fallback') {
    say(
      `USING A STAND-IN: Electron ${runtime.version} from an npm package, because the pinned one ` +
        'cannot be downloaded here. For development and tests only. Never ship it.',
    );
  }
}

/** @returns {Promise<number>} */
async function runCommand() {
  const display = flags.includes('--display') ? await openDisplay() : null;
  if (display !== null) env['DISPLAY'] = display.name;
  const [program = '', ...rest] = command;
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(program, rest, {
        env,
        stdio: 'inherit',
        shell: process.platform === 'win32',
      });
      for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
        // A terminal has already sent its Ctrl-C to the child as well.
        process.on(signal, () => {
          if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
        });
      }
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
      );
    });
  } finally {
    display?.stop();
  }
}

/** @param {string} what */
function say(what) {
  process.stderr.write(`bootstrap: ${what}\n`);
}
