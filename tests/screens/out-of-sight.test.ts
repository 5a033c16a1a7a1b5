/** What somebody has put out of sight, in the conversation, the queue and the search, over a fake desk. */
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, asked, complaints } = screens();

test('everything of a person is hidden by one press, a message is shown by a tap, and the queue follows', async () => {
  const page = await open();
  await talk(page);
  const hidden = page.getByRole('log').getByRole('button', { name: /^Ausgeblendet/ });
  await button('Alles von dieser Person ausblenden').click();
  await expect.poll(() => hidden.count()).toBe(3);
  await page.getByRole('list', { name: 'Gespräche' }).getByText('ausgeblendet').waitFor();
  await hidden.first().click();
  await expect.poll(() => hidden.count()).toBe(2);
  await button('Alles von dieser Person wieder zeigen').click();
  await expect.poll(() => hidden.count()).toBe(0);
  expect(await asked('veil')).toMatchObject([
    { message: null, hidden: true },
    { message: idOf(101), hidden: false },
    { message: null, hidden: false },
  ]);
});

test('what cannot be hidden any more says so where it was pressed', async () => {
  const page = await open('refuse=veil');
  await talk(page);
  await page.getByRole('log').getByRole('button', { name: 'Ausblenden' }).first().click();
  await page
    .getByRole('alert')
    .getByText(/^So viele einzelne Nachrichten/)
    .waitFor();
});

test('a hit that is out of sight names its place and no words', async () => {
  const page = await open();
  await page.keyboard.press('Control+f');
  await page.getByRole('combobox').fill('sport');
  await page.getByRole('option').getByText('Hier ausgeblendet').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
