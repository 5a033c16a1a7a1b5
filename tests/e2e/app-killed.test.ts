/** Fault: the desktop app dies by SIGKILL while messages are on their way into it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { openStage, type Stage } from '../demo/stage.ts';
import { tally } from '../demo/tally.ts';
import { driveApp, type AppDriver } from '../support/app-driver.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { launchChromium } from './launch.ts';

/** From "not yet delivered" to "long stored": the order journal → rows → ACK takes a few tens of ms. */
const killAfterMs = [0, 8, 16, 30, 60];
const START_MS = 120_000;
const TEST_MS = 300_000;

let folder: string;
let stage: Stage;
let browser: Browser;
let reporter: WidgetDriver;
let operator: AppDriver;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-killed-'));
  stage = await openStage(folder);
  operator = await driveApp({ userDataDir: path.join(folder, 'app'), args: [stage.setup] });
  await operator.createTeam({ teamName: 'Probeteam', alias: 'Noa' });
  await operator.go('Team');
  const address = await stage.openSite(await operator.pin());
  await operator.go('Posteingang');
  browser = await launchChromium();
  reporter = await driveWidget(await browser.newContext({ locale: 'de-DE' }), address);
  await reporter.open();
}, START_MS);

afterAll(async () => {
  await operator.close();
  await browser.close();
  await stage.stop();
  await rm(folder, { recursive: true, force: true });
});

test(
  'an app killed between receiving and storing shows every message once after it comes back',
  async () => {
    await reporter.send('Anfang');
    await operator.openConversation('Anfang');
    const sent = ['Anfang'];
    for (const ms of killAfterMs) {
      const text = `gleich stirbt die App nach ${ms}`;
      await reporter.send(text);
      sent.push(text);
      await sleep(ms);
      await kill(operator);
      operator = await driveApp({ userDataDir: path.join(folder, 'app') });
      await operator.unlock();
      await operator.openConversation(text);
      await operator.waitForMessage(text);
    }
    expect(tally(sent, await operator.shown('reporter'))).toMatchObject({ lost: 0, duplicated: 0 });
  },
  TEST_MS,
);

/** As a power cut would: no handler runs, neither in main nor in the renderers it started. */
async function kill({ app }: AppDriver): Promise<void> {
  const main = app.process();
  const gone = new Promise((resolve) => main.once('exit', resolve));
  main.kill('SIGKILL');
  await gone;
}
