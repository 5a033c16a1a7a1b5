/** The checklist for acute danger. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, asked, tell, complaints } = screens();

const speak = async (page: Page, language: string): Promise<void> => {
  await page.evaluate((to) => {
    const { speak: say } = window as unknown as { speak: (language: string) => Promise<void> };
    return say(to);
  }, language);
  await page.locator(`html[lang=${language}]`).waitFor();
};

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

test('the sheet shows the team’s steps, and says in which language one stands that has no other', async () => {
  const page = await opened('refuse=team-list');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Bereitschaft der Leitung angerufen' }).waitFor();
  expect(await dialog.getByText('auf ', { exact: false }).count()).toBe(0);
  expect(await dialog.getByText('Nummer gegen Kummer').count()).toBe(0);
  await dialog.getByText('Krisendienst Musterstadt').waitFor();
  await speak(page, 'en');
  const foreign = dialog.getByText('Bereitschaft der Leitung angerufen');
  expect(await foreign.getAttribute('lang')).toBe('de');
  await dialog.getByText('in German').waitFor();
  await dialog.getByText('Asked: may the school know of it?').waitFor();
});

test('what was ticked keeps its words and its time when the list changes under it, and is recorded so', async () => {
  const page = await opened('refuse=list-moves');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /Bereitschaft/ }).check();
  const time = await page.locator('time').innerText();
  await tell({ type: 'paper-changed', name: 'checklist' });
  await dialog.getByText('Darf die Schule davon wissen?').waitFor({ state: 'detached' });
  expect(await page.locator('time').innerText()).toBe(time);
  expect(await dialog.getByRole('checkbox', { name: /Bereitschaft/ }).isChecked()).toBe(true);
  await button('Im Gespräch festhalten').click();
  await page.getByText('Akute Gefahr: Checkliste').waitFor();
  const [said] = await asked('note');
  expect(JSON.stringify(said)).toContain(`☑ ${time} · Bereitschaft der Leitung angerufen`);
});

test('more ticks than a note holds are refused with a word, and those before stay', async () => {
  const page = await opened('refuse=team-list');
  const ticked = page.locator('time');
  const tick = async (at: number, have: number): Promise<void> => {
    await page.getByRole('checkbox').nth(at).check();
    await expect.poll(() => ticked.count()).toBe(have);
  };
  for (let at = 0; at < 10; at += 1) await tick(at, at + 1);
  // In another language the steps have other words, and what was ticked stands below them.
  await speak(page, 'en');
  await page.getByRole('checkbox', { name: 'Asked: are you safe right now?' }).waitFor();
  await tick(0, 11);
  await tick(1, 12);
  await page.getByRole('checkbox').nth(2).click();
  await page.getByText('More than 12 ticks do not fit into one note.').waitFor();
  expect(await ticked.count()).toBe(12);
});

test('what was recorded is offered in the case of the conversation, and stands there once', async () => {
  const page = await opened();
  await page.getByRole('checkbox', { name: /in Sicherheit/ }).check();
  await page.locator('time').waitFor();
  await button('Im Gespräch festhalten').click();
  await page.getByText('Akute Gefahr: Checkliste').waitFor();
  await button('Fall zeigen').click();
  await button(/^In den Ablauf übernehmen: Akute Gefahr/).click();
  const narrative = page.getByLabel('Ablauf in eigenen Worten');
  await expect
    .poll(() => narrative.inputValue())
    .toMatch(/ · Akute Gefahr: Checkliste\n☑ \d\d:\d\d · Gefragt: Bist du jetzt/);
  await button(/^In den Ablauf übernehmen/).waitFor({ state: 'detached' });
  expect(await narrative.evaluate((field) => field === document.activeElement)).toBe(true);
});

test('a list that this version cannot read is said here too', async () => {
  const page = await opened('refuse=unread');
  await page.getByText('kann diese Version von Beistand nicht lesen').waitFor();
});

test('a tick that could not be kept is said', async () => {
  const page = await opened('refuse=keepDanger');
  await page.getByRole('checkbox').first().check();
  await page.getByText('Ein Haken ließ sich nicht sichern.').waitFor();
  expect(complaints()).toEqual([]);
});
