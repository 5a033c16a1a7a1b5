/** Bad days at the desk: the relay cannot be reached when the app starts; the passphrase is wrong. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from '../demo/stage.ts';
import { driveApp, type AppDriver } from '../support/app-driver.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { launchChromium } from './launch.ts';

const SLOW_MS = 120_000;
const RECONNECT_MS = 60_000;

let folder: string;
let stage: Stage;
let browser: Browser;
let reporter: WidgetDriver;
let operator: AppDriver;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-away-'));
  stage = await openStage(folder);
  operator = await driveApp({ userDataDir: path.join(folder, 'app'), args: [stage.setup] });
  await operator.createTeam({ teamName: 'Probeteam', alias: 'Noa' });
  await operator.go('Team');
  const address = await stage.openSite(await operator.pin());
  browser = await launchChromium();
  reporter = await driveWidget(await browser.newContext({ locale: 'de-DE' }), address);
  await reporter.open();
  await reporter.send('Ist da jemand?');
  await operator.go('Posteingang');
  await operator.openConversation('Ist da jemand?');
  await operator.close();
  await stage.killRelay();
  operator = await driveApp({ userDataDir: path.join(folder, 'app') });
}, SLOW_MS);

afterAll(async () => {
  await operator.close();
  await browser.close();
  await stage.stop();
  await rm(folder, { recursive: true, force: true });
});

test(
  'a wrong passphrase opens nothing, says so in plain words, and the right one still opens',
  async () => {
    const { page } = operator;
    await page.getByLabel('Passphrase', { exact: true }).fill('Regenschirm Kachelofen 8');
    await page.getByRole('button', { name: 'Öffnen' }).click();
    await page.getByText('Das war nicht die Passphrase.').waitFor({ timeout: RECONNECT_MS });
    expect(await page.getByRole('navigation', { name: 'Bereiche' }).count()).toBe(0);
    await operator.unlock();
  },
  SLOW_MS,
);

test(
  'without a relay the app opens, says so, keeps a reply, and sends it once the relay is back',
  async () => {
    const { page } = operator;
    await page.getByText('keine Verbindung').first().waitFor({ timeout: RECONNECT_MS });
    await operator.openConversation('Ist da jemand?');
    await operator.reply('Ja, ich bin da.');
    const own = page.getByRole('article', { name: /^Noa antwortet/ });
    await own.getByText('wird gesendet').waitFor();
    await stage.startRelay();
    await reporter.waitForMessage('Ja, ich bin da.');
    await own.getByText(/zugestellt|gelesen/).waitFor({ timeout: RECONNECT_MS });
    expect(await reporter.shown('operator')).toEqual(['Ja, ich bin da.']);
  },
  SLOW_MS,
);
