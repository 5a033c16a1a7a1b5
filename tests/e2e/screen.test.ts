/** The screen in a real Chromium under the app's own policy, over a fake desk: what hands and keys do. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startUiBrowser, type PageWishes, type UiBrowser } from '../support/ui/browser.ts';

let ui: UiBrowser;
let page: Page;

beforeAll(async () => {
  ui = await startUiBrowser();
});
afterAll(async () => {
  await ui.close();
});
beforeEach(() => async () => {
  await page.close();
});

const open = async (wishes = '', options: PageWishes = {}): Promise<Page> => {
  page = await ui.open(wishes, options);
  page.setDefaultTimeout(5000);
  return page;
};

const button = (name: string | RegExp) => page.getByRole('button', { name });
const reply = () => page.getByRole('textbox', { name: 'Antwort schreiben' });

/** What the fake desk was asked for, by name. */
const asked = (name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) =>
      (window as unknown as { fake: { asked: { name: string; input: unknown }[] } }).fake.asked
        .filter((request) => request.name === wanted)
        .map(({ input }) => input),
    name,
  );

const tell = (fact: object): Promise<void> =>
  page.evaluate(
    (told) => (window as unknown as { fake: { tell: (fact: object) => void } }).fake.tell(told),
    fact,
  );

test('first run: from the setup link to the inbox, the root code shown once', async () => {
  await open('vault=none');
  expect(await page.getByLabel('Relay-Adresse').inputValue()).toBe('wss://relay.example.org');
  expect(await page.getByLabel('Anmeldecode').inputValue()).toBe('ABCD-EFGH');
  await button('Weiter').click();
  await page.getByText('Bitte noch ausfüllen.').first().waitFor();
  await page.getByLabel('Name des Teams').fill('Gemeinsam gegen Hass');
  await page.getByLabel('Dein Name im Chat').fill('Noa');
  await button('Weiter').click();
  const create = button('Team anlegen');
  await page.getByLabel('Passphrase', { exact: true }).fill('mond tulpe ziegel 7');
  await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel');
  expect(await create.isDisabled()).toBe(true);
  await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
  await create.click();
  await page.getByTestId('root-code').waitFor();
  expect(await button('Zum Posteingang').isDisabled()).toBe(true);
  await page.getByLabel('Ich habe ihn sicher aufbewahrt').check();
  await button('Zum Posteingang').click();
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
  expect(await page.content()).not.toContain('7K4M');
});

test('a relay that does not answer is explained and nothing typed is lost', async () => {
  await open('vault=none&refuse=createTeam');
  await page.getByLabel('Name des Teams').fill('Team');
  await page.getByLabel('Dein Name im Chat').fill('Noa');
  await button('Weiter').click();
  await page.getByLabel('Passphrase', { exact: true }).fill('mond tulpe ziegel 7');
  await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
  await button('Team anlegen').click();
  await page.getByRole('alert').getByText('Das Relay antwortet nicht').waitFor();
  await button('Zurück').click();
  expect(await page.getByLabel('Name des Teams').inputValue()).toBe('Team');
});

test('a wrong passphrase is said, the second time with a hint, and the cursor stays in the field', async () => {
  await open('vault=locked');
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('falsch');
  await field.press('Enter');
  await page.getByText('Das war nicht die Passphrase').waitFor();
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.press('Enter');
  await page.getByText('Feststelltaste').waitFor();
  await field.fill('richtig');
  await field.press('Enter');
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
  await page.getByText('2 Einträge wurden aus dem Journal wiederhergestellt').waitFor();
});

test('from the keyboard alone: open, reply, send', async () => {
  await open();
  await page.keyboard.press('j');
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Ich bin da.');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('Erzähl in Ruhe.');
  await page.keyboard.press('Enter');
  await page.getByRole('article').getByText('Ich bin da.\nErzähl in Ruhe.').waitFor();
  await page
    .getByText(/^zugestellt/)
    .last()
    .waitFor();
  expect(await reply().inputValue()).toBe('');
  expect(await asked('send')).toMatchObject([{ text: 'Ich bin da.\nErzähl in Ruhe.' }]);
});

test('too long a text is kept, counted and explained', async () => {
  await open();
  await page.getByText('Ahorn 27').click();
  await reply().fill('a'.repeat(4001));
  await page.getByText('1 Zeichen zu viel').waitFor();
  await reply().press('Enter');
  await page.getByRole('alert').getByText('zu lang').waitFor();
  expect(await reply().inputValue()).toHaveLength(4001);
  expect(await asked('send')).toEqual([]);
});

