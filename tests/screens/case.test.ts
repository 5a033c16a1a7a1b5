/** Cases, release and keeping, over a fake desk: what hands and keys do. */
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, asked, tell, complaints } = screens();

test('the case saves itself and says when, and shows the form of antisemitism when it is needed', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
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
  const page = await open('refuse=save');
  await talk(page);
  await button('Fall zeigen').click();
  const story = page.getByLabel('Ablauf in eigenen Worten');
  await story.fill('Wichtig');
  await page.getByRole('alert').getByText('Deine Eingaben stehen noch hier').waitFor();
  expect(await story.inputValue()).toBe('Wichtig');
  await button('Noch einmal speichern').waitFor();
});

test('locking stores what was just typed before the vault closes', async () => {
  const page = await open();
  await talk(page);
  await button('Fall zeigen').click();
  await page.getByLabel('Ablauf in eigenen Worten').fill('Letzter Satz');
  await page.keyboard.press('Control+l');
  await expect.poll(() => page.title()).toBe('restarted');
  expect((await asked('saveIncident')).at(-1)).toMatchObject({
    incident: { narrative: 'Letzter Satz' },
  });
  expect(await asked('lock')).toHaveLength(1);
});

test('a case whose conversation was erased says so and offers no way there', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await button('Fall anlegen').click();
  await page.getByRole('region', { name: /^Fall / }).waitFor();
  await tell({ type: 'conversation-gone', conversation: idOf(3) });
  await button('Fälle').click();
  await button('2026-0118').click();
  await page.getByText('Das Gespräch zu diesem Fall ist gelöscht.').waitFor();
  expect(await button('Zum Gespräch').count()).toBe(0);
});

test('a release: the plan shows its rows, the file is searched, a new selection voids the plan', async () => {
  const page = await open();
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

test('in a small laptop’s window every column of what would leave is in sight', async () => {
  const page = await open();
  await page.setViewportSize({ width: 1280, height: 800 });
  await button('Freigabe').click();
  await button('Vorschau berechnen').click();
  await page.getByRole('columnheader', { name: 'Wer meldet' }).waitFor();
  const rows = page.getByRole('group', { name: 'So geht es hinaus' });
  await expect.poll(() => rows.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

test('a release below the floor is refused with a sentence', async () => {
  const page = await open();
  await button('Freigabe').click();
  await page.getByLabel('Kleinste Gruppe').fill('2');
  await button('Vorschau berechnen').click();
  await page.getByRole('alert').getByText('Unter 3 geht nichts hinaus').waitFor();
});

test('a code that was shown once is not on the page any more', async () => {
  const page = await open();
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
  const page = await open();
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
  const page = await open();
  await button('Fälle').click();
  await button('2026-0117').click();
  await button('Fall löschen …').click();
  const go = button('Endgültig löschen');
  expect(await go.isDisabled()).toBe(true);
  await page.getByRole('dialog').getByRole('textbox').fill('2026-0117');
  await go.click();
  await button('2026-0117').waitFor({ state: 'detached' });
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
