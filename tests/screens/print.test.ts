/** A code on paper: the sheet reads whole, and nothing else of the app is printed. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { doorScreens } from '../support/ui/table/door.ts';
import { keepingScreens } from '../support/ui/table/keeping.ts';
import { inHebrew } from '../support/ui/table/screen.ts';

const { open, button, complaints } = screens();

/** A4 at 96 pixels an inch. */
const A4 = { width: 794, height: 1123 };

/** What the printer would get: its words, and what of it lies outside the first sheet of paper. */
const printed = (page: Page) =>
  page.evaluate(({ width, height }) => {
    const texts: string[] = [];
    const outside: string[] = [];
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const box = node.parentElement;
      if (text === '' || box?.checkVisibility({ visibilityProperty: true }) !== true) continue;
      texts.push(text);
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      if (left < 0 || right > width || top < 0 || bottom > height) outside.push(text);
    }
    return { texts, outside };
  }, A4);

const onPaper = async (page: Page): Promise<void> => {
  await page.setViewportSize(A4);
  await page.emulateMedia({ media: 'print' });
};

const rootCode = doorScreens['first run, root code'];
const recoveryCode = keepingScreens['settings, security'];

test('the root code’s sheet has the team, the day, the code and how to keep it, and nothing besides', async () => {
  const page = await open(rootCode?.wishes);
  await rootCode?.reach(page);
  const groups = await page.getByTestId('root-code').locator('li').allInnerTexts();
  expect(groups.length).toBeGreaterThan(5);
  await onPaper(page);
  const { texts, outside } = await printed(page);
  const [title, team, day, ...rest] = texts;
  expect([title, team]).toEqual(['Beistand: Hauptcode des Teams', 'Team: Team']);
  expect(day).toContain(String(new Date().getFullYear()));
  expect(rest.slice(0, -1)).toEqual(groups);
  expect(rest.at(-1)).toMatch(/\.$/u);
  expect(outside).toEqual([]);
});

test('a tip that is open is not printed', async () => {
  const page = await open(recoveryCode?.wishes);
  await recoveryCode?.reach(page);
  await button('Tresor sperren').hover();
  await page.getByRole('tooltip').waitFor();
  await onPaper(page);
  const { texts } = await printed(page);
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter((text) => text.includes('sperren'))).toEqual([]);
});

test('in Hebrew the sheet reads from the right, its code from the left, and all of it is on the paper', async () => {
  const page = await open(rootCode?.wishes);
  await rootCode?.reach(page);
  await inHebrew(page);
  await onPaper(page);
  const { outside } = await printed(page);
  expect(outside).toEqual([]);
  const sides = await page.evaluate(() => {
    const sheet = document.querySelector('[data-printed]');
    const leftOf = (of: string) =>
      [...(sheet?.querySelectorAll(of) ?? [])].map((one) => one.getBoundingClientRect().left);
    return {
      direction: sheet === null ? '' : getComputedStyle(sheet).direction,
      groups: leftOf('li').slice(0, 3),
    };
  });
  expect(sides.direction).toBe('rtl');
  expect(sides.groups).toEqual(sides.groups.toSorted((a, b) => a - b));
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