test('a full disk keeps the text and says why', async () => {
  await open('refuse=send');
  await page.getByText('Ahorn 27').click();
  await reply().fill('Hallo');
  await reply().press('Enter');
  await page.getByRole('alert').getByText('Die Festplatte ist voll').waitFor();
  expect(await reply().inputValue()).toBe('Hallo');
});

test('each conversation keeps its draft', async () => {
  await open();
  await page.getByText('Ahorn 27').click();
  await reply().fill('Entwurf für Ahorn');
  await page.getByText('Kiefer 91').click();
  await page.getByRole('region', { name: 'Gespräch mit Kiefer 91' }).waitFor();
  expect(await reply().inputValue()).toBe('');
  await page.getByText('Ahorn 27').click();
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  expect(await reply().inputValue()).toBe('Entwurf für Ahorn');
});

test('what reporters write is text: no markup, no link', async () => {
  await open();
  await page.getByText('Linde 08').click();
  await page.getByText('<b>Kein</b> Markup & kein Link').waitFor();
  expect(await page.getByRole('log').locator('a, b').count()).toBe(0);
});

test('scrolling up brings the page before without moving what is being read', async () => {
  await open();
  await page.getByText('Kiefer 91').click();
  await page.getByText('Nachricht 160', { exact: true }).waitFor();
  const log = page.getByRole('log');
  expect(await page.getByText('Nachricht 100', { exact: true }).count()).toBe(0);
  await log.evaluate((box) => {
    box.scrollTop = 0;
  });
  await page.getByText('Nachricht 100', { exact: true }).waitFor({ state: 'attached' });
  await page.getByText('Nachricht 111', { exact: true }).waitFor();
  expect(await log.evaluate((box) => box.scrollTop)).toBeGreaterThan(500);
});

test('a new message is shown at the end, and the queue says who waits', async () => {
  await open();
  await page.getByText('Ahorn 27').click();
  await page.getByText('ich hab angst').waitFor();
  await tell({
    type: 'message-arrived',
    conversation: '1'.padStart(32, '0'),
    message: {
      id: 'f'.repeat(32),
      at: Date.now(),
      gap: false,
      forked: false,
      kind: 'text',
      author: 'reporter',
      text: 'bist du noch da',
    },
  });
  const fresh = page.getByText('bist du noch da');
  await fresh.waitFor();
  expect(await fresh.evaluate((box) => box.getBoundingClientRect().bottom < innerHeight)).toBe(
    true,
  );
});

test('reading a conversation is told once, while the window is in front', async () => {
  await open();
  await page.getByText('Ahorn 27').click();
  await expect.poll(() => asked('seen')).toHaveLength(1);
});

test('the case saves itself and says when, and shows the form of antisemitism when it is needed', async () => {
  await open();
  await page.getByText('Kiefer 91').click();
  await button('Fall anlegen').click();
  const panel = page.getByRole('region', { name: /^Fall / });
  expect(await panel.getByRole('combobox', { name: 'Erscheinungsform' }).count()).toBe(0);
  await panel
    .getByRole('group', { name: 'Vorurteilsmotiv' })
    .getByRole('button', { name: 'Antisemitismus' })
    .click();
  await panel.getByText('Bitte die Erscheinungsform wählen', { exact: false }).waitFor();
  await panel.getByRole('combobox', { name: 'Erscheinungsform' }).click();
  await page.getByRole('option', { name: 'Antisemitisches Othering' }).click();
  await panel.getByRole('combobox', { name: 'Hauptkategorie' }).click();
  await page.getByRole('option', { name: 'Angriff', exact: true }).click();
  await panel.getByLabel('Datum des Vorfalls').fill('2026-11-20');
  const register = panel.getByLabel('Namen, Nummern, Konten');
  await register.fill('Jonas K., 0151 2345678');
  await register.press('Enter');
  await panel.getByText(/^gespeichert/).waitFor();
  await expect
    .poll(async () => (await asked('saveIncident')).at(-1))
    .toMatchObject({
      incident: {
        date: '2026-11-20',
        category: 'ASL',
        bias: ['ANTISEM'],
        form: 'OTH',
        identifiers: ['Jonas K.', '0151 2345678'],
      },
    });
});

