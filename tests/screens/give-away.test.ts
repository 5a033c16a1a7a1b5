/** Handing over everything at once, for whoever cannot go on. */
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { palette, take, talk } from '../support/ui/table/screen.ts';

const { open, button, asked, complaints } = screens();

/** Two conversations held by whoever sits here. */
async function holding(wishes = '') {
  const page = await open(wishes);
  for (const name of ['Linde 08', 'Ahorn 27']) {
    await talk(page, name);
    await take(page);
  }
  return page;
}

test('one key and one press give everything away, tell the people and take a break', async () => {
  const page = await holding();
  await page.keyboard.press('g');
  await button('2 Gespräche abgeben').press('Enter');
  await page.getByText('2 Gespräche sind abgegeben. Ruh dich aus.').waitFor();
  expect(await asked('giveAway')).toEqual([
    { conversations: [idOf(1), idOf(2)], device: null, note: '', tell: true },
  ]);
  expect(await asked('setDuty')).toEqual([{ duty: 'away' }]);
  await button('Schließen').click();
  await page.getByText('Hier wird jemand gebraucht').waitFor();
  await page.getByText('braucht jemanden').first().waitFor();
});

test('some stay, a colleague is named, nobody is told, and whoever sits here goes on', async () => {
  const page = await holding();
  await palette(page);
  await page.keyboard.type('kann nicht weiter');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Linde 08' }).click();
  await sheet.getByRole('button', { name: 'Mika · hat 2 Gespräche' }).click();
  await sheet.getByRole('button', { name: 'Den Personen Bescheid sagen' }).click();
  await sheet.getByRole('button', { name: 'Danach bin ich nicht da' }).click();
  await sheet.getByLabel('Ein Satz fürs Team, wenn du magst').fill('Bis morgen');
  await sheet.getByRole('button', { name: '1 Gespräch abgeben' }).click();
  await sheet.getByText('1 Gespräch ist abgegeben.').waitFor();
  const [wish] = await asked('giveAway');
  expect(wish).toMatchObject({ conversations: [idOf(1)], note: 'Bis morgen', tell: false });
  expect(await asked('setDuty')).toEqual([]);
});

test('what a full disk left behind is said, and still stands in the list', async () => {
  const page = await holding('refuse=giveAway');
  await page.keyboard.press('g');
  await button('2 Gespräche abgeben').click();
  await page.getByText('Die Festplatte ist voll. Was noch in der Liste steht').waitFor();
  await button('2 Gespräche abgeben').waitFor();
});

test('whoever holds nothing has nothing to give: the key does nothing', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('g');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  expect(await page.getByText('Ich kann nicht weiter').count()).toBe(0);
  expect(complaints()).toEqual([]);
});
