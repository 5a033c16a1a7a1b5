/** Queue, conversation and what stands above them, over a fake desk: what hands and keys do. */
import { expect, test } from 'vitest';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn, talk } from '../support/ui/table/screen.ts';

const { open, button, reply, asked, tell, complaints } = screens();

test('from the keyboard alone: open, reply, send', async () => {
  const page = await open();
  await page.keyboard.press('j');
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  await page.keyboard.press('r');
  await focusOn(reply());
  await page.keyboard.type('Ich bin da.');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('Erzähl in Ruhe.');
  await page.keyboard.press('Enter');
  await page.getByRole('article').getByText('Ich bin da.\nErzähl in Ruhe.').waitFor();
  await page
    .getByText(/^zugestellt/)
    .last()
    .waitFor();
  expect(await reply().inputValue()).toBe('');
  expect(await asked('send')).toMatchObject([{ text: 'Ich bin da.\nErzähl in Ruhe.' }]);
});

test('too long a text is kept, counted and explained', async () => {
  const page = await open();
  await talk(page);
  await reply().fill('a'.repeat(4001));
  await page.getByText('1 Zeichen zu viel').waitFor();
  await reply().press('Enter');
  await page.getByRole('alert').getByText('zu lang').waitFor();
  expect(await reply().inputValue()).toHaveLength(4001);
  expect(await asked('send')).toEqual([]);
});

test('a full disk keeps the text and says why', async () => {
  const page = await open('refuse=send');
  await talk(page);
  await reply().fill('Hallo');
  await reply().press('Enter');
  await page.getByRole('alert').getByText('Die Festplatte ist voll').waitFor();
  expect(await reply().inputValue()).toBe('Hallo');
});

test('each conversation keeps its draft', async () => {
  const page = await open();
  await talk(page);
  await reply().fill('Entwurf für Ahorn');
  await talk(page, 'Kiefer 91');
  await page.getByRole('region', { name: 'Gespräch mit Kiefer 91' }).waitFor();
  expect(await reply().inputValue()).toBe('');
  await talk(page);
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  expect(await reply().inputValue()).toBe('Entwurf für Ahorn');
});

test('what is typed is kept a moment after the last letter, and no more once it was sent', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await reply().pressSequentially('Magst du mir');
  await expect.poll(() => asked('keepDraft')).toMatchObject([{ text: 'Magst du mir' }]);
  await page.getByText('Entwurf bleibt versiegelt auf diesem Gerät').waitFor();
  await reply().pressSequentially(' sagen, wann?');
  await reply().press('Enter');
  await page.getByRole('article').getByText('Magst du mir sagen, wann?').waitFor();
  await page.waitForTimeout(800);
  expect(await asked('keepDraft')).toHaveLength(1);
});

test('a draft that cannot be kept says so', async () => {
  const page = await open('refuse=keepDraft');
  await talk(page);
  await reply().fill('Hallo');
  await page.getByRole('status').getByText('Entwurf konnte nicht gesichert werden').waitFor();
});

test('enter twice in a row sends once', async () => {
  const page = await open();
  await talk(page);
  await reply().fill('Einmal.');
  await reply().evaluate((box) => {
    const enter = { key: 'Enter', bubbles: true, cancelable: true };
    box.dispatchEvent(new KeyboardEvent('keydown', enter));
    box.dispatchEvent(new KeyboardEvent('keydown', enter));
  });
  await page.getByRole('article').getByText('Einmal.').waitFor();
  expect(await asked('send')).toHaveLength(1);
});

test('what reporters write is text: no markup, no link', async () => {
  const page = await open();
  await talk(page, 'Linde 08');
  await page.getByText('<b>Kein</b> Markup & kein Link').waitFor();
  expect(await page.getByRole('log').locator('a, b').count()).toBe(0);
});

test('what is stuck is tried at once by a press, as the same message, and the keyboard stays in the messages', async () => {
  const page = await open();
  await talk(page, 'Linde 08');
  await page.getByText(/^nicht zustellbar/).waitFor();
  await button('Jetzt versuchen').press('Enter');
  await button('Jetzt versuchen').waitFor({ state: 'detached' });
  expect(await asked('sendAgain')).toEqual([{ conversation: idOf(2), message: idOf(205) }]);
  await focusOn(page.getByRole('log'));
});