test('a save that fails keeps every word and offers to try again', async () => {
  await open('refuse=save');
  await page.getByText('Ahorn 27').click();
  await button('Fall zeigen').click();
  const story = page.getByLabel('Ablauf in eigenen Worten');
  await story.fill('Wichtig');
  await page.getByRole('alert').getByText('Deine Eingaben stehen noch hier').waitFor();
  expect(await story.inputValue()).toBe('Wichtig');
  await button('Noch einmal speichern').waitFor();
});

test('locking stores what was just typed before the vault closes', async () => {
  await open();
  await page.getByText('Ahorn 27').click();
  await button('Fall zeigen').click();
  await page.getByLabel('Ablauf in eigenen Worten').fill('Letzter Satz');
  await page.keyboard.press('Control+l');
  await expect.poll(() => page.title()).toBe('restarted');
  expect((await asked('saveIncident')).at(-1)).toMatchObject({
    incident: { narrative: 'Letzter Satz' },
  });
  expect(await asked('lock')).toHaveLength(1);
});

test('a release: the plan shows its rows, the file is searched, a new selection voids the plan', async () => {
  await open();
  await button('Freigabe').click();
  expect(await button('Als CSV ausgeben').isDisabled()).toBe(true);
  await page.getByLabel('Kleinste Gruppe').fill('3');
  await button('Vorschau berechnen').click();
  await page.getByRole('columnheader', { name: 'Zeitraum' }).waitFor();
  expect(await page.getByTestId('smallest-class').innerText()).toBe('6');
  await button('Als CSV ausgeben').click();
  await page.getByText('incidents.csv gespeichert. Geschwärzt und geprüft').waitFor();
  expect(await page.getByTestId('check-file').getAttribute('data-state')).toBe('met');
  expect(await asked('exportCsv')).toMatchObject([{ k: 3, language: 'de', from: null, to: null }]);
  await page.getByLabel('Kleinste Gruppe').fill('4');
  expect(await button('Als CSV ausgeben').isDisabled()).toBe(true);
});

test('a release below the floor is refused with a sentence', async () => {
  await open();
  await button('Freigabe').click();
  await page.getByLabel('Kleinste Gruppe').fill('2');
  await button('Vorschau berechnen').click();
  await page.getByRole('alert').getByText('Unter 3 geht nichts hinaus').waitFor();
});

test('no connection is said above every screen, and the way back is silent', async () => {
  await open('link=offline');
  await page.getByText('Keine Verbindung zum Relay').waitFor();
  await button('Team').first().click();
  await page.getByText('Keine Verbindung zum Relay').waitFor();
  await tell({ type: 'link-changed', link: 'online' });
  await page.getByText('Keine Verbindung zum Relay').waitFor({ state: 'detached' });
});

test('a narrow window shows one pane and a way back', async () => {
  await open('', { width: 800, height: 700 });
  await page.getByText('Ahorn 27').click();
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  expect(await page.getByRole('region', { name: 'Posteingang' }).count()).toBe(0);
  await button('Zurück').click();
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
});

test('another language is a press away and stays', async () => {
  await open();
  await button('Team').first().click();
  await button('English').click();
  await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(await page.evaluate(() => localStorage.getItem('beistand.language'))).toBe('en');
});

test('each way a vault can refuse is said in its own words', async () => {
  await open('vault=locked');
  const field = page.getByLabel('Passphrase', { exact: true });
  for (const [why, words] of [
    ['weakened', 'wie dieser Tresor geschützt ist'],
    ['rolled-back', 'älter'],
    ['damaged-journal', 'aus einer Sicherung wiederherstellen'],
    ['keychain-missing', 'Schlüsselbund'],
  ] as const) {
    await field.fill(why);
    await field.press('Enter');
    await page.getByRole('alert').getByText(words).waitFor();
  }
});

test('the first lines are there before the vault is, and what was opened then follows', async () => {
  await open('vault=locked&refuse=half');
  await page.getByLabel('Passphrase', { exact: true }).fill('richtig');
  await page.keyboard.press('Enter');
  await page.getByText('Ahorn 27').click();
  await page.getByText('Kommt gleich').waitFor();
  expect(await asked('read')).toEqual([]);
});

