/** Two packaged apps, one relay, one visitor: a colleague comes into the team, answers, and is removed. */
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
const PATIENCE = { timeout: 60_000 };

let folder: string;
let stage: Stage;
let browser: Browser;
let first: AppDriver;
let second: AppDriver;
let reporter: WidgetDriver;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-two-'));
  stage = await openStage(folder);
  first = await driveApp({ userDataDir: path.join(folder, 'first'), args: [stage.setup] });
  await first.createTeam({ teamName: 'Probeteam', alias: 'Noa' });
  await first.go('Team');
  const [address] = await Promise.all([
    stage.openSite(await first.pin()),
    launchChromium().then((launched) => {
      browser = launched;
    }),
  ]);
  reporter = await driveWidget(await browser.newContext({ locale: 'de-DE' }), address);
  await reporter.open();
  await reporter.send('Ist da jemand?');
}, SLOW_MS);

afterAll(async () => {
  await Promise.allSettled([first.close(), second.close(), browser.close()]);
  await stage.stop();
  await rm(folder, { recursive: true, force: true });
});

const digits = async ({ page }: AppDriver): Promise<string> => {
  await page.getByTestId('join-numbers').waitFor(PATIENCE);
  return await page.getByTestId('join-numbers').innerText();
};

test(
  'who opens the invite shows the same digits as the coordinator, and is let in',
  async () => {
    await first.page.getByRole('button', { name: 'Einladung erzeugen' }).click();
    const link = await first.page.getByTestId('invite-link').innerText();
    second = await driveApp({ userDataDir: path.join(folder, 'second'), args: [link] });
    await second.joinTeam('Birke');
    const shown = await digits(first);
    expect(shown).toMatch(/^\d{5}(\s+\d{5}){11}$/);
    expect(shown).toBe(await digits(second));
    await first.page.getByLabel(/^Ich habe alle Ziffern oder alle Wörter mit Birke/).check();
    await first.page.getByRole('button', { name: 'Ins Team aufnehmen' }).click();
    await second.page.getByTestId('join-numbers').waitFor({ state: 'detached', ...PATIENCE });
    const birke = first.page.getByRole('listitem').filter({ hasText: 'Birke' }).first();
    await birke.getByText(/zuletzt angemeldet/).waitFor(PATIENCE);
  },
  SLOW_MS,
);

test(
  'both see what somebody writes, and the answer of the one stands with the other',
  async () => {
    await reporter.send('Seht ihr das beide?');
    for (const app of [first, second]) {
      await app.go('Posteingang');
      await app.openConversation('Seht ihr das beide?');
    }
    await second.reply('Ja, wir sind zu zweit.');
    await reporter.waitForMessage('Ja, wir sind zu zweit.');
    await first.waitForMessage('Ja, wir sind zu zweit.');
  },
  SLOW_MS,
);

test(
  'who is removed is told so, and what comes afterwards reaches the other alone',
  async () => {
    await first.go('Team');
    await first.page.getByRole('button', { name: 'Birke bearbeiten' }).click();
    await first.page.getByRole('button', { name: 'Aus dem Team entfernen …' }).click();
    await first.page.getByRole('button', { name: 'Entfernen', exact: true }).click();
    await second.page.getByText('wurde aus dem Team entfernt').first().waitFor(PATIENCE);
    await reporter.send('Und jetzt nur noch eine?');
    await first.go('Posteingang');
    await first.openConversation('Und jetzt nur noch eine?');
    await second.go('Posteingang');
    expect(await second.page.getByText('Und jetzt nur noch eine?').count()).toBe(0);
  },
  SLOW_MS,
);
