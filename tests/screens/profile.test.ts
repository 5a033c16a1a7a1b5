import type { FrameLocator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';

/** The profile editor beside the real chat. */
const { open, button, asked, complaints } = screens();

async function editor(wishes = ''): Promise<{ readonly page: Page; readonly chat: FrameLocator }> {
  const page = await open(wishes);
  await page.getByRole('navigation').first().getByRole('button', { name: 'Team' }).click();
  await button('Profil bearbeiten').click();
  const chat = page.frameLocator('iframe');
  await chat.getByText('Schön, dass du da bist').waitFor();
  return { page, chat };
}
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const look = async (page: Page, how: string): Promise<void> =>
  await page.getByRole('button', { name: how, exact: true }).click();

test('what is typed stands in the real chat beside it, and the focus stays where one types', async () => {
  const { page, chat } = await editor();
  await field(page, 'Begrüßung (Deutsch)').fill('Moin. Was ist los?');
  await chat.getByText('Moin. Was ist los?').waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await look(page, 'Themen');
  await button('Thema hinzufügen').click();
  await chat.getByRole('button', { name: 'Neues Thema' }).waitFor();
  await look(page, 'Rückgängig');
  await chat.getByRole('button', { name: 'Neues Thema' }).waitFor({ state: 'detached' });
});

test('the preview is looked at in the dark, from right to left, on a telephone and in a conversation', async () => {
  const { page, chat } = await editor();
  const root = chat.locator('html');
  const paper = () => chat.locator('body').evaluate((body) => getComputedStyle(body).color);
  const light = await paper();
  await look(page, 'Dunkel');
  await expect.poll(paper).not.toBe(light);
  await look(page, 'Hebräisch');
  await chat.getByText('טוב שבאת').waitFor();
  await expect.poll(() => root.getAttribute('dir')).toBe('rtl');
  await look(page, 'Handy');
  await expect.poll(() => root.evaluate(() => innerWidth)).toBe(318);
  await look(page, 'Im Gespräch');
  await chat.getByText('🦊').first().waitFor();
});

test('a language chosen in the chat is the one that is edited, and a missing text says what stands there instead', async () => {
  const { page, chat } = await editor();
  await look(page, 'Zeiten');
  await chat.getByRole('combobox').first().selectOption('uk');
  await field(page, 'Wenn niemand da ist (Ukrainisch)').fill('');
  await page.getByText('Stattdessen steht im Chat der Text auf Deutsch').waitFor();
});

test('a picture is made small, stands in the chat, and what is none is said', async () => {
  const { page, chat } = await editor();
  await look(page, 'Namen');
  await look(page, 'Im Gespräch');
  const painted = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 900);
    const context = canvas.getContext('2d');
    for (let x = 0; context !== null && x < 1600; x += 7) {
      context.fillStyle = `hsl(${x} 70% 50%)`;
      context.fillRect(x, 0, 7, 900 - (x % 400));
    }
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const chooser = page.locator('input[type=file]').first();
  const file = { name: 'a.png', mimeType: 'image/png' };
  await chooser.setInputFiles({ ...file, buffer: Buffer.from(painted) });
  const shown = chat.locator('img[src^="data:image/webp"]').first();
  await shown.waitFor();
  expect(((await shown.getAttribute('src')) ?? '').length).toBeLessThanOrEqual(8192);
  await button('Bild entfernen').click();
  await chooser.setInputFiles({ ...file, buffer: Buffer.from('no picture') });
  await page.getByText('Das ließ sich nicht als Bild lesen.').waitFor();
});

test('hours, holidays and days off go into the profile as the law has them, and the chat names when they begin', async () => {
  const { page, chat } = await editor();
  await look(page, 'Zeiten');
  await look(page, 'Montag bis Freitag, 9 bis 17 Uhr');
  await page.getByRole('combobox', { name: 'Bundesland' }).click();
  await page.getByRole('option', { name: 'Sachsen', exact: true }).click();
  await page
    .getByRole('button', { name: /Neujahrstag/ })
    .first()
    .click();
  await look(page, 'Freie Tage hinzufügen');
  await page.getByLabel('erster Tag').fill('2031-12-24');
  await page.getByLabel('letzter Tag').fill('2032-01-03');
  await page.getByRole('button', { name: /^Übernehmen: Mo–Fr/ }).click();
  await look(page, 'Veröffentlichen …');
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Mi., 24. Dez. 2031–Sa., 3. Jan. 2032').waitFor();
  await sheet.getByRole('button', { name: 'Unterschreiben und veröffentlichen' }).click();
  await page.getByText('In Kraft, Stand 13').waitFor();
  const [published] = (await asked('publishProfile')) as readonly {
    readonly texts: readonly { readonly key: string; readonly value: string }[];
  }[];
  const said = new Map(published?.texts.map(({ key, value }) => [key, value]));
  expect(said.get('hours.week')).toBe('0900-1700;0900-1700;0900-1700;0900-1700;0900-1700;;');
  expect(said.get('hours.off')).toBe('20311224-20320103');
  expect(said.get('hours.land')).toBe('DE-SN');
  const holidays = said.get('hours.holidays')?.split(',') ?? [];
  expect(holidays.length).toBeGreaterThan(20);
  expect(holidays.filter((day) => day.endsWith('0101'))).toHaveLength(1);
  expect(said.get('hours.zone')).toMatch(/^[A-Z]/);
  await look(page, 'Jemand ist da');
  await chat.getByText('Mo–Fr 09:00–17:00').waitFor();
});

