import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';

/** What is kept, for how long, and what becomes of it when somebody asks. */
const { open, button, asked, complaints } = screens();

const part = async (name: string): Promise<void> => {
  await button('Sicherheit & Aufbewahrung').click();
  await button(name).click();
};

const look = async (code: string) => {
  const page = await open();
  await part('Auskunft und Löschen');
  await page.getByLabel('Rückkehrcode oder sein Fingerabdruck').fill(code);
  await button('Nachsehen').click();
  await page.getByText('Fall 2026-0117', { exact: true }).waitFor();
  return page;
};

const erase = async (word: string, page: Awaited<ReturnType<typeof open>>) => {
  await page.getByRole('textbox', { name: word }).fill(word);
  await button('Endgültig löschen').click();
};

test('of two cases the one without a hold goes, and what stays is named instead of “all is gone”', async () => {
  const page = await look('1111-2222');
  await page.getByText('Fall 2026-0117-b').waitFor();
  expect(await page.getByText('gesperrt gegen Löschen').count()).toBe(1);
  await button('Löschen, was nicht gesperrt ist …').click();
  await page.getByText('Die gesperrten und das Gespräch bleiben.').waitFor();
  await erase('2026-0117', page);
  await page.getByText('Gelöscht ist, was nicht gesperrt war. Noch da:').waitFor();
  await page.getByText('Fall 2026-0117-b').waitFor();
  expect(await page.getByText('Fall 2026-0117', { exact: true }).count()).toBe(0);
  expect(await page.getByText('Auf diesem Gerät ist davon nichts mehr lesbar').count()).toBe(0);
});

test('where no hold keeps anything, conversation and case go at one press, and that is said', async () => {
  const page = await look('3333-4444');
  await button('Gespräch und Akte löschen …').click();
  await erase('2026-0117', page);
  await page.getByText('Auf diesem Gerät ist davon nichts mehr lesbar').waitFor();
  expect(await asked('eraseConversation')).toHaveLength(1);
  expect(await asked('eraseCase')).toEqual([]);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
