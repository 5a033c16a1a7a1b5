import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { focusOn } from '../support/ui/table/screen.ts';

/** The team's devices: inviting, letting in, changing, removing, and waiting. */
const { open, button, asked, tell, complaints } = screens();

const PASS = 'mond tulpe ziegel 7';
const LINK = 'beistand://join#abc';

const valuesOf = (fields: Element[]): string[] =>
  fields.map((field) => (field instanceof HTMLInputElement ? field.value : ''));

const team = async (wishes: string) => {
  const page = await open(wishes);
  await page.getByRole('navigation').getByRole('button', { name: 'Team', exact: true }).click();
  await page.getByRole('region', { name: 'Geräte im Team' }).waitFor();
  return page;
};

test('an invite is a link to copy, stands under the open ones, and is gone when it is taken back', async () => {
  const page = await team('');
  await button('Einladung erzeugen').click();
  await expect.poll(() => page.getByTestId('invite-link').textContent()).toMatch(/^beistand:/);
  expect(await button('Link kopieren').count()).toBe(1);
  await button(/^Einladung von .* zurücknehmen$/).click();
  await page.getByTestId('invite-link').waitFor({ state: 'detached' });
  expect(await asked('dropInvite')).toHaveLength(1);
});

test('an invite is a QR code only while it is asked for', async () => {
  const page = await team('');
  await button('Einladung erzeugen').click();
  await page.getByTestId('invite-link').waitFor();
  expect(await page.getByTestId('invite-code').count()).toBe(0);
  await button('QR-Code zeigen').click();
  const link = await page.getByTestId('invite-link').textContent();
  const { size, data } = encode(link ?? '', { ecc: 'M', border: 0 });
  const picture = page.getByRole('img', { name: 'QR-Code der Einladung' });
  expect(await picture.getAttribute('viewBox')).toBe(`0 0 ${size} ${size}`);
  const drawn = await picture.locator('path').getAttribute('d');
  expect(drawn?.split('z').length).toBe(1 + data.flat().filter(Boolean).length);
  await button('QR-Code verbergen').click();
  await page.getByTestId('invite-code').waitFor({ state: 'detached' });
});

test('a link does not stay on screen when the room is left', async () => {
  const page = await team('');
  await button('Einladung erzeugen').click();
  await page.getByTestId('invite-link').waitFor();
  const rail = page.getByRole('navigation');
  await rail.getByRole('button', { name: 'Fälle', exact: true }).click();
  await rail.getByRole('button', { name: 'Team', exact: true }).click();
  await button('Einladung erzeugen').waitFor();
  expect(await page.getByTestId('invite-link').count()).toBe(0);
});

test('nobody is let in before the digits were compared', async () => {
  const page = await team('refuse=asking');
  const letIn = button('Ins Team aufnehmen');
  expect(await letIn.isDisabled()).toBe(true);
  expect(await page.getByTestId('join-numbers').locator('li').count()).toBe(12);
  const words = page.getByRole('list', { name: 'Oder dasselbe in Wörtern' });
  expect(await words.getByRole('listitem').count()).toBe(12);
  await page.getByLabel(/^Ich habe alle Ziffern oder alle Wörter mit Birke/).check();
  await page
    .getByRole('region', { name: 'Birke möchte ins Team' })
    .getByRole('button', { name: 'Auswertung' })
    .click();
  await letIn.click();
  await page.getByText('Noch nicht in Kraft').waitFor();
  await page.getByRole('button', { name: 'Birke bearbeiten' }).waitFor();
  expect(await asked('letIn')).toMatchObject([{ roles: ['operator', 'manager'] }]);
});

test('without a connection it is said that nothing is in force, and the request is still there', async () => {
  const page = await team('refuse=asking&link=offline');
  await page.getByLabel(/^Ich habe alle Ziffern/).check();
  await button('Ins Team aufnehmen').click();
  await page.getByText('Nichts wurde geändert').waitFor();
  expect(await button('Ins Team aufnehmen').count()).toBe(1);
});

test('who asks is announced in every room, and the way leads to the digits', async () => {
  const page = await open('refuse=asking');
  await page.getByText('Jemand möchte ins Team').waitFor();
  await button('Zum Team').click();
  await page.getByTestId('join-numbers').waitFor();
});

