/** Marking words while chatting: with the mouse, by keyboard alone, and looking at what was marked. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';

const { open, button, reply, asked, complaints } = screens();

const talk = async (wishes = ''): Promise<Page> => {
  const page = await open(wishes);
  await page.getByText('Ahorn 27').click();
  await button(/Markierungen ansehen/).waitFor();
  return page;
};

/** Drags over a word of a message, from its first letter to its last. */
async function drag(page: Page, words: string): Promise<void> {
  const box = await page.evaluate((wanted) => {
    for (const text of document.querySelectorAll('[data-words] span')) {
      const node = text.firstChild;
      const at = node?.textContent?.indexOf(wanted) ?? -1;
      if (node === null || at === -1) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, middle: (top + bottom) / 2 };
    }
    throw new Error('no such words');
  }, words);
  await page.mouse.move(box.left + 1, box.middle);
  await page.mouse.down();
  await page.mouse.move(box.right, box.middle, { steps: 4 });
  await page.mouse.up();
}

const quoteIn = (page: Page) =>
  page.getByRole('group', { name: 'Wörter markieren' }).locator('q').textContent();

test('words are selected, a digit marks them, and below the message it says with what', async () => {
  const page = await talk();
  await drag(page, 'meine tasche');
  expect(await quoteIn(page)).toBe('meine tasche');
  await page.keyboard.press('4');
  await page.keyboard.press('5');
  await button('Gezielte Sachbeschädigung').and(page.locator('[aria-pressed=true]')).waitFor();
  const text =
    'ok. gestern nach sport. in der umkleide, drei aus meiner klasse. die haben „du Jude“ gerufen und ';
  const start = Array.from(text).length;
  expect(await asked('annotate')).toEqual([
    {
      conversation: idOf(1),
      message: idOf(103),
      start,
      end: start + 12,
      codeIds: ['category/DMG'],
      memo: '',
    },
  ]);
  await expect
    .poll(() => asked('reviseAnnotation'))
    .toMatchObject([{ codeIds: ['category/DMG', 'bias/ANTISEM'], state: 'standing' }]);
  await page.keyboard.press('Escape');
  await button(/Markierungen ansehen: .*Gezielte Sachbeschädigung/).waitFor();
  expect(complaints()).toEqual([]);
});

test('by keyboard alone: sentence by sentence, all codes, a memo, and back to the messages', async () => {
  const page = await talk();
  await page.keyboard.press('x');
  expect(await quoteIn(page)).toBe('ich hab angst dass er es hochlädt 😢');
  await page.keyboard.press('ArrowLeft');
  expect(await quoteIn(page)).toBe('Ist gerade jemand bei dir?');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  expect(await quoteIn(page)).toBe('gestern nach sport.');
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await quoteIn(page)).toBe('gestern nach sport');
  await page.keyboard.press('Enter');
  await page.keyboard.type('freizeit');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Notiz dazu' }).fill('Ort noch fragen');
  await button('Markieren').click();
  await expect
    .poll(() => asked('annotate'))
    .toMatchObject([{ codeIds: ['placeType/sport_leisure'], memo: 'Ort noch fragen' }]);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Wörter markieren' }).waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
    .toBe('log');
});

test('a click on marked words shows codes and memo of all that lies there; what is taken away comes back', async () => {
  const page = await talk();
  await page.getByText('„du Jude“').click();
  const dialog = page.getByRole('dialog', { name: '2 Markierungen' });
  await dialog.getByText('Zitat aus der Umkleide').waitFor();
  const one = dialog.getByRole('article', { name: '„du Jude“', exact: true });
  await one.getByText('Antisemitisches Othering').waitFor();
  await one.getByRole('button', { name: 'Wegnehmen' }).click();
  await one.getByText('Weggenommen.').waitFor();
  await one.getByRole('button', { name: 'Zurückholen' }).click();
  await one.getByRole('button', { name: 'Wegnehmen' }).waitFor();
  expect(await asked('reviseAnnotation')).toMatchObject([
    { state: 'withdrawn' },
    { state: 'standing' },
  ]);
});

test('what was marked fills the case form with one click, and says where it comes from', async () => {
  const page = await talk();
  await button('Fall zeigen').click();
  const who = page.getByRole('region', { name: 'Wer' });
  const offered = who.getByRole('group', { name: 'Aus dem Gespräch' });
  await offered.getByText('„drei aus meiner klasse“').waitFor();
  await offered.getByRole('button', { name: /Verhältnis.*Mitschüler:in/ }).click();
  await expect
    .poll(() => asked('saveIncident'))
    .toMatchObject([{ incident: { perpetratorRelation: 'classmate' } }]);
  await offered.waitFor({ state: 'detached' });
  const what = page.getByRole('region', { name: 'Was' });
  await what.getByRole('button', { name: /Weitere.*Gezielte Sachbeschädigung/ }).waitFor();
  expect(complaints()).toEqual([]);
});

test('a full disk is said where the words are marked', async () => {
  const page = await talk('refuse=annotate');
  await page.keyboard.press('x');
  await page.keyboard.press('1');
  await page.getByRole('alert').getByText('Nichts wurde markiert.').waitFor();
});

test('digits in the reply box are digits', async () => {
  const page = await talk();
  await drag(page, 'meine tasche');
  await reply().pressSequentially('15 Uhr');
  expect(await reply().inputValue()).toBe('15 Uhr');
  expect(await asked('annotate')).toEqual([]);
});