test('what cannot go out again says why and can be tried once more', async () => {
  const page = await open('refuse=sendAgain');
  await talk(page, 'Linde 08');
  await button('Jetzt versuchen').click();
  await page.getByRole('alert').getByText('Die Festplatte ist voll').waitFor();
  await button('Jetzt versuchen').waitFor();
});

test('scrolling up brings the page before without moving what is being read', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await page.getByText('Nachricht 160', { exact: true }).waitFor();
  const log = page.getByRole('log');
  // The whole page is drawn a moment after its newest messages.
  await page.getByText('Nachricht 111', { exact: true }).waitFor({ state: 'attached' });
  expect(await page.getByText('Nachricht 100', { exact: true }).count()).toBe(0);
  await log.evaluate((box) => {
    box.scrollTop = 0;
  });
  await page.getByText('Nachricht 100', { exact: true }).waitFor({ state: 'attached' });
  await page.getByText('Nachricht 111', { exact: true }).waitFor();
  await expect.poll(() => log.evaluate((box) => box.scrollTop)).toBeGreaterThan(500);
});

test('a new message is shown at the end, and the queue says who waits', async () => {
  const page = await open();
  await talk(page);
  await page.getByText('ich hab angst').waitFor();
  await tell({
    type: 'message-arrived',
    conversation: '1'.padStart(32, '0'),
    message: {
      id: 'f'.repeat(32),
      at: Date.now(),
      gap: false,
      forked: false,
      kind: 'text',
      author: 'reporter',
      text: 'bist du noch da',
    },
  });
  const fresh = page.getByText('bist du noch da');
  await fresh.waitFor();
  await expect
    .poll(() => fresh.evaluate((box) => box.getBoundingClientRect().bottom < innerHeight))
    .toBe(true);
});

test('reading a conversation is told once, while the window is in front', async () => {
  const page = await open();
  await talk(page);
  await expect.poll(() => asked('seen')).toHaveLength(1);
});

test('a narrow window shows one pane and a way back', async () => {
  const page = await open('', { width: 800, height: 700 });
  await talk(page);
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  expect(await page.getByRole('region', { name: 'Posteingang' }).count()).toBe(0);
  // The room keeps its title for whoever has it read out.
  await page.getByRole('heading', { level: 1, name: 'Posteingang' }).waitFor();
  await button('Zurück').click();
  await page.getByRole('region', { name: 'Posteingang' }).waitFor();
});

test('search from the keyboard alone leads to the message that was found', async () => {
  const page = await open();
  await page.keyboard.press('Control+f');
  await focusOn(page.getByRole('combobox'));
  await page.keyboard.type('sport');
  await page.getByRole('option').first().waitFor();
  expect(await page.getByRole('option').locator('b').count()).toBe(0);
  // What is tagged stands first.
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'gestern nach sport', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
  await page.locator('[data-sought=true]').getByText('gestern nach sport').waitFor();
});

test('a search by who wrote it says what it leaves out, and notes are looked for alone', async () => {
  const page = await open();
  await page.keyboard.press('Control+f');
  await focusOn(page.getByRole('combobox'));
  await page.keyboard.type('sport');
  await page.getByRole('option').first().waitFor();
  await button('Filter').click();
  expect(await page.getByText('wer sie geschrieben hat').count()).toBe(0);
  await page.getByRole('textbox', { name: 'Geschrieben von' }).fill('Mira');
  await page.getByText('wer sie geschrieben hat').waitFor();
  await page.getByRole('button', { name: 'Notizen' }).click();
  await expect
    .poll(async () => (await asked('search')).at(-1))
    .toMatchObject({ operator: 'Mira', kinds: ['note'] });
  await page.getByRole('option', { name: 'Nach dem Sport wird sie abgeholt' }).waitFor();
});

test('ten thousand conversations come in pages', async () => {
  await open('many=10000');
  await button('Alle 10006').waitFor();
  await expect.poll(async () => (await asked('conversations')).length).toBeGreaterThan(5);
  expect((await asked('conversations'))[0]).toEqual({ from: 0, limit: 50 });
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
