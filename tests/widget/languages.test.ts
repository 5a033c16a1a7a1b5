import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Language } from '../../widget/app/i18n/texts.ts';
import { driveWidget, widgetOn, type WidgetDriver } from '../support/widget-driver.ts';
import { allTexts } from '../support/widget-texts.ts';
import { axeObjections, cutOff, everyState, walked } from '../support/widget-walk.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { fillIn } from '../support/fill-in.ts';

/** Eight languages, two of them from right to left, in a real Chromium. */
const visits = chatVisits({
  ...walked,
  profile: [...walked.profile, { key: 'language', lang: '', value: 'uk' }],
});

const small = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true } as const;

const pages = new Map<Language, string>();
const pageIn = async (language: Language): Promise<string> => {
  const page =
    pages.get(language) ??
    (await visits.stage.pageWith((snippet) =>
      snippet.replace(' defer', ` defer data-lang="${language}"`),
    ));
  pages.set(language, page);
  return page;
};

const openedIn = async (
  language: Language,
  options: BrowserContextOptions = {},
): Promise<WidgetDriver> => {
  const context = await visits.visitor(options);
  const reporter = await driveWidget(context, await pageIn(language), await allTexts(language));
  await reporter.open();
  return reporter;
};

test('in Hebrew axe finds nothing to object to and nothing is cut off on 320 px, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const reporter = await openedIn('he', { ...small, colorScheme });
    await everyState(visits, { reporter, language: 'he' }, async (state) => {
      expect(await axeObjections(visits.frameOf(reporter)), `${colorScheme}, ${state}`).toEqual([]);
      expect(await cutOff(visits.frameOf(reporter)), `${colorScheme}, ${state}`).toEqual([]);
    });
  }
});

/** Where most of the words stand; what else axe looks at is the same in every language. */
const WORDY = new Set(['start', 'explained', 'talk with code', 'menu', 'contact: how', 'end']);

/** Walks in one language, for which the page around the chat has asked. */
async function walkIn(language: Language): Promise<void> {
  const context = await visits.visitor(small);
  const reporter = await driveWidget(context, visits.stage.page, await allTexts(language));
  await reporter.page.evaluate((tag) => {
    const { beistand } = window as unknown as { beistand: { language: (tag: string) => void } };
    beistand.language(tag);
  }, language);
  await reporter.open();
  const frame = visits.frameOf(reporter);
  await everyState(visits, { reporter, language, fromTeam: false }, async (state) => {
    expect(await cutOff(frame), `${language}, ${state}`).toEqual([]);
    if (!WORDY.has(state)) return;
    expect(await axeObjections(frame), `${language}, ${state}`).toEqual([]);
  });
  expect(await frame.evaluate(() => document.documentElement.lang)).toBe(language);
}

test.each([
  ['en', 'nl', 'tr'],
  ['ru', 'uk', 'ar'],
] as const)(
  'in %s, %s and %s nothing is cut off on 320 px, and axe finds nothing to object to',
  async (...three) => {
    await Promise.all(three.map(walkIn));
  },
);

test('Arabic is laid out from the right, and the return code in it from the left', async () => {
  const reporter = await openedIn('ar', small);
  const launcher = reporter.page.locator('button[lang=ar]');
  expect(await launcher.evaluate((button) => getComputedStyle(button).direction)).toBe('rtl');
  await reporter.send('مرحبا');
  await reporter.frame.locator('.groups').waitFor();
  const seen = await visits.frameOf(reporter).evaluate(() => {
    const left = (selector: string): number =>
      document.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN;
    const groups = [...document.querySelectorAll('.groups code')].slice(0, 3);
    return {
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      leaveIsLeft: left('.leave') < left('.who'),
      sendIsLeft: left('.send') < left('#message'),
      mineIsLeft: left('.mine .bubble') < innerWidth / 2,
      codeRises: groups.every(
        (group, i) => i === 0 || group.getBoundingClientRect().left > left('.groups code'),
      ),
    };
  });
  expect(seen).toEqual({
    lang: 'ar',
    dir: 'rtl',
    leaveIsLeft: true,
    sendIsLeft: true,
    mineIsLeft: true,
    codeRises: true,
  });
});

