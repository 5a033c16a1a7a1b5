// The packaged app is started twice over one folder: one window, one vault, and the first comes to the front.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstDesk, launchApp, startBeside } from './launch.ts';
import { ask, takePort } from './main-door.ts';
import { filesIn } from './profile-files.ts';

let userDataDir: string;
let app: ElectronApplication;

beforeEach(async () => {
  userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-one-'));
  app = await launchApp({ userDataDir });
  await firstDesk(app);
});
afterEach(async () => {
  await app.close();
  await rm(userDataDir, { recursive: true, force: true });
});

const isShown = (): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isVisible()));

test('a second start ends itself, brings the first to the front, and hands over what it was started with', async () => {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });
  expect(await isShown()).toBe(false);
  const link = 'beistand://setup#relay=ws://127.0.0.1:1234&claim=ABCD-EFGH';
  expect(await startBeside({ userDataDir, args: [link] })).toBe(0);
  await expect.poll(isShown).toBe(true);
  expect(app.windows()).toHaveLength(1);
  await takePort(app);
  expect(await ask(app, 'setupHint', null)).toMatchObject({ claim: 'ABCD-EFGH' });
});

/** Opening the vault's folder frees it of half-written files: one that is written now stays unless somebody opens it again. */
test('the vault is opened once: a second start touches nothing in its folder', async () => {
  const vault = path.join(userDataDir, 'vault');
  const unfinished = path.join(vault, 'header.7.tmp');
  await writeFile(unfinished, 'half');
  const before = await filesIn(vault);
  expect(before.some(({ name }) => name.endsWith('.tmp'))).toBe(true);
  expect(await startBeside({ userDataDir })).toBe(0);
  expect(await filesIn(vault)).toEqual(before);
  await app.close();
  app = await launchApp({ userDataDir });
  await firstDesk(app);
  expect((await filesIn(vault)).some(({ name }) => name.endsWith('.tmp'))).toBe(false);
});
