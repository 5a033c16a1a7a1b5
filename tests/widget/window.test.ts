import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { de as files } from '../../widget/files/i18n/de.ts';
import { driveWidget, escapeTwice, type WidgetDriver } from '../support/widget-driver.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { launchChromium } from '../e2e/launch.ts';
import { faultProxy, type FaultProxy } from '../fault/proxy.ts';
import { fillIn } from '../support/fill-in.ts';

/** The conversation in a window of its own, in a real Chromium. */
let cable: FaultProxy;
const visits = chatVisits({
  cable: async (relayPort) => (cable = await faultProxy(relayPort)),
});
afterAll(() => cable.close());

/** So late every chunk of a file arrives, and so late it is confirmed: there is time to stop it. */
const LINGERS_MS = 100;

async function moved(reporter: WidgetDriver): Promise<Page> {
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  for (const frame of reporter.page.frames().slice(1)) {
    expect(await axeObjections(frame)).toEqual([]);
  }
  const [own] = await Promise.all([
    reporter.page.waitForEvent('popup'),
    reporter.frame.getByRole('button', { name: 'In eigenem Fenster öffnen' }).click(),
  ]);
  await field(own).waitFor();
  return own;
}

const field = (page: Page) => page.getByRole('textbox', { name: 'Deine Nachricht' });

async function write(page: Page, text: string): Promise<void> {
  await fillIn(field(page), text);
  await page.getByRole('button', { name: 'Senden', exact: true }).click();
}

const kept = async (reporter: WidgetDriver): Promise<number | undefined> =>
  reporter.page
    .frames()
    .find((each) => each.url().startsWith(visits.stage.site))
    ?.evaluate(() => sessionStorage.length);

test('a conversation moves with its draft, is in one place at a time, and comes back with what was said', async () => {
  const reporter = await visits.opened();
  await reporter.send('aus dem rahmen');
  await reporter.waitForAccepted('aus dem rahmen');
  await fillIn(reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }), 'halb fertig');
  const own = await moved(reporter);
  await own.locator('.row', { hasText: 'aus dem rahmen' }).waitFor();
  await expect.poll(() => field(own).inputValue()).toBe('halb fertig');
  await expect.poll(() => kept(reporter)).toBe(0);
  const { conversation } = await visits.operator.heard('aus dem rahmen');
  await visits.operator.reply(conversation, 'auch hier');
  await own.locator('.row', { hasText: 'auch hier' }).waitFor();
  await write(own, 'aus dem fenster');
  expect((await visits.operator.heard('aus dem fenster')).conversation).toBe(conversation);
  await own.locator('.row', { hasText: 'aus dem fenster' }).locator('.state.sent').waitFor();

  await own.close({ runBeforeUnload: true });
  await visits.operator.reply(conversation, 'wieder da');
  const back = reporter.frame.locator('.row', { hasText: 'wieder da' });
  await back.waitFor({ state: 'attached' });
  // What was read in the window is not new here.
  await expect.poll(() => reporter.page.getByRole('status').textContent()).toBe('Chat: 1');
  await reporter.page.getByRole('button', { name: 'Schreib uns' }).click();
  await reporter.waitForMessage('wieder da');
  expect((await reporter.talk()).map(({ text }) => text)).toEqual([
    'aus dem rahmen',
    'auch hier',
    'aus dem fenster',
    'wieder da',
  ]);
  await reporter.send('noch eins');
  expect((await visits.operator.heard('noch eins')).conversation).toBe(conversation);
});

test('a window loaded again goes on, and one tap brings the conversation back into the page', async () => {
  const reporter = await visits.opened();
  await reporter.send('bleibt');
  await reporter.waitForAccepted('bleibt');
  const own = await moved(reporter);
  expect(await axeObjections(own.mainFrame())).toEqual([]);
  await own.reload();
  await own.locator('.row', { hasText: 'bleibt' }).waitFor();
  await reporter.page.getByRole('button', { name: 'Schreib uns' }).click();
  await reporter.frame.getByText('Der Chat ist jetzt in einem eigenen Fenster.').waitFor();
  for (const frame of reporter.page.frames().slice(1)) {
    expect(await axeObjections(frame)).toEqual([]);
  }
  await Promise.all([
    own.waitForEvent('close'),
    reporter.frame.getByRole('button', { name: 'Hierher zurückholen' }).click(),
  ]);
  await reporter.waitForMessage('bleibt');
});

test('before anything was said the window takes what was chosen: the language, and half a sentence', async () => {
  const reporter = await visits.opened();
  await reporter.frame.getByRole('combobox').selectOption('en');
  await fillIn(reporter.frame.getByRole('textbox', { name: 'Your message' }), 'half a');
  await reporter.frame.getByRole('button', { name: 'More' }).click();
  const [own] = await Promise.all([
    reporter.page.waitForEvent('popup'),
    reporter.frame.getByRole('button', { name: 'Open in its own window' }).click(),
  ]);
  const box = own.getByRole('textbox', { name: 'Your message' });
  await box.waitFor();
  await expect.poll(() => box.inputValue()).toBe('half a');
});

test('quick exit in the window clears both and replaces the page; quick exit on the page closes the window', async () => {
  const page = await visits.stage.pageWith((snippet) =>
    snippet.replace('<script ', `<script data-leave="${visits.stage.site}/f/" `),
  );
  for (const where of ['window', 'page'] as const) {
    const reporter = await visits.opened({}, page);
    await reporter.send('gleich weg');
    await reporter.waitForAccepted('gleich weg');
    const own = await moved(reporter);
    const gone = own.waitForEvent('close');
    if (where === 'window') {
      // The window may be gone before the click is confirmed.
      await own
        .getByRole('button', { name: 'Schnell weg' })
        .click()
        .catch(() => undefined);
    } else {
      await escapeTwice(reporter.page);
    }
    await gone;
    await reporter.page.waitForURL(`${visits.stage.site}/f/`);
    expect(
      await reporter.page.evaluate(() => sessionStorage.length + localStorage.length),
      where,
    ).toBe(0);
  }
});

