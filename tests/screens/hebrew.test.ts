/** The screen in Hebrew, as somebody sees it who chose it: from right to left, every word whole. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilItStands } from '../support/standing.ts';
import { startUiBrowser, type UiBrowser } from '../support/ui/browser.ts';

let ui: UiBrowser;

beforeAll(async () => {
  ui = await startUiBrowser(inject('ui'));
});
afterAll(async () => {
  await ui.close();
});

const SMALL = { width: 1280, height: 800 };

/** What does not fit its own box, or lies beside the window: buttons, headings, labels, tabs, heads of columns. */
const cutOff = async (page: Page): Promise<readonly string[]> => {
  await untilItStands(page);
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, [role=columnheader]')]
      .filter((box) => box.checkVisibility() && box.offsetWidth > 1 && box.innerText.trim() !== '')
      .filter((box) => {
        const { left, right } = box.getBoundingClientRect();
        const inline = getComputedStyle(box).display === 'inline';
        return (
          left < -1 || right > innerWidth + 1 || (!inline && box.scrollWidth > box.clientWidth + 1)
        );
      })
      .map((box) => box.innerText),
  );
};

const go = (page: Page, place: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: place }).click();

test('Hebrew is chosen on the first page, and the page turns round', async () => {
  const page = await ui.open('vault=none', SMALL);
  await page.getByRole('button', { name: 'עברית' }).click();
  await page.locator('html[lang=he][dir=rtl]').waitFor();
  await page.getByRole('heading', { name: 'הקמת הצוות' }).waitFor();
  const label = await page.getByText('כתובת הממסר').boundingBox();
  expect(label?.x).toBeGreaterThan(SMALL.width / 2);
  expect(await cutOff(page)).toEqual([]);
  await page.close();
});

test('inbox, case, release and settings stand from right to left, and no word is cut off', async () => {
  const page = await ui.open('language=he', SMALL);
  const cut: Record<string, readonly string[]> = {};
  await page.locator('html[dir=rtl]').waitFor();
  const rail = await page.getByRole('navigation').first().boundingBox();
  expect(rail?.x).toBeGreaterThan(SMALL.width / 2);

  await page.getByText('Ahorn 27').click();
  await page.getByRole('button', { name: 'הצגת התיק' }).click();
  await page.getByRole('region', { name: /^תיק/ }).waitFor();
  cut['inbox and case'] = await cutOff(page);

  await go(page, 'תיקים');
  await page.getByRole('heading', { name: 'תיקים' }).waitFor();
  cut['cases'] = await cutOff(page);

  await go(page, 'הוצאת נתונים');
  await page.getByRole('button', { name: 'חישוב תצוגה מקדימה' }).click();
  await page.getByRole('columnheader').first().waitFor();
  cut['release'] = await cutOff(page);

  await go(page, 'אבטחה ושמירה');
  for (const part of ['אבטחה', 'גיבוי', 'תקופות שמירה', 'עיון ומחיקה', 'יומן הביקורת']) {
    await page.getByRole('button', { name: part, exact: true }).click();
    cut[part] = await cutOff(page);
  }

  await go(page, 'צוות');
  cut['team'] = await cutOff(page);
  expect(Object.values(cut).flat()).toEqual([]);
  await page.close();
});

test('what stands in an empty field begins where Hebrew begins', async () => {
  const page = await ui.open('language=he', SMALL);
  await page.getByText('Ahorn 27').click();
  const reply = page.getByRole('textbox', { name: 'כתיבת תשובה' });
  const direction = () => reply.evaluate((box) => getComputedStyle(box).direction);
  expect(await direction()).toBe('rtl');
  await reply.fill('Hallo');
  expect(await direction()).toBe('ltr');
  await page.close();
});

test('the policy refused nothing and nothing threw', () => {
  expect(ui.complaints).toEqual([]);
});
