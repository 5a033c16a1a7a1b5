/** First run, unlocking and the ways back in, over a fake desk in a real Chromium under the app's own policy. */
import { expect, test } from 'vitest';
import type { UnlockRefusal } from '../../src/contract/secrets.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn } from '../support/ui/table/screen.ts';

const { open, button, tell, asked, complaints } = screens();

test('first run: from the setup link to the inbox, the root code shown once', async () => {
  const page = await open('vault=none');
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
  await expect.poll(() => page.content()).not.toContain('7K4M');
});

test('an idle desk with a backup under way: no word of anybody is seen, and the passphrase leads back', async () => {
  const page = await open('');
  const inbox = page.getByRole('region', { name: 'Posteingang' });
  await inbox.waitFor();
  await tell({ type: 'shut', errand: 'backup' });
  const said = page.getByText(/^Eine Sicherung läuft weiter/u);
  await said.waitFor();
  expect(await inbox.count()).toBe(0);
  expect(await button('Passphrase vergessen?').count()).toBe(0);
  await page.getByLabel('Passphrase', { exact: true }).fill('richtig');
  await button('Öffnen').click();
  await inbox.waitFor();
  expect(await said.count()).toBe(0);
});

test('at the shut door a backup is watched and not stopped, and the key for locking locks', async () => {
  const page = await open('');
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
  await tell({ type: 'shut', errand: 'backup' });
  await tell({ type: 'job', state: { job: 'backup', state: 'running', done: 1, total: 4 } });
  await page.getByText('25 %').waitFor();
  expect(await button('Anhalten').count()).toBe(0);
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.focus();
  await focusOn(field);
  expect(await page.title()).not.toBe('restarted');
  await page.keyboard.press('Control+l');
  await expect.poll(() => page.title()).toBe('restarted');
  expect(await asked('lock')).toHaveLength(1);
});

test.each([
  ['locked', /^Das Sperren hat die Sicherung abgebrochen/u],
  ['stopped', /^Jemand hat die Sicherung angehalten/u],
  ['disk-full', /^Auf der Festplatte ist kein Platz mehr/u],
])('a backup that nobody saw end is told at the door: %s', async (end, words) => {
  const page = await open(`vault=locked&errand=backup&ended=${end}`);
  await page.getByRole('alert').getByText(words).waitFor();
});

test('one that went well is told too, and alarms nobody', async () => {
  const page = await open('vault=locked&errand=backup&ended=done');
  await page
    .getByRole('status')
    .getByText(/^Die Sicherung ist fertig geschrieben/u)
    .waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a relay that does not answer is explained and nothing typed is lost', async () => {
  const page = await open('vault=none&refuse=createTeam');
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
  const page = await open('vault=locked');
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('falsch');
  await field.press('Enter');
  await page.getByText('Das war nicht die Passphrase').waitFor();
  await focusOn(field);
  await field.press('Enter');
  await page.getByText('Feststelltaste').waitFor();
  await field.fill('richtig');
  await field.press('Enter');
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
  await page.getByText('2 Einträge wurden aus dem Journal wiederhergestellt').waitFor();
});

test('who is wrong a third time hears that a changed file looks the same, and the code says how to go on', async () => {
  const page = await open('vault=locked&refuse=changed-header');
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('falsch');
  await field.press('Enter');
  await page.getByText('Das war nicht die Passphrase').waitFor();
  await focusOn(field);
  await field.press('Enter');
  await page.getByText('Feststelltaste').waitFor();
  const said = page.getByRole('status').getByText('sieht das hier genauso aus');
  expect(await said.count()).toBe(0);
  await focusOn(field);
  await field.press('Enter');
  await said.waitFor();
  await button(/^Passphrase vergessen/).click();
  await page.getByLabel('Code vom Ausdruck').pressSequentially('7k4mqx2r9dtbh3wn5vzc8pjey1ga');
  await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
  await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
  await button('Tresor öffnen').click();
  const alert = page.getByRole('alert');
  await alert.getByText('Die Datei, die diesen Tresor öffnet, fehlt oder ist beschädigt').waitFor();
  await alert.getByText('aus einer Sicherung wiederherstellen').waitFor();
});

