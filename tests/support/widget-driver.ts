/** Drives the widget as a reporter would, on the NGO's page, in German or another language. Everything read here is read off the screen. */
import type { BrowserContext, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import type { AllTexts } from '../../widget/app/i18n/words.ts';
import { allTexts } from './widget-texts.ts';
import { fillIn } from './fill-in.ts';

const SLOW_MS = 60_000;
/** As long as Chromium counts a frame as recently moved, and a little. */
const STILL_MS = 600;
const LOOK_MS = 100;
const german = await allTexts('de');

export interface Said {
  readonly by: 'reporter' | 'operator';
  readonly text: string;
}

export interface WidgetDriver {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly open: () => Promise<void>;
  /** Waits until a sheet has stopped growing: browsers drop taps on a frame that has just moved. */
  readonly settled: () => Promise<void>;
  readonly send: (text: string) => Promise<void>;
  /** Waits until the relay has taken it: "gesendet" or better stands under the message. */
  readonly waitForAccepted: (text: string) => Promise<void>;
  readonly waitForMessage: (text: string) => Promise<void>;
  readonly keepCode: () => Promise<string>;
  readonly rate: (stars: number, comment: string) => Promise<void>;
  /** Texts on the reporter's screen by who wrote them, in the order shown. */
  readonly shown: (by: 'reporter' | 'operator') => Promise<readonly string[]>;
  /** Both sides' texts in the order shown, code point for code point. */
  readonly talk: () => Promise<readonly Said[]>;
}

/** Opens the NGO's page in a browser context of its own; the chat is still closed. */
export async function driveWidget(
  context: BrowserContext,
  address: string,
  t: AllTexts = german,
): Promise<WidgetDriver> {
  const page = await context.newPage();
  await page.goto(address);
  return widgetOn(page, t);
}

/** Drives the widget on a page that is already open. */
export function widgetOn(page: Page, t: AllTexts = german): WidgetDriver {
  const frame = page.frameLocator('iframe');
  const settled = async (): Promise<void> => {
    const isSheet = await page.evaluate(
      () => matchMedia('(max-width:519px),(max-height:459px)').matches,
    );
    if (!isSheet) return;
    for (let [before, still] = ['', 0]; still < STILL_MS; still += LOOK_MS) {
      const now = JSON.stringify(await page.locator('iframe').boundingBox());
      if (now !== before) [before, still] = [now, 0];
      await page.waitForTimeout(LOOK_MS);
    }
  };
  return {
    page,
    frame,
    open: async () => {
      await page.locator('button[lang][aria-expanded]').click();
      await frame.getByRole('textbox', { name: t.message }).waitFor({ timeout: SLOW_MS });
      // The first picture stands before anything in it can be pressed.
      await frame.locator('.frame:not(.early)').waitFor({ timeout: SLOW_MS });
      await settled();
    },
    settled,
    send: async (text) => {
      await fillIn(frame.getByRole('textbox', { name: t.message }), text);
      await frame.getByRole('button', { name: t.send, exact: true }).click();
      await row(frame, text).waitFor();
    },
    waitForAccepted: (text) =>
      row(frame, text)
        // A team that is looking reads at once: none of the three need stand long enough to be seen.
        .locator('.state.sent, .state.delivered, .state.read')
        .waitFor({ timeout: SLOW_MS }),
    waitForMessage: (text) => row(frame, text).waitFor({ timeout: SLOW_MS }),
    keepCode: async () => {
      const kept = frame.getByRole('button', { name: t.codeKept });
      await kept.waitFor({ timeout: SLOW_MS });
      const groups = await frame.locator('.code .groups code').allInnerTexts();
      await kept.click();
      await frame.getByRole('button', { name: t.codeSkip }).click();
      return groups.join('-');
    },
    rate: async (stars, comment) => {
      await frame.getByRole('button', { name: t.menu }).click();
      await frame.getByRole('button', { name: t.end }).click();
      await frame.getByLabel(t.star(stars)).click();
      await fillIn(frame.getByRole('textbox', { name: t.comment }), comment);
      await frame.getByRole('button', { name: t.rate }).click();
      await frame.getByText(t.thanks).waitFor();
      await frame.getByRole('button', { name: t.back, exact: true }).click();
    },
    shown: (by) =>
      frame
        .locator(
          `[role=log] .row${by === 'reporter' ? '.mine' : ':not(.mine)'} .bubble p[dir=auto]`,
        )
        .allInnerTexts(),
    talk: () =>
      frame.locator('[role=log] .row .bubble p[dir=auto]').evaluateAll((texts) =>
        texts.map((text) => ({
          by: text.closest('.mine') === null ? ('operator' as const) : ('reporter' as const),
          text: text.textContent ?? '',
        })),
      ),
  };
}

const ESCAPE = { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 } as const;

/**
 * Escape twice, as quickly as a person presses it: all of it is on its way before the first is dealt with. Pressed one
 * after the other, a busy machine would let more time pass between them than the chat takes for twice.
 */
export async function escapeTwice(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const types = ['rawKeyDown', 'keyUp', 'rawKeyDown', 'keyUp'] as const;
  // The page may be gone before the last of them is confirmed.
  await Promise.allSettled(
    types.map((type) => devtools.send('Input.dispatchKeyEvent', { type, ...ESCAPE })),
  );
}

/** The frame that the chat of this site is in. Throws where the page has none. */
export function chatFrame({ page }: WidgetDriver, site: string): Frame {
  const frame = page.frames().find((each) => each.url().startsWith(site));
  if (frame === undefined) throw new Error('no frame');
  return frame;
}

const row = (frame: FrameLocator, text: string): Locator =>
  frame.locator('.row').filter({ hasText: text }).last();
