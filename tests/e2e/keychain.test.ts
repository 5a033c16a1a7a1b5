// The operating system's keychain behind the packaged app: a real one where there is one, and a line says so where there is none.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok, refuse } from '../../src/contract/outcome.ts';
import { SECRET } from '../../src/main/files/names.ts';
import { firstDesk, launchApp } from './launch.ts';
import { ask, takePort } from './main-door.ts';

let userDataDir: string;
let app: ElectronApplication;

async function start(): Promise<void> {
  app = await launchApp({ userDataDir });
  await firstDesk(app);
  await takePort(app);
}

beforeEach(async () => {
  userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-keychain-'));
  await start();
});
afterEach(async () => {
  await app.close();
  await rm(userDataDir, { recursive: true, force: true });
});

const files = async (): Promise<readonly string[]> =>
  await readdir(path.join(userDataDir, 'vault')).catch(() => []);

/** What the runtime itself says. */
const runtime = () =>
  app.evaluate(({ safeStorage }) => ({
    electron: process.versions.electron,
    hasCalls: 'isAsyncEncryptionAvailable' in safeStorage,
  }));

test('a secret that the keychain sealed is there after a restart until it is dropped; without a keychain none is made', async () => {
  const state = await ask(app, 'keychain', null);
  const made = await ask(app, 'makeSecret', null);
  if (state !== 'ready') {
    const { electron, hasCalls } = await runtime();
    const why = hasCalls ? 'this desktop has none' : `Electron ${electron} has no calls for it`;
    process.stderr.write(`keychain: not tried against a real one, ${why}\n`);
    expect(made).toEqual(refuse('no-keychain'));
    expect(await files()).not.toContain(SECRET);
    return;
  }
  if (!made.ok) throw new Error(made.refusal);
  expect(made.value).toHaveLength(32);
  await app.close();
  await start();
  expect(await ask(app, 'readSecret', null)).toEqual(ok(made.value));
  await ask(app, 'dropSecret', null);
  expect(await ask(app, 'readSecret', null)).toEqual(refuse('missing'));
  expect(await files()).not.toContain(SECRET);
});
