import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { tooSmall } from '../support/perceived.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import {
  axeObjections,
  cutOff,
  everyState as walk,
  loose,
  walked,
} from '../support/widget-walk.ts';
import { allTexts } from '../support/widget-texts.ts';
import { launchChromium } from '../e2e/launch.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { fillIn } from '../support/fill-in.ts';

/** The chat for everybody: screen readers, keyboards, small screens, large text, both directions. */
const t = await allTexts('de');
const visits = chatVisits(walked);

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true } as const;
const small = { ...phone, viewport: { width: 320, height: 568 } } as const;

const everyState = (reporter: WidgetDriver, look: (state: string) => Promise<void>) =>
  walk(visits, { reporter, language: 'de' }, look);

test('axe finds nothing to object to, in light and in dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const reporter = await visits.opened({ colorScheme });
    await everyState(reporter, async (state) => {
      expect(await axeObjections(visits.frameOf(reporter)), `${colorScheme}, ${state}`).toEqual([]);
    });
  }
});

test('on 320 px nothing is cut off sideways', async () => {
  const reporter = await visits.opened(small);
  await everyState(reporter, async (state) => {
    expect(await cutOff(visits.frameOf(reporter)), state).toEqual([]);
  });
});

test('the conversation and the pages scroll, and the frame around them never moves', async () => {
  const reporter = await visits.opened(small);
  await everyState(reporter, async (state) => {
    expect(await loose(visits.frameOf(reporter)), state).toEqual([]);
  });
});

test('every page begins at its top, also after one that was scrolled, and with its heading', async () => {
  const reporter = await visits.opened(small);
  const { frame } = reporter;
  const inFrame = visits.frameOf(reporter);
  const button = (name: string) => frame.getByRole('button', { name, exact: true });
  const sheet = frame.locator('.sheet');
  const focused = () => inFrame.evaluate(() => document.activeElement?.textContent);
  /** Taps where the page before has been scrolled so little that its heading is still in sight, or so far that it is not. */
  const toPage = async (by: number, name: string, heading = name): Promise<void> => {
    const scroll = () =>
      sheet.evaluate((page, top) => {
        page.scrollTop = top;
        return page.scrollTop;
      }, by);
    await expect.poll(scroll, { message: heading }).toBe(by);
    await button(name).dispatchEvent('click');
    await expect.poll(focused, { message: heading }).toBe(heading);
    expect(await sheet.evaluate((page) => page.scrollTop), `${heading} after ${by}`).toBe(0);
  };
  await button(t.menu).click();
  await toPage(20, t.haveCode, t.enterTitle);
  await button(t.back).click();
  await reporter.send('viele Seiten');
  await visits.operator.heard('viele Seiten');
  for (const by of [20, 300]) {
    await button(t.menu).click();
    await toPage(by, t.end, t.endTitle);
    await button(t.back).click();
    for (const page of ['save', 'compare', 'erase', 'contact'] as const) {
      await button(t.menu).click();
      await toPage(by, t[page]);
      await button(t.back).click();
      await frame.locator(`#menu-${page}:focus`).waitFor();
      await button(t.back).click();
    }
  }
  await button(t.menu).click();
  await button(t.contact).click();
  // So small that its steps scroll too.
  await reporter.page.setViewportSize({ width: 320, height: 320 });
  await toPage(20, t.enterGo, t.contactHow);
  await fillIn(frame.getByLabel(t.contactPhone), '+49 30 1234567');
  await toPage(20, t.enterGo, t.contactReview);
});

test('two ways to the team stand in the menu at once, the third unfolds, and the menu itself is in sight', async () => {
  const { page, frame } = await visits.opened(phone);
  await frame.getByRole('button', { name: t.menu, exact: true }).click();
  const third = frame.getByRole('link', { name: 'https://example.org/messenger' });
  await frame.getByRole('link', { name: '+49 30 1234567' }).waitFor();
  await frame.getByRole('link', { name: 'hilfe@example.org' }).waitFor();
  expect(await third.isVisible()).toBe(false);
  const first = await frame.getByRole('button', { name: t.haveCode }).boundingBox();
  expect(first?.y).toBeLessThan((page.viewportSize()?.height ?? 0) / 2);
  await frame.getByText(t.waysMore).click();
  await third.waitFor();
});

test('with text twice as large nothing is cut off either, and the way out stays in sight', async () => {
  const large = await launchChromium({ args: ['--blink-settings=defaultFontSize=32'] });
  const context = await large.newContext({ locale: 'de-DE', viewport: small.viewport });
  const reporter = await driveWidget(context, visits.stage.page);
  await reporter.open();
  await everyState(reporter, async (state) => {
    expect(await cutOff(visits.frameOf(reporter)), state).toEqual([]);
    const leave = await reporter.frame.getByRole('button', { name: 'Schnell weg' }).boundingBox();
    expect((leave?.y ?? 999) + (leave?.height ?? 0), state).toBeLessThan(200);
  });
  await large.close();
});

test('everything one taps is at least 44 px high and wide', async () => {
  const reporter = await visits.opened(phone);
  await everyState(reporter, async (state) => {
    expect(await tooSmall(visits.frameOf(reporter)), state).toEqual([]);
  });
});