test('removing says what the other keeps and what it cannot see any more, and Enter alone removes nobody', async () => {
  const page = await team('');
  await button('Mira am Empfang bearbeiten').click();
  await button('Aus dem Team entfernen …').click();
  await page.getByText('Was es schon gelesen hat, behält es').waitFor();
  await page.getByText('Es bekommt keine neue Nachricht mehr').waitFor();
  await focusOn(button('Abbrechen').last());
  await page.keyboard.press('Enter');
  await page.getByText('Es bekommt keine neue Nachricht mehr').waitFor({ state: 'detached' });
  expect(await asked('removeDevice')).toEqual([]);
  await button('Aus dem Team entfernen …').click();
  await button('Entfernen').last().click();
  await page.getByText('Mira am Empfang wurde entfernt.').waitFor();
  expect(await asked('removeDevice')).toHaveLength(1);
  await page.getByRole('list', { name: 'Entfernt' }).getByText('Mira am Empfang').waitFor();
});

test('a question over a sheet takes the keyboard, Escape closes it alone, and the sheet goes on where it was', async () => {
  const page = await team('');
  await button('Mira am Empfang bearbeiten').click();
  await button('Aus dem Team entfernen …').click();
  const question = page.getByRole('dialog').last();
  const here = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await expect.poll(here).toBe('Abbrechen');
  for (let n = 0; n < 4; n += 1) {
    await page.keyboard.press('Tab');
    expect(await question.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.getByText('Was es schon gelesen hat, behält es').waitFor({ state: 'detached' });
  await expect.poll(here).toBe('Aus dem Team entfernen …');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await asked('removeDevice')).toEqual([]);
});

test('removing a coordinator takes the root code, says that the pin changes, and a wrong code changes nothing', async () => {
  const page = await team('refuse=two');
  await button('Mira am Empfang bearbeiten').click();
  const remove = async (code: string) => {
    await button('Aus dem Team entfernen …').click();
    await page.getByText('Danach gilt ein neuer Pin für die Website').waitFor();
    await page.getByLabel('Hauptcode vom Ausdruck').fill(code);
    await button('Entfernen').last().click();
  };
  await remove('7k4m');
  await page.getByText('Dieser Code lässt sich nicht lesen').waitFor();
  await remove('7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA');
  await page.getByRole('list', { name: 'Entfernt' }).getByText('Mira am Empfang').waitFor();
  expect(await asked('removeDevice')).toEqual([]);
});

test('name and roles are saved together, and what did not change is not asked for', async () => {
  const page = await team('');
  await button('Mira am Empfang bearbeiten').click();
  await page.getByLabel('Name', { exact: true }).fill('Mira, Büro 2');
  await button('Speichern').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await asked('nameDevice')).toMatchObject([{ name: 'Mira, Büro 2' }]);
  expect(await asked('setRoles')).toEqual([]);
  await button('Mira, Büro 2 bearbeiten').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Auswertung' }).click();
  await button('Speichern').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await asked('setRoles')).toMatchObject([{ roles: ['operator', 'manager'] }]);
});

test('the name one writes under is changed in the list, and a coordinator is led to the profile with it', async () => {
  const page = await team('');
  await button('Noa bearbeiten').click();
  await page.getByLabel('Name, unter dem du schreibst').fill('Linde');
  await button('Speichern').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await asked('nameSelf')).toEqual([{ name: 'Linde' }]);
  expect(await asked('nameDevice')).toEqual([]);
  await page.getByText(/^Noch nicht im öffentlichen Profil: Linde/).waitFor();
  await button('Zum Profil').click();
  await button('Linde aufnehmen').click();
  await button('Linde aufnehmen').waitFor({ state: 'detached' });
  await expect.poll(() => page.getByLabel('Name im Chat').evaluateAll(valuesOf)).toContain('Linde');
});

test('a device that says it writes under another name than it has here shows both', async () => {
  const page = await team('');
  await page.getByRole('listitem').filter({ hasText: 'Mira am Empfang' }).first().waitFor();
  await page.getByText('schreibt als Mika').waitFor();
});