test('where the website keeps its windows apart nothing moves, the menu says so, and no empty window stays', async () => {
  // What a test puts in a page's place stands in no network: this browser may load from ours all the same.
  const lax = await launchChromium({ args: ['--disable-features=LocalNetworkAccessChecks'] });
  const context = await lax.newContext({ locale: 'de-DE' });
  await context.route(visits.stage.page, (route) =>
    route.fulfill({
      headers: { 'content-type': 'text/html', 'cross-origin-opener-policy': 'same-origin' },
      body: `<!doctype html><html lang="de"><title>x</title>${visits.stage.snippet}</html>`,
    }),
  );
  const reporter = await driveWidget(context, visits.stage.page);
  await reporter.open();
  await reporter.send('bleibt hier');
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  const opening = context.waitForEvent('page');
  await reporter.frame.getByRole('button', { name: 'In eigenem Fenster öffnen' }).click();
  const own = await opening;
  if (!own.isClosed()) await own.waitForEvent('close');
  await reporter.frame.getByText('lässt hier kein eigenes Fenster zu').waitFor();
  await reporter.frame.getByRole('button', { name: 'Zurück' }).click();
  await reporter.waitForMessage('bleibt hier');
  await lax.close();
});

test('a window that somebody else opened says nothing and asks for nothing', async () => {
  const context = await visits.visitor();
  const page = await context.newPage();
  await page.goto(visits.stage.page);
  const [own] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => {
      const other = window.open(url);
      const given = { session: { 'sc1:draft': 'untergeschoben' }, local: {} };
      setInterval(() => {
        const { port2 } = new MessageChannel();
        other?.postMessage({ mark: 'beistand-move', kept: given, language: 'de' }, '*', [port2]);
      }, 100);
    }, `${visits.stage.site}/f/`),
  ]);
  await own.getByText('falsch eingebaut').waitFor();
  expect(await field(own).count()).toBe(0);
  expect(await own.evaluate(() => sessionStorage.length)).toBe(0);
});

test('while a message has not been sent it is not offered to move', async () => {
  const reporter = await visits.opened();
  const offer = reporter.frame.getByRole('button', { name: 'In eigenem Fenster öffnen' });
  const menu = reporter.frame.getByRole('button', { name: 'Mehr' });
  await visits.stage.killRelay();
  await reporter.send('noch nicht fort');
  await menu.click();
  await reporter.frame.getByRole('switch').waitFor();
  expect(await offer.count()).toBe(0);
  await visits.stage.startRelay();
  await offer.waitFor();
});

test('a code that this device remembers is not written down by the window, which knows it and may forget it', async () => {
  const reporter = await visits.opened();
  await reporter.send('merk dir das');
  await reporter.frame.getByLabel('Auf diesem Gerät merken').check();
  await reporter.waitForAccepted('merk dir das');
  const frame = reporter.page.frames().find((each) => each.url().startsWith(visits.stage.site));
  // Page and window are of one site here, and so of one storage: what either writes the other hears.
  await frame?.evaluate(() => {
    globalThis.writtenThere = [];
    addEventListener('storage', ({ key, newValue }) => {
      if (key !== null && newValue !== null) globalThis.writtenThere.push(key);
    });
  });
  const own = await moved(reporter);
  await own.locator('.row', { hasText: 'merk dir das' }).waitFor();
  await own.getByRole('button', { name: 'Mehr' }).click();
  await own.getByRole('button', { name: 'Rückkehr-Code zeigen' }).click();
  const tick = own.getByLabel('Auf diesem Gerät merken');
  await expect.poll(() => tick.isChecked()).toBe(true);
  await tick.uncheck();
  await tick.check();
  await own.evaluate(() => localStorage.setItem('last', ''));
  await expect.poll(() => frame?.evaluate(() => globalThis.writtenThere)).toContain('last');
  expect(await frame?.evaluate(() => globalThis.writtenThere)).toEqual(['last']);
  await tick.uncheck();
  await own.close({ runBeforeUnload: true });
  await reporter.frame.locator('.row', { hasText: 'merk dir das' }).waitFor({ state: 'attached' });
  await expect.poll(() => frame?.evaluate(() => localStorage.getItem('sc1:code'))).toBeNull();
});

test('while a file is on its way it is not offered to move, and afterwards it is again', async () => {
  const reporter = await visits.opened();
  await reporter.send('Ich habe einen Film.');
  await reporter.waitForAccepted('Ich habe einen Film.');
  const button = (name: string) => reporter.frame.getByRole('button', { name, exact: true });
  const offer = button('In eigenem Fenster öffnen');
  const chooser = reporter.page.waitForEvent('filechooser');
  await button('Datei schicken').click();
  const buffer = randomBytes(20 * 1024 * 1024);
  await (await chooser).setFiles({ name: 'film.bin', mimeType: 'x/y', buffer });
  cable.slow(LINGERS_MS);
  await button(files.sendOriginal).click();
  await button(files.pause).click();
  await reporter.frame.getByText(files.paused).waitFor();
  cable.slow(0);
  await button('Mehr').click();
  await reporter.frame.getByRole('switch').waitFor();
  expect(await offer.count()).toBe(0);
  await button('Zurück').click();
  await button(files.goOn).click();
  await reporter.waitForAccepted('Datei 1');
  await button('Mehr').click();
  await offer.waitFor();
});

declare global {
  var writtenThere: string[];
}
