/** How it goes: one's own figures, the team's for coordinators, a table behind every drawing, and a word of care. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { take, talk } from '../support/ui/table/screen.ts';

const { open, button, asked, complaints } = screens();

const figures = async (wishes = ''): Promise<Page> => {
  const page = await open(wishes);
  await page.getByRole('navigation').getByRole('button', { name: 'Wie es läuft' }).click();
  await page.getByRole('heading', { name: 'Auf dich achten' }).waitFor();
  return page;
};

test('one’s own figures come first, and say that nobody else sees them', async () => {
  const page = await figures();
  await page.getByText('Niemand sonst sieht diese Zahlen').waitFor();
  await expect.poll(() => asked('figures')).toEqual([{ weeks: 12, whose: 'own' }]);
  await button('4 Wochen').click();
  await expect.poll(() => asked('figures')).toContainEqual({ weeks: 4, whose: 'own' });
  await page.getByRole('table', { name: 'Sterne zum Abschied' }).waitFor({ state: 'attached' });
  expect(
    await page.getByRole('table', { name: 'Sterne zum Abschied' }).getByRole('row').count(),
  ).toBe(1 + 1 + 4);
  expect(complaints()).toEqual([]);
});

test('a table is opened by the keyboard and closed again', async () => {
  const page = await figures();
  const toggle = button(/^Als Tabelle: Erste Antwort/);
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('true');
  const box = await page.getByRole('table', { name: 'Erste Antwort' }).boundingBox();
  expect(box?.width).toBeGreaterThan(300);
  await page.keyboard.press('Enter');
  await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('false');
});

test('the team’s figures name nobody, and the table is a coordinator’s to save', async () => {
  const page = await figures();
  expect(await button('Tabelle speichern …').count()).toBe(0);
  await button('Das Team').click();
  await page.getByText('6 Geräte haben geantwortet.').waitFor();
  for (const name of ['Noa', 'Mika', 'David']) {
    expect(await page.getByRole('main').getByText(name).count()).toBe(0);
  }
  await button('Tabelle speichern …').click();
  await page.getByText('Gespeichert als beistand-figures.csv').waitFor();
  expect(await asked('saveFigures')).toEqual([{ weeks: 12, language: 'de' }]);
});

test('of two neither their hours nor how work was spread is said', async () => {
  const page = await figures('refuse=two-people');
  await button('Das Team').click();
  await page.getByText('erst ab fünf Geräten').waitFor();
  await page.getByText('Zeiten stehen nur da, wenn').waitFor();
  expect(await page.getByText('am meisten', { exact: true }).count()).toBe(0);
});

test('whoever coordinates nothing is offered no figures of the team', async () => {
  const page = await figures('refuse=waiting');
  expect(await button('Das Team').count()).toBe(0);
  expect(await page.getByRole('group', { name: 'Wessen Zahlen' }).count()).toBe(0);
});

test('waits are those of service hours until somebody wants the others; without hours every hour counts', async () => {
  const page = await figures();
  await page.getByText('geschenkt').waitFor();
  await button('rund um die Uhr').click();
  await page.getByText('geschenkt').waitFor({ state: 'detached' });
  await page.close();
  await (await figures('refuse=no-hours')).getByText('keine Dienstzeiten').waitFor();
});

test('after hours without a pause a card says so; a pause puts it away, and nobody hears of it', async () => {
  const page = await open('refuse=long');
  await page.getByText('Du antwortest seit 3 h ohne Pause').waitFor();
  await button('Ich mache Pause').click();
  await expect.poll(() => asked('setDuty')).toEqual([{ duty: 'away' }]);
  await expect.poll(() => page.getByText('Du antwortest seit').count()).toBe(0);
});

test('the card can be put away, and leads to where it is set', async () => {
  const page = await open('refuse=hard');
  const card = page.getByRole('region', { name: 'Ein Wort für dich' });
  await card.getByText('Heute waren 3 schwere Gespräche dabei').waitFor();
  await card.getByRole('button', { name: 'Erinnerung einstellen' }).click();
  await page.getByRole('button', { name: '5 Gespräche' }).click();
  await expect.poll(() => asked('setCare')).toEqual([{ rules: { longHours: 2, hardTalks: 5 } }]);
  await button('Posteingang').first().click();
  await card.getByRole('button', { name: 'Hinweis schließen' }).click();
  await card.waitFor({ state: 'detached' });
});

test('Ctrl and 6 lead there', async () => {
  const page = await open();
  await page.getByRole('heading', { name: 'Posteingang' }).waitFor();
  await page.keyboard.press('Control+6');
  await page.getByRole('heading', { name: 'Wie es läuft' }).waitFor();
});

test('while it is counted the room says how far it is, and one can look less far back', async () => {
  const page = await open('refuse=counting');
  await page.getByRole('navigation').getByRole('button', { name: 'Wie es läuft' }).click();
  await page.getByText('4120 von 11400 Gesprächen').waitFor();
  await button('4 Wochen').click();
  await expect.poll(() => asked('figures')).toContainEqual({ weeks: 4, whose: 'own' });
});

test('whoever holds conversations can give them all away from the card', async () => {
  const page = await open('refuse=long');
  const card = page.getByRole('region', { name: 'Ein Wort für dich' });
  await card.waitFor();
  const give = card.getByRole('button', { name: /^Ich kann nicht weiter/ });
  expect(await give.count()).toBe(0);
  await talk(page);
  await take(page);
  await give.click();
  await page.getByRole('dialog', { name: 'Ich kann nicht weiter' }).waitFor();
});
