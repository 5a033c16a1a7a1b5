/** What a colleague holds: nobody answers beside them without saying so, over a fake desk. */
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, reply, asked, complaints } = screens();

const asks = 'Dieses Gespräch ist bei Mika.';

test('a second answer is asked about once, and goes out beside a colleague only when somebody says so', async () => {
  const page = await open('refuse=mika');
  await talk(page);
  await reply().fill('Ich auch');
  await reply().press('Enter');
  const question = page.getByRole('group', { name: asks });
  await question.waitFor();
  expect(await reply().inputValue()).toBe('Ich auch');
  await button('Daneben antworten').click();
  await page.getByRole('log').getByText('Ich auch').waitFor();
  await question.waitFor({ state: 'detached' });
  await reply().fill('Und noch etwas');
  await reply().press('Enter');
  await page.getByRole('log').getByText('Und noch etwas').waitFor();
  expect((await asked('send')).map((one) => (one as { held?: string }).held)).toEqual([
    undefined,
    'beside',
    'beside',
  ]);
});

test('taking over sends, and the conversation is answered here from then on', async () => {
  const page = await open('refuse=mika');
  await talk(page);
  await reply().fill('Ich mache weiter');
  await reply().press('Enter');
  await button('Übernehmen und senden').click();
  await page.getByRole('log').getByText('Ich mache weiter').waitFor();
  await page.getByRole('group', { name: 'Arbeit im Team' }).getByText('Du antwortest').waitFor();
});

test('left alone, nothing is sent and everything typed stays', async () => {
  const page = await open('refuse=mika');
  await talk(page);
  await reply().fill('Ich auch');
  await reply().press('Enter');
  await page.getByRole('group', { name: asks }).waitFor();
  await button('Noch nicht senden').click();
  await page.getByRole('group', { name: asks }).waitFor({ state: 'detached' });
  expect(await reply().inputValue()).toBe('Ich auch');
  expect(await asked('send')).toHaveLength(1);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