test('publishing shows what changes, asks for what has to be confirmed, and signs the whole', async () => {
  const { page } = await editor();
  await look(page, 'Aussehen');
  await field(page, 'Farbe').fill('#ffe066');
  await page.getByText('Der Chat nimmt deshalb #807033').waitFor();
  await look(page, 'Veröffentlichen …');
  const sheet = page.getByRole('dialog');
  await sheet.getByText('#ffe066').waitFor();
  expect(await sheet.getByText('#0f5d57').count()).toBe(1);
  const go = sheet.getByRole('button', { name: 'Unterschreiben und veröffentlichen' });
  expect(await go.isDisabled()).toBe(true);
  await sheet.getByLabel('Das ist so gewollt').check();
  await go.click();
  await page.getByText('In Kraft, Stand 13').waitFor();
  expect(await asked('publishProfile')).toMatchObject([{ confirmed: true }]);
});

test('what is not right yet is said at its field and keeps it from being signed', async () => {
  const { page } = await editor();
  await look(page, 'Andere Wege');
  await button('Weg hinzufügen').click();
  await page.getByText('Hier fehlt, wohin der Weg führt.').waitFor();
  await look(page, 'Veröffentlichen …');
  expect(await button('Unterschreiben und veröffentlichen').isDisabled()).toBe(true);
});

test('what is typed is kept as a draft without being asked for, and discarding asks the vault to forget it', async () => {
  const { page } = await editor();
  await field(page, 'Name des Teams').fill('Halb fertig');
  await expect
    .poll(() => asked('keepProfileDraft'))
    .toMatchObject([
      {
        draft: { texts: expect.arrayContaining([{ key: 'name', lang: '', value: 'Halb fertig' }]) },
      },
    ]);
  await look(page, 'Entwurf verwerfen');
  await page.getByText('In Kraft, Stand 12').waitFor();
  await expect.poll(() => field(page, 'Name des Teams').inputValue()).toBe('Gemeinsam gegen Hass');
  expect(await asked('keepProfileDraft')).toContainEqual({ draft: null });
});

test('without the relay it is said to wait and not to be in force', async () => {
  const { page } = await editor('refuse=offline');
  await field(page, 'Name des Teams').fill('Neuer Name');
  await look(page, 'Veröffentlichen …');
  await look(page, 'Unterschreiben und veröffentlichen');
  await page.getByText('bis dahin ist sie nicht in Kraft').waitFor();
  await page.getByText('Noch nicht in Kraft: geht hinaus').waitFor();
});

test('a colleague’s change of the same field is decided by a person before it is signed again', async () => {
  const { page } = await editor('refuse=clash');
  await field(page, 'Name des Teams').fill('Neuer Name');
  await look(page, 'Veröffentlichen …');
  await look(page, 'Unterschreiben und veröffentlichen');
  await page.getByText('Von Mika geändert').waitFor();
  await look(page, 'Meins nehmen');
  await look(page, 'Veröffentlichen …');
  await look(page, 'Unterschreiben und veröffentlichen');
  await page.getByText('In Kraft, Stand 14').waitFor();
  const [, last] = await asked('publishProfile');
  expect(last).toMatchObject({ over: [{ key: 'name', theirs: 'Von Mika geändert' }] });
});

test('a version of before becomes the draft, and only publishing makes it the newest', async () => {
  const { page, chat } = await editor();
  await look(page, 'Frühere Stände');
  await button('Wieder verwenden').first().click();
  await chat.getByText('Gegen Hass', { exact: true }).first().waitFor();
  await page.getByText('Entwurf, auf diesem Gerät').waitFor();
  expect(await asked('publishProfile')).toEqual([]);
});

test('whoever may not sign can look, and change nothing', async () => {
  const { page } = await editor('refuse=operator');
  await page.getByText('Ändern kann es nur die Koordination').waitFor();
  expect(await field(page, 'Name des Teams').isDisabled()).toBe(true);
  expect(await button('Veröffentlichen').count()).toBe(0);
});

test('the snippet given out passes the test of the page it was pasted into', async () => {
  const { page, chat } = await editor();
  await look(page, 'Website');
  await field(page, 'Adresse des Chats').fill('https://chat.example.org');
  await field(page, 'Aufschrift (Deutsch)').fill('Sprich mit uns');
  await chat.getByRole('button', { name: 'Sprich mit uns' }).waitFor();
  const snippet = (await page.getByTestId('snippet').textContent()) ?? '';
  expect(snippet).toMatch(/integrity="sha384-[A-Za-z0-9+/]{64}"/);
  const html = field(page, 'HTML der Seite');
  await html.fill(`<html><body>${snippet}</body></html>`);
  await page.getByText('Der Baustein stimmt').waitFor();
  await html.fill(snippet.replace(/integrity="[^"]*"/, ''));
  await page.getByText('integrity fehlt').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
