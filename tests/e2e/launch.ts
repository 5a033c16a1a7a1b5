/** Starts the packaged app and a visitor's browser, the way every window test wants them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  _electron,
  chromium,
  type Browser,
  type ElectronApplication,
  type Page,
  type Worker,
} from 'playwright-core';
import { findChromium } from '../../tools/browser.mjs';
import { packagedApp } from '../../tools/package-app.ts';

/** Nothing that calls home: a test speaks to this machine and to nobody else. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
];

/** Chromium refuses its sandbox to root. Only then, and only in tests, does it run without. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** What a launch may vary. `userDataDir` is the test's own folder: it holds everything the app keeps. */
export interface AppLaunch {
  readonly userDataDir: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const LAUNCH_MS = 15_000;
const LAUNCHES = 3;

/** `BEISTAND_APP` names a program to test in place of the one packaged here: a long run keeps its own. */
const program = (): string => process.env['BEISTAND_APP'] ?? packagedApp();

/**
 * Launches the packaged app. Throws when it has not been packaged, or does not come up.
 *
 * Playwright that attaches in the very moment in which the window commits its page misses that, and
 * waits for ever (about once in thirty launches; the app itself runs well). So it is tried again.
 */
export async function launchApp(launch: AppLaunch): Promise<ElectronApplication> {
  const executablePath = program();
  if (!existsSync(executablePath)) throw new Error('not packaged: run `npm run e2e`');
  for (let left = LAUNCHES - 1; ; left -= 1) {
    try {
      return await _electron.launch({
        executablePath,
        args: argsOf(launch),
        env: { ...definedEnv(), ...launch.env },
        // Playwright would force a light scheme, and dark mode would seem broken.
        colorScheme: null,
        timeout: LAUNCH_MS,
      });
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

const argsOf = ({ userDataDir, args = [] }: AppLaunch): string[] => [
  ...asRoot,
  ...quiet,
  `--user-data-dir=${userDataDir}`,
  ...args,
];

/** Starts the packaged app once more, as a person does who presses its sign again. Answers how it ended; null: it did not. */
export async function startBeside(launch: AppLaunch): Promise<number | null> {
  const env = { ...definedEnv(), ...launch.env };
  const child = spawn(program(), argsOf(launch), { env, stdio: 'ignore' });
  const stop = setTimeout(() => child.kill('SIGKILL'), START_MS);
  const [code]: unknown[] = await once(child, 'exit');
  clearTimeout(stop);
  return typeof code === 'number' ? code : null;
}

/** The window's page and its vault. */
export interface Desk {
  readonly page: Page;
  readonly vault: Worker;
}

const ATTACH_MS = 1_000;
/** After a reload nothing is missed any more: there it only takes as long as it takes. */
const START_MS = 30_000;
const ANSWER_MS = 10_000;

/**
 * The first window, once its screen is drawn and its vault can be spoken to.
 *
 * Playwright attaches while the window is loading and, about once in ten launches, misses a Worker
 * that started first; the page runs well and only the test cannot see it. Seldom, on a busy machine, it
 * sees one that never answers it. One reload cures both.
 */
export async function firstDesk(app: ElectronApplication): Promise<Desk> {
  const page = await app.firstWindow();
  await page.waitForSelector('#app > *');
  const vault = await vaultOf(page, ATTACH_MS).catch(async () => {
    await page.reload();
    await page.waitForSelector('#app > *');
    return vaultOf(page, START_MS);
  });
  return { page, vault };
}

async function vaultOf(page: Page, timeout: number): Promise<Worker> {
  const vault = page.workers()[0] ?? (await page.waitForEvent('worker', { timeout }));
  const silence = new Promise<never>((_, refuse) => {
    setTimeout(() => refuse(new Error('a Worker that nobody can speak to')), ANSWER_MS).unref();
  });
  await Promise.race([vault.evaluate(() => true), silence]);
  return vault;
}

/** What a visitor's browser may vary. */
export interface ChromiumLaunch {
  readonly args?: readonly string[];
  readonly headless?: boolean;
}

/** Launches an installed Chromium or Chrome. Throws where none is installed. */
export async function launchChromium(launch: ChromiumLaunch = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium or Chrome: set BEISTAND_CHROMIUM');
  return chromium.launch({
    executablePath,
    headless: launch.headless ?? true,
    args: [...asRoot, ...quiet, '--disable-gpu', ...(launch.args ?? [])],
  });
}

function definedEnv(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
