import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildSite } from '../../tools/build-site.ts';
import { openWidgetStage, type WidgetStage } from '../support/widget-stage.ts';
import { driveWidget } from '../support/widget-driver.ts';
import { launchChromium } from './launch.ts';

/** A reporter in a real Chromium, a real relay, a real site; only the operator is made of test code. */
let browser: Browser;
let stage: WidgetStage;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await buildSite();
  browser = await launchChromium();
  stage = await openWidgetStage();
});

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
  await stage.stop();
});

const visitor = async (): Promise<BrowserContext> => {
  const context = await browser.newContext({ locale: 'de-DE' });
  contexts.push(context);
  return context;
};

test('a first message arrives sealed, is answered, and both say so honestly', async () => {
  const operator = await stage.operator();
  const reporter = await driveWidget(await visitor(), stage.page);
  await reporter.open();
  await reporter.send('gestern nach sport in der umkleide');
  await reporter.waitForAccepted('gestern nach sport');
  const { conversation, body } = await operator.heard('gestern nach sport in der umkleide');
  expect(body.reporter?.token).toHaveLength(16);
  expect(await operator.reply(conversation, 'Ich bin da und lese mit.', 'Noa')).toBe('accepted');
  await reporter.waitForMessage('Ich bin da und lese mit.');
  await operator.receipt(conversation);
  await reporter.frame.locator('.state.delivered').waitFor();
  expect(await reporter.keepCode()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
  await operator.stop();
});
