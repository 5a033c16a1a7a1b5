import type { Browser, Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../tools/build-site.ts';
import { findFirefox } from '../../tools/browser.mjs';
import { allTexts } from '../support/widget-texts.ts';
import type { TestOperator } from '../support/operator.ts';
import { openWidgetStage, type WidgetStage } from '../support/widget-stage.ts';
import { launchFirefox } from '../e2e/launch-firefox.ts';

/** The way through the chat in a second engine: Debian's Firefox, driven by what a person perceives. */
const SLOW_MS = 20_000;
const none = findFirefox() === null;
if (none) process.stderr.write('widget-firefox: passed over, no Firefox is installed\n');

const [t, he] = [await allTexts('de'), await allTexts('he')];
let browser: Browser;
let stage: WidgetStage;
let operator: TestOperator;
let address: string;
let elsewhere: string;

/** A page with the chat opened on it, and what stands in its frame. */
interface Reporter {
  readonly page: Page;
  readonly frame: () => Promise<Frame>;
  readonly press: (name: string) => Promise<void>;
  readonly type: (name: string, text: string) => Promise<void>;
  /** Waits until the frame shows these words. */
  readonly reads: (words: string) => Promise<void>;
  readonly field: (name: string) => Promise<string>;
}

describe.skipIf(none)('in Firefox', () => {
  beforeAll(async () => {
    await buildSite();
    stage = await openWidgetStage();
    operator = await stage.operator();
    elsewhere = await stage.pageWith(() => '');
    address = await stage.pageWith((snippet) =>
      snippet.replace(' defer', ` defer data-leave="${elsewhere}"`),
    );
    browser = await launchFirefox({ 'intl.accept_languages': 'de' });
  });

  afterAll(async () => {
    await browser?.close();
    await operator?.stop();
    await stage?.stop();
  });

  test('a message arrives sealed, is answered, and both stand there after a reload', async () => {
    const reporter = await opened();
    await reporter.type(t.message, 'hallo aus dem feuerfuchs 🦊');
    await reporter.press(t.send);
    const { conversation } = await operator.heard('hallo aus dem feuerfuchs 🦊');
    await operator.reply(conversation, 'Wir lesen mit.', 'Noa');
    await reporter.reads('Wir lesen mit.');
    await reporter.type(t.message, 'noch ein entwurf');
    await reporter.page.reload();
    await tap(reporter.page);
    await reporter.reads('hallo aus dem feuerfuchs 🦊');
    await reporter.reads('Wir lesen mit.');
    expect(await reporter.field(t.message)).toBe('noch ein entwurf');
    await operator.reply(conversation, 'und nach dem neuladen auch');
    await reporter.reads('und nach dem neuladen auch');
  });

  test('the return code brings the reporter back in a browser that knows nothing', async () => {
    const first = await opened();
    await first.type(t.message, 'ich komme wieder');
    await first.press(t.send);
    const { conversation } = await operator.heard('ich komme wieder');
    await first.reads(t.codeCare);
    const groups = /(?:[0-9A-Z]{4}\s+){7}/.exec(await textOf(await first.frame()))?.[0] ?? '';
    const code = groups.trim().replace(/\s+/g, '-');
    await first.press(t.codeKept);
    await first.press(t.codeSkip);
    await first.page.close();
    await operator.reply(conversation, 'inzwischen geantwortet');
    const later = await opened();
    await later.press(t.haveCode);
    await later.type(t.code, code);
    await later.press(t.enterGo);
    await later.reads('inzwischen geantwortet');
    await later.type(t.message, 'da bin ich');
    await later.press(t.send);
    expect((await operator.heard('da bin ich')).conversation).toBe(conversation);
  });

  test('Hebrew turns the frame around, and words keep their own direction', async () => {
    const reporter = await opened();
    const frame = await reporter.frame();
    const choice = await frame.waitForSelector(named('combobox', t.language));
    await choice?.select('he');
    await reporter.type(he.message, 'שלום, ‏abc 123');
    await reporter.press(he.send);
    await operator.heard('שלום, ‏abc 123');
    const seen = await frame.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      overflow: document.documentElement.scrollWidth - innerWidth,
    }));
    expect(seen).toEqual({ lang: 'he', dir: 'rtl', overflow: 0 });
  });

  test('folded away and opened again it is the same chat, and nothing of it is loaded anew', async () => {
    const reporter = await opened();
    await (await reporter.frame()).evaluate(() => (document.body.dataset['same'] = 'yes'));
    await reporter.press(t.menu);
    await reporter.press(t.minimise);
    await tap(reporter.page);
    await reporter.type(t.message, 'noch da');
    expect(await (await reporter.frame()).evaluate(() => document.body.dataset['same'])).toBe(
      'yes',
    );
  });

  test('in a window of its own the conversation goes on, and it comes back with what was said there', async () => {
    const reporter = await opened();
    await reporter.type(t.message, 'aus dem rahmen');
    await reporter.press(t.send);
    const { conversation } = await operator.heard('aus dem rahmen');
    await reporter.reads(t.sent);
    await reporter.press(t.menu);
    await reporter.press(t.popOut);
    const own = await windowOf(reporter.page);
    await expect
      .poll(() => textOf(own.mainFrame()), { timeout: SLOW_MS })
      .toContain('aus dem rahmen');
    await reporter.reads(t.elsewhere);
    await operator.reply(conversation, 'auch im fenster', 'Noa');
    await expect.poll(() => textOf(own.mainFrame())).toContain('auch im fenster');
    await (await own.waitForSelector(named('textbox', t.message)))?.type('aus dem fenster');
    await (await own.waitForSelector(named('button', t.send)))?.click();
    expect((await operator.heard('aus dem fenster')).conversation).toBe(conversation);

    await tap(reporter.page);
    await reporter.press(t.bringBack);
    await reporter.reads('aus dem fenster');
    await reporter.reads('auch im fenster');
    await expect.poll(() => own.isClosed()).toBe(true);
    await reporter.type(t.message, 'wieder zu hause');
    await reporter.press(t.send);
    expect((await operator.heard('wieder zu hause')).conversation).toBe(conversation);
  });

  test('stars end it, and quick exit leaves nothing in the browser and nothing to go back to', async () => {
    const reporter = await opened();
    await reporter.type(t.message, 'zum schluss');
    await reporter.press(t.send);
    await operator.heard('zum schluss');
    await reporter.press(t.menu);
    await reporter.press(t.end);
    const frame = await reporter.frame();
    await (
      await frame.waitForSelector(named('radio', t.star(5)))
    )?.evaluate((star) => (star as HTMLElement).click());
    await reporter.press(t.rate);
    await reporter.reads(t.thanks);
    await expect
      .poll(() => operator.messages.some(({ body }) => body.type === 'rating' && body.stars === 5))
      .toBe(true);
    await reporter.press(t.leave);
    await expect.poll(() => reporter.page.url(), { timeout: SLOW_MS }).toBe(elsewhere);
    await reporter.page.goto(address);
    await tap(reporter.page);
    const kept = await (await reporter.frame()).evaluate(() => Object.keys(sessionStorage));
    expect(kept.filter((key) => /tab|draft|ctr/.test(key))).toEqual([]);
    expect(await textOf(await reporter.frame())).not.toContain('zum schluss');
  });
});

