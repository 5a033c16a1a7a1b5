/** The checklist for acute danger. */
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, asked, complaints } = screens();

async function opened(wishes = '') {
  const page = await open(wishes);
  await talk(page);
  await page.keyboard.press('d');
  await page.getByRole('dialog').waitFor();
  return page;
}

test('steps are ticked with their time, stay after closing, and become one note in the conversation', async () => {
  const page = await opened();
  await page.getByRole('checkbox', { name: /in Sicherheit/ }).check();
  await page.locator('time').waitFor();
  await page.getByLabel('Was haben wir versprochen?').fill('Bis acht sind wir da.');
  await button('Schließen').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('d');
  expect(await page.getByRole('checkbox', { name: /in Sicherheit/ }).isChecked()).toBe(true);
  await button('Im Gespräch festhalten').click();
  const note = page.getByText('Akute Gefahr: Checkliste');
  await note.waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const [said] = await asked('note');
  expect(said).toMatchObject({ conversation: idOf(1) });
  expect(JSON.stringify(said)).toMatch(/☑ \d\d:\d\d · Gefragt: Bist du jetzt gerade in Sicherheit/);
  expect(JSON.stringify(said)).toContain('Versprochen: Bis acht sind wir da.');
  await page.keyboard.press('d');
  await page.getByRole('dialog').waitFor();
  expect(await page.getByRole('checkbox', { name: /in Sicherheit/ }).isChecked()).toBe(false);
});

test('numbers stand there by country, those of the language first', async () => {
  const page = await opened();
  await page.getByText('0800 1110111').waitFor();
  await button('Niederlande').click();
  await page.getByText('113 Zelfmoordpreventie').waitFor();
  expect(await page.getByText('0800 1110111').count()).toBe(0);
});

test('the team is one press away, with this conversation', async () => {
  const page = await opened();
  await button('Team um Hilfe rufen').click();
  await page.getByText('gleich in das Gespräch mit Ahorn 27').waitFor();
  await button('Jetzt rufen').click();
  await expect.poll(() => asked('callHelp')).toEqual([{ about: idOf(1) }]);
});

test('a tick that could not be kept is said', async () => {
  const page = await opened('refuse=keepDanger');
  await page.getByRole('checkbox').first().check();
  await page.getByText('Ein Haken ließ sich nicht sichern.').waitFor();
  expect(complaints()).toEqual([]);
});
