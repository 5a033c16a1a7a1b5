/** What this device missed, over a fake desk: the quiet line, its way out, and the mark under what was told. */
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { hex } from '../support/ui/fake-parts.ts';
import { blankMessage, idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, asked, tell, complaints } = screens();

const view = { state: 'running', from: hex('81c0'), checked: 340, total: 1200 };

test('a quiet line says how far it is and from whom, pauses, and goes on', async () => {
  const page = await open();
  const line = page.getByRole('region', { name: 'Was dieses Gerät verpasst hat' });
  await button(/^Ahorn|Alle/)
    .first()
    .waitFor();
  expect(await line.count()).toBe(0);
  await tell({ type: 'catch-up', view });
  await line.getByText('340 von etwa 1.200 Nachrichten, von Mira am Empfang').waitFor();
  await button('Anhalten').click();
  await line.getByText('Nachholen angehalten bei 340').waitFor();
  await button('Weiter').click();
  await button('Anhalten').waitFor();
  expect(await asked('pauseCatchUp')).toEqual([{ paused: true }, { paused: false }]);
  await tell({ type: 'catch-up', view: null });
  await line.waitFor({ state: 'detached' });
  expect(complaints()).toEqual([]);
});

test('nobody there, or no relay: the line says what it waits for and offers nothing', async () => {
  const page = await open();
  const line = page.getByRole('region', { name: 'Was dieses Gerät verpasst hat' });
  await tell({ type: 'catch-up', view: { ...view, state: 'waiting', from: null } });
  await line.getByText('sobald jemand im Team die App offen hat').waitFor();
  expect(await line.getByRole('button').count()).toBe(0);
  await tell({ type: 'catch-up', view: { ...view, state: 'offline' } });
  await line.getByText('sobald das Relay erreichbar ist').waitFor();
});

test('what a colleague told stands where it belongs, says so, and leads to what that means', async () => {
  const page = await open();
  await talk(page);
  const message = { ...blankMessage, text: 'Vor drei Wochen', told: hex('81c0') };
  await tell({ type: 'message-arrived', conversation: idOf(1), message });
  await button('erzählt von Mira am Empfang').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('tritt es an ihre Stelle').waitFor();
  expect(complaints()).toEqual([]);
});

/** A colleague's word of having erased the conversation on screen. */
async function withWord(wishes = '') {
  const page = await open(wishes);
  await page.getByText('Kiefer 91').click();
  await page.getByRole('log').waitFor();
  const summary = { ...blankLine, id: idOf(3), name: 'Kiefer 91', erasedBy: hex('81c0') };
  await tell({ type: 'conversation-changed', summary });
  await page.getByText('Mira am Empfang hat dieses Gespräch gelöscht').waitFor();
  await expect.poll(() => page.getByText('anderswo gelöscht').count()).toBe(1);
  return page;
}

test('what a colleague has erased is said by name and erased here by a person alone', async () => {
  const page = await withWord();
  expect(await asked('eraseConversation')).toEqual([]);
  await button('Gespräch löschen …').click();
  await page.getByRole('dialog').getByRole('textbox').fill('Kiefer 91');
  await button('Endgültig löschen').click();
  await expect.poll(() => asked('eraseConversation')).toEqual([{ conversation: idOf(3) }]);
  expect(complaints()).toEqual([]);
});

test('whoever decides to keep it says so with one button, and is asked no more', async () => {
  const page = await withWord();
  await button('Hier behalten').click();
  await page
    .getByText('Mira am Empfang hat dieses Gespräch gelöscht')
    .waitFor({ state: 'detached' });
  await expect.poll(() => page.getByText('anderswo gelöscht').count()).toBe(0);
  expect(await asked('keepAnyway')).toEqual([{ conversation: idOf(3) }]);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^reply-/u);
  expect(await asked('eraseConversation')).toEqual([]);
  expect(complaints()).toEqual([]);
});

test('a decision that could not be saved says so, and is still to be made', async () => {
  const page = await withWord('refuse=keepAnyway');
  await button('Hier behalten').click();
  const told = page.getByRole('alert').getByText('Das ließ sich nicht speichern.');
  await told.waitFor();
  expect(await page.getByText('Mira am Empfang hat dieses Gespräch gelöscht').count()).toBe(1);
  expect(complaints()).toEqual([]);
});

test('a conversation on screen is read anew when something was told of it', async () => {
  const page = await open();
  await talk(page);
  const before = (await asked('read')).length;
  await tell({ type: 'talk-told', conversation: idOf(1) });
  await expect.poll(async () => (await asked('read')).length).toBe(before + 1);
  await tell({ type: 'talk-told', conversation: idOf(3) });
  await tell({ type: 'talk-told', conversation: idOf(1) });
  await expect.poll(async () => (await asked('read')).length).toBe(before + 2);
});

test('a new device is asked about, compared, and told only after a yes; a no can be taken back', async () => {
  const page = await open('refuse=newcomer');
  await page.getByText('Mira am Empfang ist neu und möchte lesen').waitFor();
  await button('Zum Team').click();
  const yes = button('Ja, weitergeben');
  await yes.waitFor();
  expect(await yes.isDisabled()).toBe(true);
  await button('Nein, nichts weitergeben').click();
  await button('Noch einmal überlegen').click();
  await page.getByRole('checkbox', { name: /verglichen/ }).check();
  await yes.click();
  await yes.waitFor({ state: 'detached' });
  const device = hex('81c0');
  expect(await asked('tellEarlier')).toEqual([
    { device, said: 'no' },
    { device, said: null },
    { device, said: 'yes' },
  ]);
  expect(complaints()).toEqual([]);
});

test('a device that waits for a yes shows what a colleague compares', async () => {
  const page = await open();
  await tell({ type: 'catch-up', view: { ...view, state: 'waiting', from: null } });
  await page.getByText('muss dort auch jemand Ja sagen').waitFor();
  await page.getByRole('button', { name: 'Team', exact: true }).first().click();
  await page.getByText('Dieses Gerät wartet auf ein Ja').waitFor();
  expect(complaints()).toEqual([]);
});