async function opened(): Promise<Reporter> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(address);
  await tap(page);
  const frame = async (): Promise<Frame> => frameOf(page);
  const reporter: Reporter = {
    page,
    frame,
    press: async (name) => {
      const button = await (await frame()).waitForSelector(named('button', name));
      await button?.click();
    },
    type: async (name, text) => {
      const box = await (await frame()).waitForSelector(named('textbox', name));
      await box?.evaluate((area) => (area as HTMLTextAreaElement).select());
      await box?.type(text);
    },
    reads: async (words) => {
      await expect.poll(async () => textOf(await frame()), { timeout: SLOW_MS }).toContain(words);
    },
    field: async (name) => {
      const box = await (await frame()).waitForSelector(named('textbox', name));
      return (await box?.evaluate((area) => (area as HTMLTextAreaElement).value)) ?? '';
    },
  };
  await (await frame()).waitForSelector(named('textbox', t.message));
  return reporter;
}

/** By role and name, as somebody who cannot see finds it. */
const named = (role: string, name: string): string => `::-p-aria([name="${name}"][role="${role}"])`;

async function tap(page: Page): Promise<void> {
  const launcher = await page.waitForSelector('>>> button[lang][aria-expanded]');
  await launcher?.click();
}

/** The window that this page's chat has opened. */
async function windowOf(page: Page): Promise<Page> {
  const others = async (): Promise<readonly Page[]> =>
    (await page.browserContext().pages()).filter((each) => each.url().startsWith(stage.site));
  await expect.poll(async () => (await others()).length, { timeout: SLOW_MS }).toBe(1);
  const [own] = await others();
  if (own === undefined) throw new Error('no window');
  return own;
}

async function frameOf(page: Page): Promise<Frame> {
  const found = (): Frame | undefined =>
    page.frames().find((each) => each.url().startsWith(stage.site));
  await expect.poll(found, { timeout: SLOW_MS }).toBeDefined();
  const frame = found();
  if (frame === undefined) throw new Error('no frame');
  return frame;
}

const textOf = (frame: Frame): Promise<string> => frame.evaluate(() => document.body.innerText);