test('a team with one coordinator is asked for a second', async () => {
  const page = await team('refuse=alone');
  await page.getByText('Nehmt ein zweites dazu').waitFor();
});

test('the first run by invite ends where the digits are, and says what to do meanwhile', async () => {
  const page = await open('vault=none');
  await button('Mit Einladung ins Team').click();
  await page.getByLabel('Einladung', { exact: true }).fill('https://example.org');
  await page.getByLabel('Dein Name im Team und im Chat').fill('Birke');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASS);
  await page.getByLabel('Passphrase wiederholen').fill(PASS);
  await button('Tresor anlegen und anfragen').click();
  await page.getByText('Das ist keine Einladung').waitFor();
  await page.getByLabel('Einladung', { exact: true }).fill(LINK);
  await button('Tresor anlegen und anfragen').click();
  await page.getByRole('region', { name: 'Du wartest auf die Aufnahme ins Team' }).waitFor();
  expect(await page.getByTestId('join-numbers').locator('li').count()).toBe(12);
  expect(await asked('joinTeam')).toMatchObject([
    {},
    { link: LINK, name: 'Birke', language: 'de' },
  ]);
});

const ROOT_CODE = '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA';

/** On an empty machine, as far as the team the code belongs to. */
async function foundByCode(wishes: string) {
  const page = await open(`vault=none${wishes}`);
  await button('Team mit dem Hauptcode wiederherstellen').click();
  await page.getByLabel('Relay-Adresse oder ein alter Link').fill('wss://relay.example.org');
  await page.getByLabel('Hauptcode vom Ausdruck').fill(ROOT_CODE);
  await button('Team suchen').click();
  await page.getByRole('heading', { name: 'Dieser Code gehört zu' }).waitFor();
  return page;
}

async function become(page: Awaited<ReturnType<typeof foundByCode>>) {
  await button('Das ist unser Team').click();
  await page.getByLabel('Dein Name im Team und im Chat').fill('Noa');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASS);
  await page.getByLabel('Passphrase wiederholen').fill(PASS);
  await button('Wiederherstellen').click();
}

test('on an empty machine the root code says whose team it is before anything is made, and lost devices go unless somebody says otherwise', async () => {
  const page = await foundByCode('');
  await page.getByText('Passen Datum und Geräte zu dem, was ihr wisst?').waitFor();
  expect(await page.getByRole('list', { name: 'Geräte in der Liste' }).locator('li').count()).toBe(
    3,
  );
  expect(await asked('regainTeam')).toEqual([]);
  await become(page);
  await page.getByRole('region', { name: 'Geräte im Team' }).waitFor();
  expect(await asked('regainTeam')).toMatchObject([
    { alias: 'Noa', code: ROOT_CODE, lost: [expect.any(String), expect.any(String)] },
  ]);
});

test('what the code does not bring back is said at once, and a code that cannot be read leads nowhere', async () => {
  const page = await open('vault=none');
  await button('Team mit dem Hauptcode wiederherstellen').click();
  await page.getByText('bringt der Code nicht zurück').waitFor();
  await page.getByLabel('Relay-Adresse oder ein alter Link').fill('wss://relay.example.org');
  await page.getByLabel('Hauptcode vom Ausdruck').fill('7K4M');
  await button('Team suchen').click();
  await page.getByText('Dieser Code lässt sich nicht lesen').waitFor();
});

test('a device that is left in the list is said to be able to change the team still', async () => {
  const page = await foundByCode('');
  await button('Das ist unser Team').click();
  const lost = page.getByRole('group', { name: 'Welche koordinierenden Geräte sind verloren?' });
  await lost.getByRole('button').first().waitFor();
  for (const chip of await lost.getByRole('button').all()) await chip.click();
  await page.getByText('Es wird kein Gerät entfernt').waitFor();
});

test('a team that has moved, and a list that ran out, are said before somebody goes on', async () => {
  const page = await foundByCode('&refuse=moved');
  await page.getByRole('alert').getByText('wss://elsewhere.example').waitFor();
  await page.close();
  const over = await foundByCode('&refuse=over');
  await over.getByText('abgelaufen. Die neue gilt dann wieder').waitFor();
});

