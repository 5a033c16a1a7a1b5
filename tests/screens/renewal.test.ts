import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { settings, talk } from '../support/ui/table/screen.ts';

/** New keys for a device: what is said before, what is asked for, and what its team sees afterwards. */
const { open, button, asked, complaints } = screens();

const CODE = '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA';

async function question(wishes: string) {
  const page = await open(wishes);
  await settings(page, 'Sicherheit');
  await button('Neue Schlüssel …').click();
  await page.getByRole('dialog').waitFor();
  return page;
}

const room = async (wishes: string) => {
  const page = await open(wishes);
  await page.getByRole('navigation').getByRole('button', { name: 'Team', exact: true }).click();
  await page.getByRole('region', { name: 'Geräte im Team' }).waitFor();
  return page;
};

test('it says what it means, and asks the vault only once the passphrase is there', async () => {
  const page = await question('refuse=two');
  await page.getByText('Das Gerät verlässt das Team').waitFor();
  await page.getByText('Was schon kopiert ist, bleibt lesbar.').waitFor();
  expect(await page.getByLabel('Hauptcode vom Ausdruck').count()).toBe(0);
  await button('Schlüssel ersetzen').click();
  expect(await asked('renewDevice')).toEqual([]);
  await page.getByLabel('Passphrase des Tresors').fill('falsch');
  await button('Schlüssel ersetzen').click();
  await page.getByText('Das war nicht die Passphrase des Tresors.').waitFor();
  expect(await asked('renewDevice')).toEqual([{ passphrase: 'falsch', code: null }]);
});

test('the only coordinating device is told why, and asked for the root code', async () => {
  const page = await question('refuse=alone');
  await page.getByText('Nur dieses Gerät koordiniert, also').waitFor();
  await page.getByLabel('Passphrase des Tresors').fill('falsch');
  await button('Schlüssel ersetzen').click();
  expect(await asked('renewDevice')).toEqual([]);
  await page.getByLabel('Hauptcode vom Ausdruck').fill(CODE);
  await button('Schlüssel ersetzen').click();
  await page.getByText('Das war nicht die Passphrase des Tresors.').waitFor();
  expect(await asked('renewDevice')).toEqual([{ passphrase: 'falsch', code: CODE }]);
});

test('what this device was before is nobody who could let it in again', async () => {
  const page = await question('refuse=two-of-one');
  await page.getByText('Nur dieses Gerät koordiniert, also').waitFor();
});

test('conversations that are held are offered to be given away first', async () => {
  const page = await open('refuse=two');
  await talk(page);
  await page.keyboard.press('a');
  await expect.poll(async () => (await asked('claim')).length).toBe(1);
  await settings(page, 'Sicherheit');
  await page.getByText('Dieses Gerät führt ein Gespräch.').waitFor();
  await button('Abgeben …').click();
  await page.getByRole('dialog').waitFor();
});

test('a renewed device stands at the door at once, sees what it was, and has nothing to renew', async () => {
  const page = await open('refuse=renewed');
  await page.getByText('Dieses Gerät hat neue Schlüssel.').waitFor();
  await page.getByText('frühere Schlüssel dieses Geräts').waitFor();
  await page.getByLabel('Einladung').waitFor();
  await settings(page, 'Sicherheit');
  await page.getByRole('heading', { name: 'Schlüssel', exact: true }).waitFor();
  expect(await button('Neue Schlüssel …').count()).toBe(0);
});

test('who lets in somebody named like a listed device is told that the old one counts until it is removed', async () => {
  const page = await room('refuse=asking-again');
  await page.getByText('Im Team steht schon ein Gerät namens Mira am Empfang.').waitFor();
});

test('who lets in somebody new is told nothing of the kind', async () => {
  const page = await room('refuse=asking');
  await button('Ins Team aufnehmen').waitFor();
  expect(await page.getByText('Im Team steht schon ein Gerät').count()).toBe(0);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
