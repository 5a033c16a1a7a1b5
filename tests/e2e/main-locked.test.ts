// A locked desk in the packaged app: signed in, holding what comes, and saying only that something waits.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../src/contract/outcome.ts';
import { arrived, startLinkRig, type LinkRig } from '../support/link-rig.ts';
import { sendFrame, submit, toDevice } from '../support/peer.ts';
import { firstDesk, launchApp } from './launch.ts';
import { ask, factsOf, takePort } from './main-door.ts';

let rig: LinkRig;
let userDataDir: string;
let app: ElectronApplication;
let page: Page;

beforeEach(async () => {
  rig = await startLinkRig();
  userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-locked-'));
  app = await launchApp({ userDataDir, args: ['--lang=de'] });
  ({ page } = await firstDesk(app));
  await app.evaluate(({ Notification }) => {
    const main = globalThis as unknown as { notices: string[] };
    main.notices = [];
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      main.notices.push(`${this.title}: ${this.body}`);
    };
  });
});

afterEach(async () => {
  await app.close();
  await rig.stop();
  await rm(userDataDir, { recursive: true, force: true });
});

const notices = (): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as unknown as { notices: string[] }).notices);

async function unlock(): Promise<void> {
  await takePort(app);
  expect(await ask(app, 'dial', { origins: [rig.origin], login: rig.login() })).toEqual(ok(null));
  await expect
    .poll(async () => (await factsOf(app)).map(({ type }) => type))
    .toContain('signed-in');
  expect(await ask(app, 'subscribe', null)).toEqual(ok(null));
}

test('what comes while it is locked waits, one notice says so, and the next unlock gets it all', async () => {
  await unlock();
  // Locking ends the Worker and reloads the page; the page that comes asks for a port and stays locked.
  await page.reload();
  await page.waitForSelector('#app > *');
  const ids = await rig.report(3);
  await expect.poll(notices).toEqual(['Beistand: Es wartet etwas']);

  await unlock();
  await expect.poll(async () => arrived(await factsOf(app))).toEqual(ids);
  expect(await ask(app, 'settle', { ids })).toEqual(ok(null));
  expect(await notices()).toHaveLength(1);
});

test('what does not ask to wake anyone makes no notice', async () => {
  await unlock();
  await page.reload();
  await page.waitForSelector('#app > *');
  const { peer } = await rig.reporter();
  await submit(peer, { ...sendFrame([toDevice(rig.login().device)]), wake: false });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await notices()).toEqual([]);
});

test('the relay may die and come back while it is locked', async () => {
  await unlock();
  await page.reload();
  await page.waitForSelector('#app > *');
  await rig.killRelay();
  await rig.startRelay();
  await rig.report(1);
  await expect.poll(notices).toEqual(['Beistand: Es wartet etwas']);
});
