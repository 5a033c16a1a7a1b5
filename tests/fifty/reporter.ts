/** A reporter in a real Chromium, whose tab, page and device may change under the conversation. */
import type { Browser, BrowserContext } from 'playwright-core';
import type { Language } from '../../widget/app/i18n/texts.ts';
import type { AllTexts } from '../../widget/app/i18n/words.ts';
import type { Line } from '../fixtures/conversations/conversation.ts';
import { widgetOn, type WidgetDriver } from '../support/widget-driver.ts';
import { allTexts } from '../support/widget-texts.ts';
import { until } from './until.ts';
import { fillIn } from '../support/fill-in.ts';

export interface Reporter {
  /** Everything said, as it stands on the reporter's screens, in their order. */
  readonly shown: () => Promise<readonly Line[]>;
  /** Types and sends; resolves once it stands on the screen, sent or not. */
  readonly write: (text: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Follows a link of the NGO's site and finds the chat there as it was. */
  readonly turnPage: () => Promise<void>;
  /** Goes under ground for so long; resolves at once. */
  readonly tunnel: (ms: number) => void;
  /** The tab is duplicated, the copy takes over, the old one closes. Nothing may be under way. */
  readonly duplicate: () => Promise<void>;
  /** Another device with the return code; the old one closes. Nothing may be under way. */
  readonly changeDevice: () => Promise<void>;
  /** Waits until the network is there again. */
  readonly aboveGround: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A browser gives its acknowledgements a moment after it has shown something. */
const ACKNOWLEDGED_MS = 400;

export async function newReporter(
  browser: Browser,
  address: string,
  language: Language,
): Promise<Reporter> {
  const t = await allTexts(language);
  /** What stands only on devices that are gone. */
  const left: Line[] = [];
  let code: string | null = null;
  let pages = 0;
  let outside = Promise.resolve();
  let context = await browser.newContext({ locale: 'de-DE' });
  let driver = await opened(context, address, language, t);

  const shown = async (): Promise<readonly Line[]> => [...left, ...(await driver.talk())];
  const keptCode = async (): Promise<string> => (code ??= await driver.keepCode());

  return {
    shown,
    write: async (text) => {
      const before = (await driver.talk()).length;
      const { frame } = driver;
      await fillIn(frame.getByRole('textbox', { name: t.message }), text);
      await frame.getByRole('button', { name: t.send, exact: true }).click();
      await until(async () => (await driver.talk()).length > before, `on screen: ${text}`);
    },
    reload: async () => {
      await outside;
      await driver.page.reload();
      await driver.open();
    },
    turnPage: async () => {
      await outside;
      pages += 1;
      await driver.page.goto(pages % 2 === 0 ? address : new URL('/was-tun', address).href);
      await driver.open();
    },
    tunnel: (ms) => {
      const mine = context;
      outside = outside.then(async () => {
        await mine.setOffline(true);
        await new Promise((resolve) => setTimeout(resolve, ms));
        await mine.setOffline(false);
      });
      // Said by whoever waits for it; a run that ends for another reason says that one.
      outside.catch(() => undefined);
    },
    duplicate: async () => {
      await outside;
      const original = driver.page;
      const [copy] = await Promise.all([
        context.waitForEvent('page'),
        original.evaluate(() => void window.open(location.href)),
      ]);
      await copy.locator('button[lang][aria-expanded]').click();
      const [before, after] = [driver, widgetOn(copy, t)].map(({ frame }) =>
        frame.getByRole('button', { name: t.takeBack }),
      );
      // Mostly the newer one has it. A line torn in this moment may leave it with the older one.
      const parted = async (): Promise<boolean> =>
        (await before?.isVisible()) === true || (await after?.isVisible()) === true;
      await until(parted, 'one of two tabs giving way');
      driver = widgetOn(copy, t);
      await original.close();
      if ((await after?.isVisible()) === true) await after?.click();
      await driver.frame.getByRole('textbox', { name: t.message }).waitFor();
    },
    changeDevice: async () => {
      await outside;
      const typed = await keptCode();
      await new Promise((resolve) => setTimeout(resolve, ACKNOWLEDGED_MS));
      left.push(...(await driver.talk()));
      await context.close();
      context = await browser.newContext({ locale: 'de-DE' });
      driver = await opened(context, address, language, t);
      const { frame } = driver;
      await frame.getByRole('button', { name: t.haveCode }).click();
      await fillIn(frame.getByRole('textbox', { name: t.code }), typed);
      await frame.getByRole('button', { name: t.enterGo }).click();
      await frame.getByText(t.returned).waitFor();
    },
    aboveGround: () => outside,
    close: async () => {
      await outside;
      await context.close();
    },
  };
}

/** Opens the chat and chooses the language as a person does. */
async function opened(
  context: BrowserContext,
  address: string,
  language: Language,
  t: AllTexts,
): Promise<WidgetDriver> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('button[lang][aria-expanded]').click();
  await page.frameLocator('iframe').getByRole('combobox').first().selectOption(language);
  const driver = widgetOn(page, t);
  await driver.frame.getByRole('textbox', { name: t.message }).waitFor();
  return driver;
}
