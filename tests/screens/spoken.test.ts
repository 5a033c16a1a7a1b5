/** The desk for whoever has it read out: what happens is said, once, in the words that stand on the screen. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { spokenIn } from '../support/perceived.ts';
import { blankMessage, idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { take, talk } from '../support/ui/table/screen.ts';

const { open, reply, tell, complaints } = screens();

type Region = 'log' | 'status' | 'alert';

/** How often these words stand in regions of this kind that are read out when they change. */
const timesSaid = async (page: Page, region: Region, words: string): Promise<number> => {
  const [spoken, regions] = await Promise.all([
    spokenIn(page.mainFrame()),
    page.locator(`[role=${region}]`).allInnerTexts(),
  ]);
  // What the page shows there and what a screen reader gets of it must be the same.
  if (!spoken[region].some((one) => one.includes(words))) return 0;
  return regions.reduce((sum, text) => sum + text.split(words).length - 1, 0);
};

const onlyIn = async (page: Page, region: Region, words: string): Promise<void> => {
  await expect.poll(() => timesSaid(page, region, words)).toBe(1);
  for (const other of ['log', 'status', 'alert'] as const) {
    if (other !== region) expect(await timesSaid(page, other, words)).toBe(0);
  }
};

test('a message that comes into the open conversation is said once, with who wrote it', async () => {
  const page = await open();
  await talk(page);
  await page.locator('[role=log][aria-live=polite]').waitFor();
  const message = { ...blankMessage, text: 'bist du noch da' };
  await tell({ type: 'message-arrived', conversation: idOf(1), message });
  await onlyIn(page, 'log', 'bist du noch da');
  const article = page.getByRole('article').filter({ hasText: 'bist du noch da' });
  expect(await article.getAttribute('aria-label')).toMatch(/^Ahorn 27 schreibt, /);
  await tell({ type: 'message-arrived', conversation: idOf(1), message });
  await onlyIn(page, 'log', 'bist du noch da');
});

test('older messages that are read back are not said as if they came now', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  const log = page.getByRole('log');
  await page.locator('[role=log][aria-live=polite]').waitFor();
  const heard = await page.evaluateHandle(() => {
    const said: string[] = [];
    const box = document.querySelector('[role=log]');
    if (box === null) throw new Error('no log');
    new MutationObserver((changes) => {
      if (box.getAttribute('aria-live') !== 'polite') return;
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) said.push(node.textContent ?? '');
      }
    }).observe(box, { childList: true, subtree: true });
    return said;
  });
  await log.evaluate((box) => {
    box.scrollTop = 0;
  });
  await page.getByText('Nachricht 100', { exact: true }).waitFor({ state: 'attached' });
  const said = await heard.evaluate((all) => all.filter((text) => text.startsWith('Nachricht')));
  expect(said).toEqual([]);
});

test('whose conversation it is, and that it is closed, is said when it changes, and not before', async () => {
  const page = await open();
  await talk(page);
  expect(await timesSaid(page, 'status', 'Niemand hat es übernommen')).toBe(0);
  await take(page);
  await onlyIn(page, 'status', 'Du antwortest');
  const holder = { device: 'b1b2'.repeat(8), alias: 'Mika', offered: false, own: false };
  const line = { ...blankLine, id: idOf(1), name: 'Ahorn 27', lastAt: Date.now() };
  await tell({ type: 'conversation-changed', summary: { ...line, holder } });
  await onlyIn(page, 'status', 'Mika antwortet');
  await tell({ type: 'conversation-changed', summary: { ...line, status: 'closed' } });
  await onlyIn(page, 'status', 'Abgeschlossen');
});

test('what could not be sent is an alert, once', async () => {
  const page = await open('refuse=send');
  await talk(page);
  await reply().fill('Hallo');
  await reply().press('Enter');
  await onlyIn(page, 'alert', 'Die Festplatte ist voll');
});

test('a notice above every screen is said once, and goes with its press', async () => {
  const page = await open();
  await tell({ type: 'trouble', trouble: { kind: 'journal-damaged', count: 3 } });
  const words = 'beschädigt';
  await onlyIn(page, 'status', words);
  expect(await timesSaid(page, 'alert', words)).toBe(0);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
