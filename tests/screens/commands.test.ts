/** The palette of commands, the keys and the sheet that lists them, over a fake desk. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn, palette, talk } from '../support/ui/table/screen.ts';

const { open, button, reply, tell, asked, complaints } = screens();

const first: string = idOf(1);
const second: string = idOf(2);

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id ?? '');
const replyTo = (conversation: string): string => `reply-${conversation}`;
const talkWith = (page: Page, name: string) =>
  page.getByRole('region', { name: `Gespräch mit ${name}` });

test('a press on the notice leads from any room to whoever waits, and R and typing answer them', async () => {
  const page = await open();
  await page.getByRole('navigation').getByRole('button', { name: 'Fälle' }).click();
  await page.getByRole('heading', { level: 1, name: 'Fälle' }).waitFor();
  await tell({ type: 'notice-pressed' });
  await talkWith(page, 'Ahorn 27').waitFor();
  await expect.poll(() => focused(page)).toBe(`line-${first}`);
  await page.keyboard.press('r');
  await focusOn(reply());
  await page.keyboard.type('Ich bin da.');
  await page.keyboard.press('Enter');
  await page.getByRole('article').getByText('Ich bin da.').waitFor();
  expect(await asked('send')).toMatchObject([{ conversation: first, text: 'Ich bin da.' }]);
});

test('a press on the notice takes away nothing that is being written', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await page.keyboard.press('n');
  const note = page.getByLabel('Notiz', { exact: true });
  await note.fill('Dritter Vorfall');
  await tell({ type: 'notice-pressed' });
  expect(await note.inputValue()).toBe('Dritter Vorfall');
  await focusOn(note);
});

test('a press on the notice opens nothing of a vault that is locked', async () => {
  const page = await open('vault=locked');
  await tell({ type: 'notice-pressed' });
  await page.getByRole('button', { name: 'Öffnen' }).waitFor();
  expect(await asked('read')).toEqual([]);
});

test('two keys from anywhere lead to a first reply: whoever waits longest stands first', async () => {
  const page = await open();
  await button('Team').first().click();
  await palette(page);
  await page.keyboard.press('Enter');
  await talkWith(page, 'Ahorn 27').waitFor();
  await expect.poll(() => focused(page)).toBe(replyTo(first));
  await page.keyboard.type('Ich bin da.');
  expect(await reply().inputValue()).toBe('Ich bin da.');
});

test('W while another conversation is open leads into the reply of whoever waits longest', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await talkWith(page, 'Kiefer 91').waitFor();
  await page.keyboard.press('w');
  await talkWith(page, 'Ahorn 27').waitFor();
  await expect.poll(() => focused(page)).toBe(replyTo(first));
  await page.keyboard.type('c');
  expect(await reply().inputValue()).toBe('c');
});

test('a conversation chosen in the palette takes the cursor into its reply, out of another one', async () => {
  const page = await open();
  await talk(page);
  await reply().fill('Moment');
  await palette(page);
  await page.keyboard.type('Linde');
  await page.keyboard.press('Enter');
  await talkWith(page, 'Linde 08').waitFor();
  await expect.poll(() => focused(page)).toBe(replyTo(second));
});

test('the palette works while typing, and closing it gives the cursor back', async () => {
  const page = await open();
  await talk(page);
  await reply().fill('Moment');
  await palette(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe(replyTo(first));
  await talkWith(page, 'Ahorn 27').waitFor();
  await palette(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('a room is reached by a few letters of its name', async () => {
  const page = await open();
  await palette(page);
  await page.keyboard.type('frei');
  await page.getByRole('option', { selected: true }).getByText('Freigabe').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Freigabe' }).waitFor();
});

test('the field says which entry is chosen; the arrows go around', async () => {
  const page = await open();
  await palette(page);
  const field = page.getByRole('combobox', { name: 'Was möchtest du tun?' });
  const named = () => field.getAttribute('aria-activedescendant');
  const chosen = async () =>
    await page.locator(`[id="${await named()}"]`).getAttribute('aria-selected');
  await field.press('ArrowUp');
  await expect.poll(named).not.toBe('palette-entry-0');
  expect(await chosen()).toBe('true');
  await field.press('ArrowDown');
  await expect.poll(named).toBe('palette-entry-0');
  expect(await chosen()).toBe('true');
});

test('what is no command is searched for', async () => {
  const page = await open();
  await palette(page);
  await page.keyboard.type('sport');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Alles durchsuchen' }).waitFor();
  await page.getByRole('option').first().waitFor();
});

test('J and K walk through the queue with the keyboard; Enter on the open line replies', async () => {
  const page = await open();
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe(`line-${first}`);
  await page.keyboard.press('j');
  await talkWith(page, 'Linde 08').waitFor();
  await expect.poll(() => focused(page)).toBe(`line-${second}`);
  await page.keyboard.press('k');
  await expect.poll(() => focused(page)).toBe(`line-${first}`);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe(replyTo(first));
});

test('Escape leads out of the field, then out of the case, then out of the conversation', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('c');
  await page.getByRole('region', { name: /^Fall / }).waitFor();
  await page.keyboard.press('r');
  await expect.poll(() => focused(page)).toBe(replyTo(first));
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe(`line-${first}`);
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: /^Fall / }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await talkWith(page, 'Ahorn 27').waitFor({ state: 'detached' });
});

test('the sheet of keys shows only what works where one is', async () => {
  const page = await open();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Tastenkürzel' });
  await sheet.getByText('Nächstes Gespräch').waitFor();
  expect(await sheet.getByText('Antworten', { exact: true }).count()).toBe(0);
  await button('Schließen').click();
  await sheet.waitFor({ state: 'detached' });
  await talk(page);
  await page.keyboard.press('?');
  await sheet.getByText('Antworten', { exact: true }).waitFor();
});

test('keys without Ctrl can be switched off, on this device and for good', async () => {
  const page = await open();
  await page.keyboard.press('?');
  await page
    .getByRole('group', { name: /^Tasten ohne/ })
    .getByRole('button', { name: 'Nein' })
    .click();
  await button('Schließen').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  expect(await page.getByRole('region', { name: /^Gespräch mit/ }).count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  expect(await page.evaluate(() => localStorage.getItem('beistand.singleKeys'))).toBe('false');
});

test('compact lines are lower, and more contrast changes the ink', async () => {
  const page = await open();
  const line = page.locator(`#line-${first}`);
  const look = () =>
    line.evaluate((box) => ({ height: box.clientHeight, ink: getComputedStyle(box).color }));
  const before = await look();
  for (const words of ['dichte', 'kontrast']) {
    await palette(page);
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await expect.poll(async () => (await look()).height).toBeLessThan(before.height);
  expect((await look()).ink).not.toBe(before.ink);
});

async function withinHeight(place: Locator, height: number): Promise<boolean> {
  const box = await place.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

/** 1280 x 800 at 125, 150 and 200 %, in the pixels that are left. */
const enlarged = [
  [1024, 640],
  [853, 533],
  [640, 400],
] as const;

test.each(enlarged)(
  'at %i x %i nothing is lost: every place can be reached',
  async (width, height) => {
    const page = await open('', { width, height });
    await talk(page);
    await page.keyboard.press('r');
    await expect.poll(() => withinHeight(reply(), height)).toBe(true);
    for (const place of await page.getByRole('navigation').getByRole('button').all()) {
      await place.scrollIntoViewIfNeeded();
      expect(await withinHeight(place, height)).toBe(true);
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
  },
);

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
