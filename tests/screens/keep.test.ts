import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';

/** What is asked of a person about the vault itself. */
const { open, button, asked, tell, complaints } = screens();

const CODE = '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA';

test('a code that nobody confirmed is said, leads to the settings, and is over once one is confirmed', async () => {
  const page = await open();
  await tell({ type: 'trouble', trouble: { kind: 'recovery-unseen', count: 1 } });
  const notice = page.getByText('niemand hat bestätigt');
  await notice.waitFor();
  await button('Sicherheit').last().click();
  await button('Neuen Code anlegen').click();
  await page.getByLabel('Passphrase des Tresors').fill('richtig');
  await button('Neuen Code anlegen').click();
  await page.getByTestId('recovery-code').waitFor();
  expect(await asked('confirmRecoveryCode')).toEqual([]);
  await page.getByText('Nicht bestätigt').waitFor();
  await page.getByLabel('Ich habe ihn sicher aufbewahrt').check();
  await button('Fertig').click();
  await notice.waitFor({ state: 'detached' });
  expect(await asked('confirmRecoveryCode')).toEqual([{ code: CODE }]);
  await page.getByText(/^Angelegt am/).waitFor();
});

test('an old profile that was put back stays said until somebody has told the coordinator', async () => {
  const page = await open();
  await tell({ type: 'trouble', trouble: { kind: 'older-profile', count: 7 } });
  const notice = page.getByText('Jemand hat einen alten Ordner zurückgelegt');
  await notice.waitFor();
  expect(await button('Hinweis schließen').count()).toBe(0);
  await button('Koordination weiß Bescheid').click();
  await notice.waitFor({ state: 'detached' });
  expect(await asked('acknowledgeAlarm')).toHaveLength(1);
});

test('a full vault is said with its number, and leads to what makes room', async () => {
  const page = await open();
  await tell({ type: 'trouble', trouble: { kind: 'vault-full', count: 180_000 } });
  await page.getByText('Mehr als 180.000 Gespräche und Fälle').waitFor();
  await button('Löschfristen').click();
  await page.getByRole('heading', { name: 'Löschfristen' }).first().waitFor();
});

test('rows that were changed outside the app and put right are one line, which leads to the log', async () => {
  const page = await open();
  await tell({ type: 'trouble', trouble: { kind: 'copy-repaired', count: 2 } });
  await page.getByText('2 Einträge waren außerhalb dieses Programms verändert').waitFor();
  await tell({ type: 'trouble', trouble: { kind: 'copy-repaired', count: 3 } });
  await page.getByText('5 Einträge waren außerhalb dieses Programms verändert').waitFor();
  await button('Protokoll').click();
  await page.getByRole('heading', { name: 'Protokoll' }).first().waitFor();
});

test('messages that a fault of ours keeps from being shown are told of', async () => {
  const page = await open();
  await tell({ type: 'trouble', trouble: { kind: 'set-aside', count: 2 } });
  await page.getByText('2 Nachrichten sind angekommen, aber durch einen Fehler').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