test('the inbox is rehearsed while nobody types: unseen, asking nothing of the vault, and gone again', async () => {
  const page = await open('vault=locked');
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('noch nicht');
  // What only a line of the queue looks like.
  await page.waitForFunction(() =>
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
      .some((rule) => rule.includes('[aria-current="true"]::before')),
  );
  await page.locator('div[hidden][inert]').waitFor({ state: 'detached' });
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  for (const name of ['conversations', 'read', 'team', 'codeLists']) {
    expect(await asked(name), name).toEqual([]);
  }
});

/** Part of what each says, and whether it goes on to how everything comes back from a backup. */
const refusals: Record<Exclude<UnlockRefusal, 'wrong-passphrase'>, readonly [string, boolean]> = {
  'damaged-header': ['Die Datei, die diesen Tresor öffnet, fehlt oder ist beschädigt', true],
  weakened: ['Jemand hat verändert, wie dieser Tresor geschützt ist', true],
  'damaged-keyring': ['Die Schlüsseldatei dieses Tresors ist beschädigt oder ausgetauscht', true],
  'damaged-journal': ['Das Journal, in dem alles steht, ist beschädigt', true],
  'rolled-back': ['älter, als dieser Tresor sie zuletzt gesehen hat', true],
  'keychain-missing': ['ein Geheimnis aus dem Schlüsselbund dieses Rechners', false],
  'newer-version': ['mit einer neueren Version von Beistand geschrieben', false],
  'disk-full': ['Auf der Festplatte ist kein Platz mehr', false],
};

test.each(Object.entries(refusals))(
  'a vault that does not open because of %s says so in its own words, and whether a backup helps',
  async (why, [words, restorable]) => {
    const page = await open('vault=locked');
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.fill(why);
    await field.press('Enter');
    const alert = page.getByRole('alert');
    await alert.getByText(words).waitFor();
    const how = alert.getByText('aus einer Sicherung wiederherstellen');
    expect(await how.count()).toBe(restorable ? 1 : 0);
  },
);

test('the first lines are there before the vault is, and what was opened then follows', async () => {
  const page = await open('vault=locked&refuse=half');
  await page.getByLabel('Passphrase', { exact: true }).fill('richtig');
  await page.keyboard.press('Enter');
  await page.getByText('Ahorn 27').click();
  await page.getByText('Kommt gleich').waitFor();
  expect(await asked('read')).toEqual([]);
});

test('the printed code is grouped as it is typed, and opens only with a good passphrase', async () => {
  const page = await open('vault=locked');
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
  const page = await open('vault=locked');
  await button('Weitere Möglichkeiten').click();
  await page.getByRole('menuitem').click();
  await button('Drei Sekunden gedrückt halten').click();
  expect(await asked('wipe')).toEqual([]);
  await page.getByRole('dialog').getByRole('textbox').fill('leeren');
  await button('Jetzt leeren').click();
  await expect.poll(() => page.title()).toBe('restarted');
  expect(await asked('wipe')).toHaveLength(1);
});

test('a restore that ended halfway goes on from within the vault it left open', async () => {
  const page = await open('vault=none&refuse=halfway');
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
  const page = await open('vault=locked');
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('weakened');
  await field.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await field.inputValue()).toBe('');
});

test('a button that is held keeps its size under the finger', async () => {
  const page = await open('vault=locked');
  await button('Weitere Möglichkeiten').click();
  await page.getByRole('menuitem').click();
  const before = await button('Drei Sekunden gedrückt halten').boundingBox();
  // However long this machine takes, three seconds are not over.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await button('Drei Sekunden gedrückt halten').hover({ position: { x: 4, y: 4 } });
  await page.mouse.down();
  expect(await button('Weiter halten').boundingBox()).toEqual(before);
  await page.mouse.up();
  expect(await asked('wipe')).toEqual([]);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