test('a vault that is made while the line ends asks for the code again, with the reason', async () => {
  const page = await foundByCode('&refuse=half-regain');
  await become(page);
  const card = page.getByRole('region', { name: 'Mit dem Hauptcode koordinieren' });
  await card.getByText('Keine Verbindung').waitFor();
  await card.getByRole('button', { name: 'Koordination übernehmen …' }).click();
  await page.getByLabel('Hauptcode vom Ausdruck').fill(ROOT_CODE);
  await page.getByRole('dialog').getByRole('button', { name: 'Übernehmen' }).click();
  await card.waitFor({ state: 'detached' });
  expect(await asked('regain')).toMatchObject([{ code: ROOT_CODE }]);
});

test('the signed history says of every document what it changed, under which key, and whether one is missing', async () => {
  const page = await team('');
  await button('Ganze Geschichte ansehen').click();
  const list = page.getByRole('list', { name: 'Unterschriebene Geschichte des Teams' });
  await list.getByText('Nr. 9').waitFor();
  const [newest, profile, gap, root] = await list.locator('> li').allTextContents();
  expect(newest).toMatch(/^Nr\. 9.*lückenlos.*nur wieder für 30 Tage unterschrieben/);
  expect(profile).toContain('Öffentliches Profil geändert');
  expect(gap).toMatch(/2 nicht gesehen.*ist dazugekommen \(Auswertung\)/);
  expect(root).toMatch(/neuer Schlüssel.*Alter Laptop wurde entfernt.*nur mit dem Hauptcode/);
});

test('who left and still holds the key is shown so, and a new key takes the root code', async () => {
  const page = await team('refuse=keeper');
  await page.getByText('kennt aber noch den Schlüssel des Teams').waitFor();
  await button('Neuen Schlüssel für das Team …').click();
  await page.getByLabel('Hauptcode vom Ausdruck').fill(ROOT_CODE);
  await button('Schlüssel ersetzen').click();
  await page.getByText('kennt aber noch den Schlüssel').waitFor({ state: 'detached' });
  expect(await asked('removeCoordinator')).toMatchObject([{ code: ROOT_CODE }]);
});

test('who waits can stop, and ask again with another invite', async () => {
  const page = await team('refuse=waiting');
  await button('Nicht mehr warten').click();
  await page.getByLabel('Einladung', { exact: true }).fill(LINK);
  await button('Anfragen').click();
  await page.getByRole('region', { name: 'Du wartest auf die Aufnahme ins Team' }).waitFor();
  expect(await asked('askToJoin')).toMatchObject([{ link: LINK }]);
});

test('who was removed is told so everywhere, and offered nothing that would not work', async () => {
  const page = await team('refuse=removed');
  await page.getByRole('region', { name: 'Dieses Gerät wurde entfernt' }).waitFor();
  expect(await page.getByLabel('Einladung', { exact: true }).count()).toBe(0);
  expect(await button('Einladung erzeugen').count()).toBe(0);
});

test('who waits is told that not every coordinator has the request yet', async () => {
  const page = await team('refuse=waiting');
  await page.getByText('Ein Gerät der Koordination hat die Anfrage noch nicht').waitFor();
});

test('two versions of the team are an alarm in plain words, above everything else', async () => {
  const page = await open('');
  await tell({ type: 'document-stale', expires: Date.now() });
  await tell({ type: 'trouble', trouble: { kind: 'forked-team', count: 0 } });
  const alarm = page.getByText('Das Relay zeigt eine andere Fassung der Teamliste');
  await alarm.waitFor();
  const [told] = await page.getByRole('alert').or(page.getByRole('status')).allTextContents();
  expect(told).toContain('Nur eine kann echt sein');
});

test('every change of the team is said once, and can be put away', async () => {
  const page = await open('');
  const news = {
    seq: 9,
    at: Date.now(),
    device: 'ab'.repeat(16),
    name: 'Birke',
    roles: ['operator'],
  };
  await tell({ type: 'team-news', news: [{ ...news, kind: 'joined' }] });
  await page.getByText('Birke ist dazugekommen (Beratung)').waitFor();
  await button('Hinweis schließen').click();
  await page.getByText('Birke ist dazugekommen').waitFor({ state: 'detached' });
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
