/** The team's checklist for acute danger: read by everybody, kept by coordinators. Over a fake desk. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { BUILT_IN_STEPS, STEP_LIMIT } from '../../src/contract/checklist.ts';
import { screens } from '../support/ui/screens.ts';

const { open, button, asked, complaints } = screens();

const room = async (wishes = ''): Promise<Page> => {
  const page = await open(wishes);
  await page.getByRole('navigation').getByRole('button', { name: 'Team' }).click();
  await button('Mein Arbeitsplatz').click();
  await page.getByRole('region', { name: 'Akute Gefahr' }).waitFor();
  return page;
};
const card = (page: Page) => page.getByRole('region', { name: 'Akute Gefahr' });
const steps = (page: Page) => card(page).getByRole('listitem');

test('a step is written in two languages and comes last', async () => {
  const page = await room();
  await button('Neuer Schritt').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Deutsch').fill('Leitung angerufen');
  await dialog.getByLabel('Englisch').fill('Called the head');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => steps(page).count()).toBe(BUILT_IN_STEPS.length + 1);
  expect(await steps(page).last().innerText()).toContain('fehlt: Niederländisch, Hebräisch');
  expect(await asked('editChecklist')).toEqual([
    {
      type: 'step',
      id: null,
      texts: [
        { language: 'de', text: 'Leitung angerufen' },
        { language: 'en', text: 'Called the head' },
      ],
    },
  ]);
});

test('a built-in step is changed from its words in every language, and has them again by one press', async () => {
  const page = await room();
  await button(/^Ändern: Gefragt: Wo bist du/).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Hebräisch').inputValue()).toContain('איפה');
  await dialog.getByLabel('Deutsch').fill('Gefragt: In welcher Stadt?');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card(page).getByText('Gefragt: In welcher Stadt?').waitFor();
  await button('Ändern: Gefragt: In welcher Stadt?').click();
  await button('Eingebaute Worte nehmen').click();
  await dialog.waitFor({ state: 'detached' });
  await card(page).getByText('Gefragt: Wo bist du?').waitFor();
});

test('who opens a step and changes nothing has changed nothing', async () => {
  const page = await room();
  await button(/^Ändern: Gefragt: Wo bist du/).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await asked('editChecklist')).toEqual([]);
});

test('a step goes up and down by keyboard, and the keyboard stays with it', async () => {
  const page = await room();
  const down = button(/^Nach unten: Gefragt: Bist du/);
  const up = button(/^Nach oben: Gefragt: Bist du/);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await down.focus();
  await page.keyboard.press('Enter');
  await card(page).getByText('Jetzt an Stelle 2 von 8').waitFor();
  expect(await steps(page).nth(1).innerText()).toContain('Sicherheit');
  await expect.poll(focused).toMatch(/^Nach unten: Gefragt: Bist du/);
  await page.keyboard.press('Enter');
  await card(page).getByText('Jetzt an Stelle 3 von 8').waitFor();
  await up.focus();
  await page.keyboard.press('Enter');
  await card(page).getByText('Jetzt an Stelle 2 von 8').waitFor();
  await expect.poll(focused).toMatch(/^Nach oben: Gefragt: Bist du/);
  await page.keyboard.press('Enter');
  await card(page).getByText('Jetzt an Stelle 1 von 8').waitFor();
  // At the top there is no way up any more.
  await expect.poll(focused).toMatch(/^Nach unten: Gefragt: Bist du/);
});

test('a step is taken away after a question, and the built-in list comes back the same way', async () => {
  const page = await room();
  await button(/^Löschen: Dem Team Bescheid/).click();
  await page.getByText('Was schon abgehakt oder festgehalten ist, bleibt stehen.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click();
  await expect.poll(() => steps(page).count()).toBe(BUILT_IN_STEPS.length - 1);
  await button('Eingebaute Schritte zurückholen').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Zurückholen' }).click();
  await expect.poll(() => steps(page).count()).toBe(BUILT_IN_STEPS.length);
  await button('Eingebaute Schritte zurückholen').waitFor({ state: 'detached' });
});

test('a step that is too long is said before it is saved', async () => {
  const page = await room();
  await button('Neuer Schritt').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Deutsch').fill('x'.repeat(STEP_LIMIT + 1));
  await dialog.getByText(`Höchstens ${STEP_LIMIT} Zeichen.`).waitFor();
  expect(await dialog.getByRole('button', { name: 'Speichern' }).isDisabled()).toBe(true);
});

test('why a change was not made is said, and what was typed stays', async () => {
  const page = await room('refuse=editChecklist');
  await button('Neuer Schritt').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Deutsch').fill('Leitung angerufen');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.getByText('Eine neuere Version von Beistand hat die Liste').waitFor();
  expect(await dialog.getByLabel('Deutsch').inputValue()).toBe('Leitung angerufen');
});

test('a number of the team’s own stands in the sheet beside the national ones, with when it is answered', async () => {
  const page = await room();
  await button('Neue Nummer').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Wer nimmt ab?').fill('Krisendienst');
  await dialog.getByLabel('Nummer', { exact: true }).fill('ruf an');
  await dialog.getByText('Hier passen Ziffern').waitFor();
  await dialog.getByLabel('Nummer', { exact: true }).fill('0385 000 111');
  await dialog.getByLabel('Wann erreichbar?').fill('täglich');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card(page).getByText('0385 000 111').waitFor();
  await page.getByRole('navigation').getByRole('button', { name: 'Posteingang' }).click();
  await page.getByText('Ahorn 27').click();
  await page.getByRole('article').first().waitFor();
  await page.keyboard.press('d');
  await dialog.getByText('0385 000 111').waitFor();
  await dialog.getByText('täglich').waitFor();
  await dialog.getByText('TelefonSeelsorge').waitFor();
});

test('a national number is hidden and shown again, and nothing about it can be changed', async () => {
  const page = await room();
  expect(await button(/^Ändern: TelefonSeelsorge/).count()).toBe(0);
  await button('Ausblenden: TelefonSeelsorge 0800 1110111').click();
  await button('Wieder zeigen: TelefonSeelsorge 0800 1110111').click();
  await button('Ausblenden: TelefonSeelsorge 0800 1110111').waitFor();
  expect(await asked('editChecklist')).toMatchObject([{ shown: false }, { shown: true }]);
  expect(await page.getByText('ausgeblendet').count()).toBe(0);
});

test('who does not coordinate reads it and finds nothing to change', async () => {
  const page = await room('refuse=operator');
  await card(page).getByText('Ändern können sie alle, die koordinieren.').waitFor();
  expect(await card(page).getByText('TelefonSeelsorge').count()).toBe(1);
  expect(
    await card(page)
      .getByRole('button', { name: /^(Ändern|Nach|Löschen|Aus)/ })
      .count(),
  ).toBe(0);
});

test('a list that this version cannot read is said', async () => {
  const page = await room('refuse=unread');
  await card(page).getByText('kann diese Version von Beistand nicht lesen').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
