/** What somebody sets up for their own work: replies kept ready, saved views, a limit. Over a fake desk. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, reply, asked, tell, complaints } = screens();

const place = async (wishes = ''): Promise<Page> => {
  const page = await open(wishes);
  await page.getByRole('navigation').getByRole('button', { name: 'Team' }).click();
  await button('Mein Arbeitsplatz').click();
  await page.getByRole('heading', { name: 'Mein Arbeitsplatz' }).waitFor();
  return page;
};
const own = { device: 'a1b2'.repeat(8), alias: 'Noa', offered: false, own: true };
const kiefer = { ...blankLine, id: idOf(3), name: 'Kiefer 91', lastAt: Date.now(), holder: own };

test('a slash, letters, Enter: the reply stands in the box, filled in, and nothing is sent', async () => {
  const page = await open();
  await talk(page, 'Esche 44');
  await reply().pressSequentially('/beg');
  await page
    .getByRole('option', { name: /Begrüßung/ })
    .first()
    .waitFor();
  await reply().press('Enter');
  await expect
    .poll(() => reply().inputValue())
    .toBe('Hallo Ada, hier ist Noa von Gemeinsam gegen Hass. Schön, dass du schreibst.');
  await expect.poll(() => page.getByRole('option').count()).toBe(0);
  expect(await asked('send')).toEqual([]);
  await reply().press('Enter');
  await expect.poll(() => asked('send')).toHaveLength(1);
});

test('the language of the conversation comes first; arrows choose, Tab takes', async () => {
  const page = await open();
  await talk(page, 'Linde 08');
  await reply().pressSequentially('שלום /');
  await expect.poll(() => page.getByRole('option').first().textContent()).toContain('שלום, כאן');
  await reply().press('ArrowDown');
  await page.getByRole('option').nth(1).and(page.locator('[aria-selected=true]')).waitFor();
  await reply().press('Tab');
  await expect.poll(() => reply().inputValue()).toMatch(/^שלום Hallo, hier ist Noa/);
});

test('Escape closes the list and leaves what was typed; Enter then sends it', async () => {
  const page = await open();
  await talk(page);
  await reply().pressSequentially('/b');
  await page.getByRole('option').first().waitFor();
  await reply().press('Escape');
  await expect.poll(() => page.getByRole('option').count()).toBe(0);
  expect(await reply().inputValue()).toBe('/b');
  await reply().press('Enter');
  await expect.poll(() => asked('send')).toMatchObject([{ text: '/b' }]);
});

test('a slash within a word asks for nothing', async () => {
  const page = await open();
  await talk(page);
  await reply().pressSequentially('heute und/oder morgen');
  expect(await page.getByRole('option').count()).toBe(0);
});

test('without a mouse on the list: the button opens it, and without replies it leads to where they are written', async () => {
  const page = await open();
  await talk(page);
  await button('Textbausteine').click();
  await page.getByRole('option', { name: /Beweise sichern/ }).click();
  await expect.poll(() => reply().inputValue()).toContain('Bildschirmfoto');
  const bare = await open('refuse=bare');
  await bare.getByText('Ahorn 27').click();
  await bare.getByRole('button', { name: 'Textbausteine' }).click();
  await bare.getByRole('heading', { name: 'Mein Arbeitsplatz' }).waitFor();
});

test('a reply is written in two languages, changed and deleted', async () => {
  const page = await place('refuse=bare');
  await button('Neuer Textbaustein').click();
  await page.getByLabel('Name', { exact: true }).fill('Rückruf');
  await page.getByLabel('Deutsch', { exact: true }).fill('Wir rufen dich an.');
  await button('Türkisch').click();
  await page.getByLabel('Türkisch', { exact: true }).fill('Seni arayacağız.');
  await button('Speichern').click();
  await expect
    .poll(() => asked('setWorkplace'))
    .toMatchObject([
      { replies: [{ name: 'Rückruf', texts: [{ language: 'de' }, { language: 'tr' }] }] },
    ]);
  await button('Bearbeiten: Rückruf').click();
  await page.getByLabel('Türkisch', { exact: true }).fill('');
  await button('Speichern').click();
  await expect
    .poll(async () => (await asked('setWorkplace')).at(-1))
    .toMatchObject({ replies: [{ texts: [{ language: 'de' }] }] });
  await button('Löschen: Rückruf').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click();
  await expect.poll(async () => (await asked('setWorkplace')).at(-1)).toEqual({ replies: [] });
});

test('who coordinates writes replies for everybody, and gives away one of their own', async () => {
  const page = await place();
  await button('Einen für alle schreiben').click();
  await page.getByLabel('Name', { exact: true }).fill('Bis gleich');
  await page.getByLabel('Deutsch', { exact: true }).fill('Ich bin gleich wieder da.');
  await button('Speichern').click();
  await button('Bearbeiten: Bis gleich').waitFor();
  await button('Allen geben: Beweise sichern').click();
  await page.getByText('„Beweise sichern“ bekommen jetzt alle').waitFor();
  const names = (value: unknown) => JSON.stringify(value).match(/(?<="name":")[^"]+/g);
  expect(names((await asked('setTeamReplies')).at(-1))).toEqual([
    'Was wir tun können',
    'Akute Gefahr',
    'Bis gleich',
    'Beweise sichern',
  ]);
  expect(names((await asked('setWorkplace')).at(-1))).toEqual(['Begrüßung', 'Bis morgen']);
  await button('Löschen: Akute Gefahr').click();
  await page.getByText('bei allen im Team weg').waitFor();
});

test('who does not coordinate reads the team’s replies and has them behind the slash', async () => {
  const page = await place('refuse=operator');
  await page.getByText('Was wir tun können').waitFor();
  expect(await button('Einen für alle schreiben').count()).toBe(0);
  expect(await button('Bearbeiten: Akute Gefahr').count()).toBe(0);
  expect(await button('Allen geben: Beweise sichern').count()).toBe(0);
  await page.getByRole('navigation').getByRole('button', { name: 'Posteingang' }).click();
  await talk(page, 'Esche 44');
  await reply().pressSequentially('/akut');
  await page.getByRole('option', { name: /Akute Gefahr/ }).waitFor();
});

test('replies come from a file, and what is no such file is said', async () => {
  const page = await place('refuse=importReplies');
  await button('Aus Datei einlesen').click();
  await page.getByRole('alert').getByText('keine Datei mit Textbausteinen').waitFor();
  const other = await place('refuse=bare');
  await other.getByRole('button', { name: 'Aus Datei einlesen' }).click();
  await other.getByText('3 Textbausteine eingelesen').waitFor();
  await other.getByText('Bis morgen').waitFor();
  await other.getByRole('button', { name: 'In Datei schreiben' }).click();
  await other.getByText('Die Datei ist nicht versiegelt.').waitFor();
});

test('a view is named, is one press away, and goes again', async () => {
  const page = await open();
  await button('Nach Thema, Sprache oder Schlagwort').click();
  await page.getByRole('combobox', { name: 'Thema' }).click();
  await page.getByRole('option', { name: 'Schule' }).click();
  await button('Mehr').click();
  await button('Frei 6').click();
  await page.getByLabel('Name für diese Ansicht').fill('Schule, frei');
  await button('Merken').click();
  const mine = page.getByRole('group', { name: 'Eigene Ansichten' });
  await mine.getByRole('button', { name: 'Schule, frei', pressed: true }).waitFor();
  expect(await asked('setWorkplace')).toEqual([
    {
      views: [{ name: 'Schule, frei', view: 'free', topic: 'Schule', language: null, tag: null }],
    },
  ]);
  await button('Alle 6').click();
  await mine.getByRole('button', { name: 'Schule, frei' }).click();
  await page.getByText('Kiefer 91').waitFor({ state: 'detached' });
  await button('Ansicht löschen: Schule, frei').click();
  await mine.waitFor({ state: 'detached' });
});

test('beyond one’s own limit, taking asks first, by key and by button', async () => {
  const page = await place();
  await page.getByRole('button', { name: '1', exact: true }).click();
  await page.getByRole('button', { name: '1', exact: true, pressed: true }).waitFor();
  await tell({ type: 'conversation-changed', summary: kiefer });
  await page.getByRole('navigation').getByRole('button', { name: 'Posteingang' }).click();
  await talk(page);
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByText('Du antwortest schon in 1 Gespräch').waitFor();
  await button('Abbrechen').click();
  expect(await asked('claim')).toEqual([]);
  await button('Übernehmen').click();
  await button('Trotzdem übernehmen').click();
  await expect.poll(() => asked('claim')).toHaveLength(1);
});

test('beyond one’s own limit it is said, too, that a colleague answers what would be taken', async () => {
  const page = await place();
  await page.getByRole('button', { name: '1', exact: true }).click();
  await page.getByRole('button', { name: '1', exact: true, pressed: true }).waitFor();
  await tell({ type: 'conversation-changed', summary: kiefer });
  const holder = { ...kiefer.holder, device: 'b1b2'.repeat(8), alias: 'Mika', own: false };
  const ahorn = { ...kiefer, id: idOf(1), name: 'Ahorn 27', holder };
  await tell({ type: 'conversation-changed', summary: ahorn });
  await page.getByRole('navigation').getByRole('button', { name: 'Posteingang' }).click();
  await talk(page);
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByText('Mika antwortet. Übernimmst du,').waitFor();
});

test('what cannot be kept is said, and stays as it was', async () => {
  const page = await place('refuse=setWorkplace');
  await page.getByRole('button', { name: '3', exact: true }).click();
  await page.getByRole('alert').getByText('konnte nicht gespeichert werden').waitFor();
  await page.getByRole('button', { name: 'keine Grenze', pressed: true }).waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
