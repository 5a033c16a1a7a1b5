/** Drives the widget as a reporter would, on the NGO's page, in German or another language. Everything read here is read off the screen. */
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { de } from '../../widget/app/i18n/de.ts';
import { textsOf, type Texts } from '../../widget/app/i18n/words.ts';

const SLOW_MS = 60_000;
const german = textsOf(de, 'de');

export interface WidgetDriver {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly open: () => Promise<void>;
  readonly send: (text: string) => Promise<void>;
  /** Waits until the relay has taken it: "gesendet" or better stands under the message. */
  readonly waitForAccepted: (text: string) => Promise<void>;
  readonly waitForMessage: (text: string) => Promise<void>;
  readonly keepCode: () => Promise<string>;
  readonly rate: (stars: number, comment: string) => Promise<void>;
  /** Texts on the reporter's screen by who wrote them, in the order shown. */
  readonly shown: (by: 'reporter' | 'operator') => Promise<readonly string[]>;
}

/** Opens the NGO's page in a browser context of its own; the chat is still closed. */
export async function driveWidget(
  context: BrowserContext,
  address: string,
  t: Texts = german,
): Promise<WidgetDriver> {
  const page = await context.newPage();
  await page.goto(address);
  return widgetOn(page, t);
}

/** Drives the widget on a page that is already open. */
export function widgetOn(page: Page, t: Texts = german): WidgetDriver {
  const frame = page.frameLocator('iframe');
  return {
    page,
    frame,
    open: async () => {
      await page.locator('button[lang][aria-expanded]').click();
      await frame.getByRole('textbox', { name: t.message }).waitFor({ timeout: SLOW_MS });
    },
    send: async (text) => {
      await frame.getByRole('textbox', { name: t.message }).fill(text);
      await frame.getByRole('button', { name: t.send }).click();
      await row(frame, text).waitFor();
    },
    waitForAccepted: (text) =>
      row(frame, text).locator('.state.sent, .state.delivered').waitFor({ timeout: SLOW_MS }),
    waitForMessage: (text) => row(frame, text).waitFor({ timeout: SLOW_MS }),
    keepCode: async () => {
      const kept = frame.getByRole('button', { name: t.codeKept });
      await kept.waitFor({ timeout: SLOW_MS });
      const groups = await frame.locator('.code .groups code').allInnerTexts();
      await kept.click();
      return groups.join('-');
    },
    rate: async (stars, comment) => {
      await frame.getByRole('button', { name: t.menu }).click();
      await frame.getByRole('button', { name: t.end }).click();
      await frame.getByLabel(t.star(stars)).click();
      await frame.getByRole('textbox', { name: t.comment }).fill(comment);
      await frame.getByRole('button', { name: t.rate }).click();
      await frame.getByText(t.thanks).waitFor();
      await frame.getByRole('button', { name: t.back }).click();
    },
    shown: (by) =>
      frame
        .locator(
          `[role=log] .row${by === 'reporter' ? '.mine' : ':not(.mine)'} .bubble p[dir=auto]`,
        )
        .allInnerTexts(),
  };
}

const row = (frame: FrameLocator, text: string): Locator =>
  frame.locator('.row').filter({ hasText: text }).last();
