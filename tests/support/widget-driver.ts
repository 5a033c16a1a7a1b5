/** Drives the widget as a reporter would, on the NGO's page, in German. Everything read here is read off the screen. */
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

const SLOW_MS = 60_000;

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
export async function driveWidget(context: BrowserContext, address: string): Promise<WidgetDriver> {
  const page = await context.newPage();
  await page.goto(address);
  return widgetOn(page);
}

/** Drives the widget on a page that is already open. */
export function widgetOn(page: Page): WidgetDriver {
  const frame = page.frameLocator('iframe');
  return {
    page,
    frame,
    open: async () => {
      await page
        .getByRole('button', { name: /chat|schreib/i })
        .first()
        .click();
      await frame.getByRole('textbox', { name: 'Deine Nachricht' }).waitFor({ timeout: SLOW_MS });
    },
    send: async (text) => {
      await frame.getByRole('textbox', { name: 'Deine Nachricht' }).fill(text);
      await frame.getByRole('button', { name: 'Senden' }).click();
      await row(frame, text).waitFor();
    },
    waitForAccepted: (text) =>
      row(frame, text).locator('.state.sent, .state.delivered').waitFor({ timeout: SLOW_MS }),
    waitForMessage: (text) => row(frame, text).waitFor({ timeout: SLOW_MS }),
    keepCode: async () => {
      const kept = frame.getByRole('button', { name: 'Ich habe ihn aufgehoben' });
      await kept.waitFor({ timeout: SLOW_MS });
      const groups = await frame.locator('.code .groups code').allInnerTexts();
      await kept.click();
      return groups.join('-');
    },
    rate: async (stars, comment) => {
      await frame.getByRole('button', { name: 'Mehr' }).click();
      await frame.getByText('Gespräch beenden').first().click();
      await frame.getByLabel(stars === 1 ? '1 Stern' : `${stars} Sterne`).click();
      await frame.getByRole('textbox', { name: /Magst du etwas dazu sagen/ }).fill(comment);
      await frame.getByRole('button', { name: 'Bewertung abschicken' }).click();
      await frame.getByText('Danke, das hilft uns.').waitFor();
      await frame.getByRole('button', { name: 'Zurück' }).click();
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
