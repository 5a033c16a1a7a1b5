/** Calling colleagues for help, and being called. */
import { expect, test } from 'vitest';
import { PLAIN_RULES } from '../../src/contract/duty.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn, talk } from '../support/ui/table/screen.ts';

const { open, button, asked, complaints } = screens();

test('one key asks, one press calls with the conversation that is open, and who comes is said', async () => {
  const page = await open('refuse=coming');
  await talk(page);
  await page.keyboard.press('!');
  await page.getByText('gleich in das Gespräch mit Ahorn 27').waitFor();
  await focusOn(button('Jetzt rufen'));
  await page.keyboard.press('Enter');
  await page.getByText('David kommt.').waitFor();
  expect(await asked('callHelp')).toEqual([{ about: idOf(1) }]);
  await button('Beenden').click();
  await page.getByText('David kommt.').waitFor({ state: 'detached' });
});

test('whoever waits for somebody who does not come calls everybody once more', async () => {
  const page = await open('refuse=coming');
  await button(/^Noa, verfügbar/).click();
  await page.getByRole('menuitem', { name: /Das Team um Hilfe rufen/ }).click();
  await button('Jetzt rufen').click();
  await page.getByText('David kommt.').waitFor();
  await button('Noch einmal rufen').click();
  await expect.poll(() => asked('callHelp')).toEqual([{ about: null }, { about: null }]);
});

test('whoever is called comes with one press: back from the break, and in the conversation', async () => {
  const page = await open('refuse=called');
  await page.getByText('Mika braucht Hilfe.').waitFor();
  await page.keyboard.press('p');
  await page.getByText('Nur ein Hilferuf aus dem Team erreicht dich noch.').waitFor();
  await button('Ich komme').click();
  await page.getByText('Du kommst zu Mika.').waitFor();
  await page.getByRole('region', { name: /Linde 08/ }).waitFor();
  expect(await asked('setDuty')).toEqual([{ duty: 'away' }, { duty: 'available' }]);
});

test('a call that went to nobody says so and names the telephone', async () => {
  const page = await open('refuse=callHelp');
  await button(/^Noa, verfügbar/).click();
  await page.getByRole('menuitem', { name: /Das Team um Hilfe rufen/ }).click();
  await button('Jetzt rufen').click();
  await page.getByText('Niemand wurde gerufen. Nimm das Telefon.').waitFor();
});

test('whoever does not want to be called says so with a switch of its own', async () => {
  const page = await open();
  await button('Sicherheit & Aufbewahrung').click();
  await button('Da sein').click();
  await page.getByRole('group', { name: 'Hilferufe hören' }).getByText('Nein').click();
  await expect
    .poll(() => asked('setDutyRules'))
    .toEqual([{ rules: { ...PLAIN_RULES, help: false } }]);
  expect(complaints()).toEqual([]);
});
