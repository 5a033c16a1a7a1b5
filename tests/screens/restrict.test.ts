/** Who may read a conversation on: choosing, the lock, and what whoever was left out is told. */
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, asked, button, reply, complaints } = screens();

test('L restricts to chosen devices, says what follows from it, and shows the lock in list and head', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('l');
  const sheet = page.getByRole('dialog', { name: 'Wer darf weiterlesen?' });
  await sheet.getByText('Was andere schon gelesen haben, bleibt auf ihren Geräten').waitFor();
  expect(await sheet.getByRole('button', { name: 'Wieder für alle öffnen' }).count()).toBe(0);
  await sheet.getByRole('button', { name: /^Mika/ }).click();
  await sheet.getByRole('button', { name: 'Einschränken', exact: true }).click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await asked('restrict')).toMatchObject([{ devices: ['b1b2'.repeat(8)] }]);
  await page.getByText('Nur du, Gerät b1b2b1').waitFor();
  await page.getByText('Beim Relay noch nicht angekommen.').waitFor();
  await page.getByRole('img', { name: 'eingeschränkt' }).waitFor();
  await reply().waitFor();
  expect(complaints()).toEqual([]);
});

test('a restriction is lifted by the same key, and the sheet says what the others can catch up on', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('l');
  await button('Einschränken').click();
  await page.getByText('Nur dieses Gerät liest weiter').waitFor();
  await page.keyboard.press('l');
  await page.getByText('Nach dem Öffnen können die anderen nachholen').waitFor();
  await button('Wieder für alle öffnen').click();
  await expect.poll(() => page.getByRole('img', { name: 'eingeschränkt' }).count()).toBe(0);
  expect(await asked('restrict')).toMatchObject([{ devices: [] }, { devices: null }]);
});

test('who was left out sees who reads on, keeps what is here, and has nothing to write with', async () => {
  const page = await open('refuse=left-out');
  await talk(page);
  await page.getByRole('log').getByText('Ist gerade jemand bei dir?').waitFor();
  await page.getByText('Was hier steht, bleibt auf diesem Gerät.').waitFor();
  expect(await reply().count()).toBe(0);
  expect(await button('Notiz fürs Team').count()).toBe(0);
  await page.keyboard.press('n');
  await page.keyboard.press('l');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('what is refused is said, and nothing is shown as done', async () => {
  const page = await open('refuse=restrict');
  await talk(page);
  await page.keyboard.press('l');
  await button('Einschränken').click();
  await page.getByRole('alert').getByText('Das darf nur, wer koordiniert').waitFor();
  expect(await page.getByRole('img', { name: 'eingeschränkt' }).count()).toBe(0);
});