test('the printed code is grouped as it is typed, and opens only with a good passphrase', async () => {
  await open('vault=locked');
  await button(/^Passphrase vergessen/).click();
  const code = page.getByLabel('Code vom Ausdruck');
  await code.pressSequentially('7k4mqx2r9dtbh3wn5vzc8pjey1ga');
  expect(await code.inputValue()).toBe('7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA');
  const go = button('Tresor öffnen');
  expect(await go.isDisabled()).toBe(true);
  await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
  await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
  await go.click();
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
});

test('emptying the device needs a held button or a typed word, never one press', async () => {
  await open('vault=locked');
  await button('Weitere Möglichkeiten').click();
  await page.getByRole('menuitem').click();
  await button('Drei Sekunden gedrückt halten').click();
  expect(await asked('wipe')).toEqual([]);
  await page.getByRole('dialog').getByRole('textbox').fill('leeren');
  await button('Jetzt leeren').click();
  await expect.poll(() => page.title()).toBe('restarted');
  expect(await asked('wipe')).toHaveLength(1);
});

test('search from the keyboard alone leads to the message that was found', async () => {
  await open();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sport');
  await page.getByRole('option').first().waitFor();
  expect(await page.getByRole('option').locator('b').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  await page.locator('[data-sought=true]').getByText('gestern nach sport').waitFor();
});

test('a code that was shown once is not on the page any more', async () => {
  await open();
  await page.keyboard.press('Control+,');
  await button('Neuen Code anlegen').click();
  await page.getByLabel('Passphrase des Tresors').fill('richtig');
  await button('Neuen Code anlegen').click();
  await page.getByTestId('recovery-code').waitFor();
  await page.getByLabel('Ich habe ihn sicher aufbewahrt').check();
  await button('Fertig').click();
  await expect.poll(() => page.content()).not.toContain('QX2R');
});

test('what is deleted is shown first and confirmed with what stays readable elsewhere', async () => {
  await open();
  await page.keyboard.press('Control+,');
  await button('Löschfristen').click();
  await button('Vorschau zeigen').click();
  await page.getByText('2024-0031').waitFor();
  await button('Löschen …').click();
  await page.getByRole('dialog').getByText('Ein Abbild dieses Rechners').waitFor();
  expect(await asked('runRetention')).toEqual([]);
  await button('Endgültig löschen').click();
  await page.getByText('Der Nachweis enthält nur Zahlen').waitFor();
  expect(await asked('runRetention')).toEqual([{ token: 't' }]);
});

test('a case is erased only by typing its reference, and is then gone from the list', async () => {
  await open();
  await button('Fälle').click();
  await button('2026-0117').click();
  await button('Fall löschen …').click();
  const go = button('Endgültig löschen');
  expect(await go.isDisabled()).toBe(true);
  await page.getByRole('dialog').getByRole('textbox').fill('2026-0117');
  await go.click();
  await button('2026-0117').waitFor({ state: 'detached' });
});

test('a restore that ended halfway goes on from within the vault it left open', async () => {
  await open('vault=none&refuse=halfway');
  await button(/^Stattdessen/).click();
  await page.getByLabel('Passphrase oder Code der Sicherung').fill('richtig');
  await page.getByLabel('Dein Name im Chat').fill('Noa');
  await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
  await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
  await button('Datei wählen und wiederherstellen').click();
  await page.getByRole('alert').getByText('kein Platz mehr').waitFor();
  expect(await button('Team anlegen').count()).toBe(0);
  await button('Sicherung weiter einlesen').click();
  await button('Datei wählen und einlesen').waitFor();
});

test('a passphrase does not wait in the field of a vault it will not open any more', async () => {
  await open('vault=locked');
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('weakened');
  await field.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await field.inputValue()).toBe('');
});

test('a button that is held keeps its size under the finger', async () => {
  await open('vault=locked');
  await button('Weitere Möglichkeiten').click();
  await page.getByRole('menuitem').click();
  const before = await button('Drei Sekunden gedrückt halten').boundingBox();
  await button('Drei Sekunden gedrückt halten').hover({ position: { x: 4, y: 4 } });
  await page.mouse.down();
  expect(await button('Weiter halten').boundingBox()).toEqual(before);
  await page.mouse.up();
  expect(await asked('wipe')).toEqual([]);
});

test('ten thousand conversations come in pages', async () => {
  await open('many=10000');
  await button('Alle 10006').waitFor();
  await expect.poll(async () => (await asked('conversations')).length).toBeGreaterThan(5);
  expect((await asked('conversations'))[0]).toEqual({ from: 0, limit: 50 });
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(ui.complaints).toEqual([]);
});