test('a keyboard alone opens, writes, reaches every page and comes back', async () => {
  const context = await visits.visitor();
  const reporter = await driveWidget(context, visits.stage.page);
  const { page, frame } = reporter;
  const focused = () =>
    visits.frameOf(reporter).evaluate(() => {
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
  await visits.operator.heard('nur mit tasten\nzweite zeile');
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
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent))
    .toBe('Schreib uns');
});

/** Goes on with Tab until the target has the focus, one stop at a time. */
async function tabTo(reporter: WidgetDriver, target: Locator): Promise<void> {
  const inFrame = visits.frameOf(reporter);
  for (let stops = 0; !(await hasFocus(target)); stops += 1) {
    expect(stops).toBeLessThan(40);
    const before = await inFrame.evaluateHandle(() => document.activeElement);
    await reporter.page.keyboard.press('Tab');
    const moved = () => inFrame.evaluate((was) => document.activeElement !== was, before);
    await expect.poll(moved).toBe(true);
  }
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

test('a keyboard alone chooses a topic, keeps the code, shares contact details, rates and deletes', async () => {
  const reporter = await visits.opened();
  const { page, frame } = reporter;
  const { keyboard } = page;
  const named = (name: string) => frame.getByRole('button', { name, exact: true });
  const field = (name: string) => frame.getByRole('textbox', { name });
  const press = async (name: string): Promise<void> => {
    await tabTo(reporter, named(name));
    await keyboard.press('Enter');
  };
  const write = async (name: string, words: string): Promise<void> => {
    await tabTo(reporter, field(name));
    await keyboard.type(words);
  };
  await named('Beleidigung').waitFor();
  // The field has the focus from the start; the way around leads past the head of the chat.
  await frame.locator('.leave').focus();
  await press('Beleidigung');
  await frame.getByRole('button', { pressed: true }).waitFor();
  await write(t.message, 'alles mit tasten');
  await keyboard.press('Enter');
  const { body } = await visits.operator.heard('alles mit tasten');
  expect(body).toMatchObject({ topics: [1] });

  await frame.locator('.groups').waitFor();
  const last = await frame.locator('.groups code').last().innerText();
  await frame.locator('.leave').focus();
  await press(t.codeKept);
  await expect.poll(() => hasFocus(field(t.codeCheck))).toBe(true);
  await keyboard.type(last);
  await keyboard.press('Enter');
  await frame.locator('.code').waitFor({ state: 'detached' });
  await expect.poll(() => hasFocus(field(t.message))).toBe(true);

  await frame.locator('.leave').focus();
  await press(t.menu);
  await frame.getByRole('heading', { name: t.menu }).waitFor();
  await press(t.contact);
  await expect.poll(() => hasFocus(frame.getByRole('heading', { name: t.contact }))).toBe(true);
  await write(t.contactPurpose, 'wenn es Neues gibt');
  await press(t.enterGo);
  await expect.poll(() => hasFocus(frame.getByRole('heading', { name: t.contactHow }))).toBe(true);
  await write(t.contactPhone, '0301234567');
  await press(t.enterGo);
  await frame.getByText(t.contactReview).waitFor();
  await press(t.contactSend);
  expect(await visits.operator.asked('contact')).toMatchObject({ body: { phone: '0301234567' } });
  await expect
    .poll(() => hasFocus(frame.getByRole('heading', { name: t.contactShared })))
    .toBe(true);
  await keyboard.press('Escape');
  await expect.poll(() => hasFocus(frame.locator('#menu-contact'))).toBe(true);

  await press(t.end);
  await expect.poll(() => hasFocus(frame.getByRole('heading', { name: t.endTitle }))).toBe(true);
  await tabTo(reporter, frame.getByLabel(t.star(1), { exact: true }));
  await keyboard.press('ArrowRight');
  await expect.poll(() => frame.getByLabel(t.star(2), { exact: true }).isChecked()).toBe(true);
  await write(t.comment, 'ging gut');
  await press(t.rate);
  await frame.getByText(t.thanks).waitFor();
  await press(t.clear);
  await frame.getByText(t.cleared).waitFor();
});

test('right to left the whole frame is mirrored, and each message keeps its own direction', async () => {
  const reporter = await visits.opened(phone);
  await reporter.send('von links nach rechts');
  const { conversation } = await visits.operator.heard('von links nach rechts');
  await visits.operator.reply(conversation, 'מימין לשמאל');
  await reporter.waitForMessage('מימין לשמאל');
  const sides = () =>
    visits.frameOf(reporter).evaluate(() => {
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
  await visits.frameOf(reporter).evaluate(() => (document.documentElement.dir = 'rtl'));
  expect(await sides()).toEqual(['left', 'right', 'left', 'left']);
  const directions = await visits
    .frameOf(reporter)
    .evaluate(() =>
      [...document.querySelectorAll('[role=log] .bubble p')].map(
        (p) => getComputedStyle(p).direction,
      ),
    );
  expect(directions).toEqual(['ltr', 'rtl']);
});

test('whoever wants less motion gets none', async () => {
  const reporter = await visits.opened({ reducedMotion: 'reduce' });
  const running = await reporter.page.evaluate(() => document.getAnimations().length);
  const inFrame = await visits.frameOf(reporter).evaluate(() => document.getAnimations().length);
  expect(running + inFrame).toBe(0);
});
