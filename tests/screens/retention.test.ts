import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';

/** What is kept, for how long, and what becomes of it when somebody asks. */
const { open, button, asked, tell, complaints } = screens();

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

const due = 'Für einiges auf diesem Gerät ist die Löschfrist um.';

test('that something is due is one line that leads to the list, and is over with the run', async () => {
  const page = await open();
  await tell({ type: 'retention-due', due: true });
  await page.getByText(due).waitFor();
  await button('Ansehen').click();
  await page.getByText('Kiefer 91').first().waitFor();
  await page.getByText(due).waitFor({ state: 'detached' });
  expect(await asked('runRetention')).toEqual([]);
});

test('it can be put off, and then the line is gone', async () => {
  const page = await open();
  await tell({ type: 'retention-due', due: true });
  await button('In einer Woche wieder').click();
  await page.getByText(due).waitFor({ state: 'detached' });
  expect(await asked('putOffRetention')).toHaveLength(1);
  expect(await asked('previewRetention')).toEqual([]);
});

test('other periods of the team are told, and said to be read by whoever looks', async () => {
  const page = await open();
  await tell({ type: 'retention-news', news: true });
  const news = page.getByText('Die Löschfristen des Teams sind geändert.');
  await news.waitFor();
  await button('Ansehen').click();
  await news.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Fristen', exact: true }).waitFor();
  expect(await asked('readRetentionNews')).toHaveLength(1);
});

test('below the periods stands that figures are kept without limit', async () => {
  const page = await open();
  await part('Löschfristen');
  await page.getByRole('rowheader', { name: /^Statistik: unbegrenzt/ }).waitFor();
});

test('other periods that arrive while somebody looks at them stand there', async () => {
  const page = await open('refuse=member');
  await part('Löschfristen');
  await page.getByRole('rowheader', { name: /^Protokoll/ }).waitFor();
  const before = (await asked('retention')).length;
  await tell({ type: 'paper-changed', name: 'retention' });
  await expect.poll(async () => (await asked('retention')).length).toBe(before + 1);
});

test('periods of a newer version say that nothing becomes due', async () => {
  const page = await open('refuse=newer-rules');
  await part('Löschfristen');
  await page.getByText('wird auf diesem Gerät nichts fällig').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
