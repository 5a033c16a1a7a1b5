import type { Browser, BrowserContext, BrowserContextOptions, Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildSite } from '../../tools/build-site.ts';
import type { TestOperator } from '../support/operator.ts';
import { openWidgetStage, type WidgetStage } from '../support/widget-stage.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { axeObjections, cutOff, everyState as walk } from '../support/widget-walk.ts';
import { de } from '../../widget/app/i18n/de.ts';
import { textsOf } from '../../widget/app/i18n/words.ts';
import { launchChromium } from './launch.ts';

/** The chat for everybody: screen readers, keyboards, small screens, large text, both directions. */
const t = textsOf(de, 'de');
let browser: Browser;
let stage: WidgetStage;
let operator: TestOperator;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await buildSite();
  browser = await launchChromium();
  stage = await openWidgetStage();
  operator = await stage.operator();
});

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
  await operator.stop();
  await stage.stop();
});

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true } as const;
const small = { ...phone, viewport: { width: 320, height: 568 } } as const;

const opened = async (options: BrowserContextOptions = {}): Promise<WidgetDriver> => {
  const context = await browser.newContext({ locale: 'de-DE', ...options });
  contexts.push(context);
  const reporter = await driveWidget(context, stage.page);
  await reporter.open();
  return reporter;
};

const frameOf = (reporter: WidgetDriver): Frame => {
  const frame = reporter.page.frames().find((each) => each.url().startsWith(stage.site));
  if (frame === undefined) throw new Error('no frame');
  return frame;
};

const everyState = (reporter: WidgetDriver, look: (state: string) => Promise<void>) =>
  walk({ reporter, operator, t }, look);

test('axe finds nothing to object to, in light and in dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const reporter = await opened({ colorScheme });
    await everyState(reporter, async (state) => {
      expect(await axeObjections(frameOf(reporter)), `${colorScheme}, ${state}`).toEqual([]);
    });
  }
});

test('on 320 px nothing is cut off sideways', async () => {
  const reporter = await opened(small);
  await everyState(reporter, async (state) => {
    expect(await cutOff(frameOf(reporter)), state).toEqual([]);
  });
});

test('with text twice as large nothing is cut off either, and the way out stays in sight', async () => {
  const large = await launchChromium({ args: ['--blink-settings=defaultFontSize=32'] });
  const context = await large.newContext({ locale: 'de-DE', viewport: small.viewport });
  const reporter = await driveWidget(context, stage.page);
  await reporter.open();
  await everyState(reporter, async (state) => {
    expect(await cutOff(frameOf(reporter)), state).toEqual([]);
    const leave = await reporter.frame.getByRole('button', { name: 'Schnell weg' }).boundingBox();
    expect((leave?.y ?? 999) + (leave?.height ?? 0), state).toBeLessThan(200);
  });
  await large.close();
});

test('everything one taps is at least 44 px high and wide', async () => {
  const reporter = await opened(phone);
  await everyState(reporter, async (state) => {
    const tiny = await frameOf(reporter).evaluate(() =>
      [...document.querySelectorAll('button, a, summary, textarea, label.star')]
        .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML }))
        .filter(({ box }) => box.height < 44 || box.width < 44)
        .map(({ box, html }) => `${box.width}x${box.height} ${html.slice(0, 80)}`),
    );
    expect(tiny, state).toEqual([]);
  });
});

test('a keyboard alone opens, writes, reaches every page and comes back', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  contexts.push(context);
  const reporter = await driveWidget(context, stage.page);
  const { page, frame } = reporter;
  const focused = () =>
    frameOf(reporter).evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    });
  await page.getByRole('button', { name: 'Schreib uns' }).focus();
  await page.keyboard.press('Enter');
  await frame.getByText('Wir sind gerade da').waitFor();
  await expect.poll(focused).toBe('Deine Nachricht');
  await page.keyboard.type('nur mit tasten');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('zweite zeile');
  await page.keyboard.press('Enter');
  await operator.heard('nur mit tasten\nzweite zeile');
  await expect.poll(focused).toBe('Deine Nachricht');
  const backTo = async (name: string): Promise<void> => {
    for (let tries = 0; (await focused()) !== name; tries += 1) {
      expect(tries).toBeLessThan(20);
      await page.keyboard.press('Shift+Tab');
    }
  };
  await backTo('Mehr');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Mehr');
  await frame.getByRole('heading', { name: 'Mehr' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('Deine Nachricht');
  await page.waitForTimeout(1100);
  await page.keyboard.press('Escape');
  await frame.getByRole('textbox', { name: 'Deine Nachricht' }).waitFor({ state: 'hidden' });
  expect(
    await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent),
  ).toBe('Schreib uns');
});

test('right to left the whole frame is mirrored, and each message keeps its own direction', async () => {
  const reporter = await opened(phone);
  await reporter.send('von links nach rechts');
  const { conversation } = await operator.heard('von links nach rechts');
  await operator.reply(conversation, 'מימין לשמאל');
  await reporter.waitForMessage('מימין לשמאל');
  const sides = () =>
    frameOf(reporter).evaluate(() => {
      const middle = (selector: string): string => {
        const box = document.querySelector(selector)?.getBoundingClientRect();
        return box === undefined
          ? 'none'
          : (box.left + box.right) / 2 < innerWidth / 2
            ? 'left'
            : 'right';
      };
      return [
        middle('.mine .bubble'),
        middle('[role=log] .row:not(.mine) .bubble'),
        middle('.leave'),
        middle('.send'),
      ];
    });
  expect(await sides()).toEqual(['right', 'left', 'right', 'right']);
  await frameOf(reporter).evaluate(() => (document.documentElement.dir = 'rtl'));
  expect(await sides()).toEqual(['left', 'right', 'left', 'left']);
  const directions = await frameOf(reporter).evaluate(() =>
    [...document.querySelectorAll('[role=log] .bubble p')].map(
      (p) => getComputedStyle(p).direction,
    ),
  );
  expect(directions).toEqual(['ltr', 'rtl']);
});

test('whoever wants less motion gets none', async () => {
  const reporter = await opened({ reducedMotion: 'reduce' });
  const running = await reporter.page.evaluate(() => document.getAnimations().length);
  const inFrame = await frameOf(reporter).evaluate(() => document.getAnimations().length);
  expect(running + inFrame).toBe(0);
});