test('the snippet’s language goes before the team’s, the team’s before page and browser', async () => {
  const context = await visits.visitor({ locale: 'en-GB' });
  const uk = await allTexts('uk');
  const team = await driveWidget(context, visits.stage.page, uk);
  await team.open();
  const he = await allTexts('he');
  const snippet = await driveWidget(await visits.visitor(), await pageIn('he'), he);
  await snippet.open();
  await snippet.frame.getByText(he.here).waitFor();
  await snippet.frame.getByRole('textbox', { name: he.message }).waitFor();
});

test('the reporter’s choice outlasts a reload and another page, but not the tab, and is no cookie', async () => {
  const [he, ru] = [await allTexts('he'), await allTexts('ru')];
  const reporter = await openedIn('he');
  const { page, frame } = reporter;
  await frame.getByLabel(he.language, { exact: true }).selectOption('ru');
  await frame.getByRole('textbox', { name: ru.message }).waitFor();
  expect(await visits.frameOf(reporter).evaluate(() => document.documentElement.dir)).toBe('ltr');
  await page.locator('button[lang=ru]').waitFor({ state: 'attached' });
  await page.reload();
  await widgetOn(page, ru).open();
  // The team is remembered once it was verified, which is after the first picture.
  const kept = () => visits.frameOf(reporter).evaluate(() => Object.keys(localStorage));
  await expect.poll(kept).toEqual(['sc1:team']);
  expect(await page.context().cookies()).toEqual([]);
  const another = await driveWidget(page.context(), await pageIn('he'), he);
  await another.open();
});

test('a change of language keeps draft, comment, stars, typed code and the place one reads at', async () => {
  const [he, ar] = [await allTexts('he'), await allTexts('ar')];
  const reporter = await openedIn('he', small);
  const { frame } = reporter;
  const button = (name: string) => frame.getByRole('button', { name, exact: true });
  const field = (name: string) => frame.getByRole('textbox', { name });

  await button(he.haveCode).click();
  await fillIn(field(he.code), '7K4M');
  await button(he.menu).click();
  await button('العربية').click();
  await button(ar.back).click();
  expect(await field(ar.code).inputValue()).toBe('7K4M');
  await button(ar.back).click();
  await button(ar.menu).click();
  await button('עברית').click();
  await button(he.back).click();

  for (let i = 0; i < 12; i += 1) await reporter.send(`הודעה ${i}`);
  await visits.operator.heard('הודעה 11');
  await fillIn(field(he.message), 'עוד לא נשלח');
  const place = () =>
    visits.frameOf(reporter).evaluate(() => {
      const top = document.querySelector('.talk')?.getBoundingClientRect().top ?? 0;
      const row = [...document.querySelectorAll('.mine')].find(
        (each) => each.getBoundingClientRect().top > top - 2,
      );
      const text = row?.querySelector('p')?.textContent;
      return `${text} ${Math.round((row?.getBoundingClientRect().top ?? 0) - top)}`;
    });
  await visits
    .frameOf(reporter)
    .evaluate(() => document.querySelectorAll('.mine')[3]?.scrollIntoView());
  const before = await place();
  await button(he.menu).click();
  await button('العربية').click();
  await button(ar.back).click();
  await field(ar.message).waitFor();
  expect(await field(ar.message).inputValue()).toBe('עוד לא נשלח');
  expect(before).toContain('הודעה 3');
  await expect.poll(place).toBe(before);

  await button(ar.menu).click();
  await button(ar.end).click();
  await frame.getByLabel(ar.star(4)).check();
  await fillIn(field(ar.comment), 'תודה');
  await button(ar.menu).click();
  await button('עברית').click();
  await button(he.back).click();
  expect(await field(he.comment).inputValue()).toBe('תודה');
  expect(await frame.getByLabel(he.star(4)).isChecked()).toBe(true);
});

test('the frame fetches one list of words, and another only when it is asked for', async () => {
  const context = await visits.visitor();
  const lists: string[] = [];
  context.on('request', (request) => {
    const list = /\/assets\/(de|en|nl|he|ru|ar|tr|uk)-[^/]+\.js$/.exec(request.url())?.[1];
    if (list !== undefined) lists.push(list);
  });
  const [uk, tr] = [await allTexts('uk'), await allTexts('tr')];
  const reporter = await driveWidget(context, visits.stage.page, uk);
  await reporter.open();
  expect(new Set(lists)).toEqual(new Set(['de', 'uk']));
  await reporter.frame.getByLabel(uk.language, { exact: true }).selectOption('tr');
  await reporter.frame.getByRole('textbox', { name: tr.message }).waitFor();
  expect(lists.filter((list) => list !== 'de' && list !== 'uk')).toEqual(['tr']);
});
