import type { BrowserContext, BrowserContextOptions, Frame, Locator } from 'playwright-core';
import { afterAll } from 'vitest';
import { buildSite } from '../../tools/build-site.ts';
import type { HeardMessage, TestOperator } from './operator.ts';
import { visitors, type Visitors } from './visitors.ts';
import { chatFrame, driveWidget, widgetOn, type WidgetDriver } from './widget-driver.ts';
import { openWidgetStage, type WidgetStage, type WidgetStageWishes } from './widget-stage.ts';
import { allTexts } from './widget-texts.ts';
import { fillIn } from './fill-in.ts';

const t = await allTexts('de');

/** Reporters in a real Chromium, in German, and a team of test code that answers them over a real relay. */
export interface ChatVisits extends Visitors {
  readonly stage: WidgetStage;
  readonly operator: TestOperator;
  /** Signs the operator in once more, as after a relay that died: nothing heard, nothing said. */
  readonly operatorAgain: () => Promise<void>;
  /** Somebody new on the NGO's page, or another address, who has opened the chat. */
  readonly opened: (options?: BrowserContextOptions, address?: string) => Promise<WidgetDriver>;
  /** The frame that the chat is in. */
  readonly frameOf: (reporter: WidgetDriver) => Frame;
  /** A chat in which one sentence has been said and answered. */
  readonly begun: (words: string, on?: BrowserContext) => Promise<Begun>;
  /** One more tab of the same browser, with the chat open. */
  readonly anotherTab: (reporter: WidgetDriver) => Promise<WidgetDriver>;
  /** Comes back by code in a browser that knows nothing. */
  readonly returned: (code: string) => Promise<WidgetDriver>;
  /** Everything that lies in a storage of the frame's origin, by name. */
  readonly stored: (reporter: WidgetDriver) => Promise<Readonly<Record<string, string>>>;
}

export interface Begun {
  readonly reporter: WidgetDriver;
  readonly heard: HeardMessage;
}

export const button = ({ frame }: WidgetDriver, name: string): Locator =>
  frame.getByRole('button', { name });
export const field = ({ frame }: WidgetDriver, name: string): Locator =>
  frame.getByRole('textbox', { name });

/** Opens a page that the menu leads to. */
export async function fromMenu(reporter: WidgetDriver, name: string): Promise<void> {
  await button(reporter, t.menu).click();
  await button(reporter, name).click();
}

/** One Chromium, one stage and its operator for the tests of a file. */
export function chatVisits(wishes: WidgetStageWishes = {}): ChatVisits {
  let stage: WidgetStage;
  let operator: TestOperator;
  // Hooks that tidy run in reverse order: the browser goes first.
  afterAll(async () => {
    await operator.stop();
    await stage.stop();
  });
  const people = visitors(async () => {
    await buildSite();
    stage = await openWidgetStage(wishes);
    operator = await stage.operator();
  });

  const opened = async (
    options: BrowserContextOptions = {},
    address = stage.page,
  ): Promise<WidgetDriver> => {
    const reporter = await driveWidget(await people.visitor(options), address);
    await reporter.open();
    return reporter;
  };
  const frameOf = (reporter: WidgetDriver): Frame => chatFrame(reporter, stage.site);
  return {
    get browser() {
      return people.browser;
    },
    get stage() {
      return stage;
    },
    get operator() {
      return operator;
    },
    operatorAgain: async () => {
      operator = await stage.operator();
    },
    visitor: people.visitor,
    opened,
    frameOf,
    begun: async (words, on) => {
      const reporter = await driveWidget(on ?? (await people.visitor()), stage.page);
      await reporter.open();
      await reporter.send(words);
      const heard = await operator.heard(words);
      await operator.reply(heard.conversation, `Antwort auf ${words}`, 'Noa');
      await reporter.waitForMessage(`Antwort auf ${words}`);
      return { reporter, heard };
    },
    anotherTab: async ({ page }) => {
      const next = await page.context().newPage();
      await next.goto(stage.page);
      const driver = widgetOn(next);
      await driver.open();
      return driver;
    },
    returned: async (code) => {
      const back = await opened();
      await button(back, t.haveCode).click();
      await fillIn(field(back, t.code), code);
      await button(back, t.enterGo).click();
      await back.frame.getByText(t.returned).waitFor();
      return back;
    },
    stored: async (reporter) => {
      const inFrame = await frameOf(reporter).evaluate(async () => ({
        ...Object.fromEntries([...Object.entries(localStorage), ...Object.entries(sessionStorage)]),
        ...Object.fromEntries((await caches.keys()).map((name) => [`cache ${name}`, ''])),
        ...Object.fromEntries(
          (await indexedDB.databases()).map(({ name }) => [`database ${name}`, '']),
        ),
      }));
      const cookies = await reporter.page.context().cookies();
      return {
        ...inFrame,
        ...Object.fromEntries(cookies.map(({ name, value }) => [`cookie ${name}`, value])),
      };
    },
  };
}
