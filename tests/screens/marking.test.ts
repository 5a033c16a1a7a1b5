/** Marking words while chatting: with the mouse, by keyboard alone, and looking at what was marked. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk as openTalk } from '../support/ui/table/screen.ts';

const { open, button, reply, asked, release, complaints } = screens();

const talk = async (wishes = ''): Promise<Page> => {
  const page = await open(wishes);
  await openTalk(page);
  await button(/Markierungen ansehen/).waitFor();
  return page;
};

const bar = (page: Page) => page.getByRole('group', { name: 'Wörter markieren' });

/** Waits until the words that are chosen carry this code. */
const coded = (page: Page, code: string): Promise<void> =>
  bar(page).getByRole('button', { name: code, pressed: true }).waitFor();

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

/** Waits until these words are chosen: the next key goes on from them. */
const chosen = (page: Page, words: string): Promise<void> =>
  bar(page).locator('q').getByText(words, { exact: true }).waitFor();

test('words are selected, a digit marks them, and below the message it says with what', async () => {
  const page = await talk();
  await drag(page, 'meine tasche');
  await chosen(page, 'meine tasche');
  await page.keyboard.press('4');
  await coded(page, 'Gezielte Sachbeschädigung');
  await page.keyboard.press('5');
  await coded(page, 'Antisemitismus');
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
  await chosen(page, 'ich hab angst dass er es hochlädt 😢');
  await page.keyboard.press('ArrowLeft');
  await chosen(page, 'Ist gerade jemand bei dir?');
  await page.keyboard.press('ArrowUp');
  await chosen(page, 'ok.');
  await page.keyboard.press('ArrowRight');
  await chosen(page, 'gestern nach sport.');
  await page.keyboard.press('Shift+ArrowLeft');
  await chosen(page, 'gestern nach sport');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Code suchen' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('freizeit');
  await page.getByRole('option', { name: /Freizeit/ }).waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Freizeit/ })
    .waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Notiz dazu' }).fill('Ort noch fragen');
  await button('Markieren').click();
  await expect
    .poll(() => asked('annotate'))
    .toMatchObject([{ codeIds: ['placeType/sport_leisure'], memo: 'Ort noch fragen' }]);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
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
  await bar(page).getByRole('button', { name: 'Bedrohung', pressed: false }).waitFor();
  await page.keyboard.press('1');
  await page.getByRole('alert').getByText('Nichts wurde markiert.').waitFor();
});

test('who is quicker than the codes loses no key: the digit marks as soon as they are there', async () => {
  const page = await open('hold=coding');
  await openTalk(page);
  await page.keyboard.press('x');
  await page.keyboard.press('5');
  await page.keyboard.press('1');
  expect(await asked('annotate')).toEqual([]);
  await release();
  await coded(page, 'Antisemitismus');
  await coded(page, 'Bedrohung');
  expect(await asked('annotate')).toMatchObject([{ codeIds: ['bias/ANTISEM'] }]);
  expect(await asked('reviseAnnotation')).toMatchObject([
    { codeIds: ['bias/ANTISEM', 'category/THR'] },
  ]);
  expect(complaints()).toEqual([]);
});

test('who is quicker than the marks that are there already goes on with them, and makes no second one', async () => {
  const page = await open('hold=annotations');
  await openTalk(page);
  await page.getByRole('log').getByText('drei aus meiner klasse').waitFor();
  await drag(page, 'in der umkleide');
  await chosen(page, 'in der umkleide');
  await bar(page).getByRole('button', { name: 'Antisemitismus' }).click();
  expect(await asked('annotate')).toEqual([]);
  await release();
  await coded(page, 'Antisemitismus');
  expect(await asked('reviseAnnotation')).toMatchObject([
    { codeIds: ['placeType/school', 'bias/ANTISEM'] },
  ]);
  expect(await asked('annotate')).toEqual([]);
});

test('digits in the reply box are digits', async () => {
  const page = await talk();
  await drag(page, 'meine tasche');
  await reply().pressSequentially('15 Uhr');
  expect(await reply().inputValue()).toBe('15 Uhr');
  expect(await asked('annotate')).toEqual([]);
});
