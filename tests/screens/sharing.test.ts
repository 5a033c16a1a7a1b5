/** Sharing conversations with colleagues, by keyboard: taking, notes, tags, closing, over a fake desk. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn, talk } from '../support/ui/table/screen.ts';

const { open, button, asked, tell, complaints } = screens();

/** Two presses before the screen is drawn anew: as close as a double click can come. */
const pressTwice = (place: Locator): Promise<void> =>
  place.evaluate((pressed: HTMLElement) => {
    pressed.click();
    pressed.click();
  });

const kiefer = { ...blankLine, id: idOf(3), name: 'Kiefer 91', lastAt: Date.now() };
const closed = { ...kiefer, status: 'closed', outcome: 'helped' };

test('A takes a conversation that is free, and then A is not offered', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('a');
  const bar = page.getByRole('group', { name: 'Arbeit im Team' });
  await bar.getByText('Du antwortest').waitFor();
  expect(await asked('claim')).toMatchObject([{ anyway: false }]);
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Notiz fürs Team').waitFor();
  expect(await page.getByRole('dialog').getByText('Gespräch übernehmen').count()).toBe(0);
});

test('a colleague who answers is named, and taking it anyway is a press of its own', async () => {
  const page = await open();
  const holder = { device: 'b1b2'.repeat(8), alias: 'Mika', offered: false, own: false };
  const summary = { ...blankLine, id: idOf(3), name: 'Kiefer 91', lastAt: Date.now(), holder };
  await tell({ type: 'conversation-changed', summary });
  await talk(page, 'Kiefer 91');
  await page.getByText('Mika antwortet').waitFor();
  await button('Trotzdem übernehmen').click();
  await expect.poll(() => asked('claim')).toMatchObject([{ anyway: true }]);
});

test('A in a conversation that a colleague answers asks first, and leaves it to them unless one says so', async () => {
  const page = await open();
  const holder = { device: 'b1b2'.repeat(8), alias: 'Mika', offered: false, own: false };
  await tell({ type: 'conversation-changed', summary: { ...kiefer, holder } });
  await talk(page, 'Kiefer 91');
  await page.keyboard.press('a');
  const asks = page.getByRole('dialog', { name: 'Mika antwortet' });
  await focusOn(asks.getByRole('button', { name: 'Abbrechen' }));
  await page.keyboard.press('Enter');
  await asks.waitFor({ state: 'detached' });
  expect(await asked('claim')).toEqual([]);
  await page.keyboard.press('a');
  await asks.getByRole('button', { name: 'Trotzdem übernehmen' }).click();
  await asks.waitFor({ state: 'detached' });
  expect(await asked('claim')).toMatchObject([{ anyway: true }]);
});

test('N writes a note that stands in the conversation, for the team only', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('n');
  await page.getByLabel('Notiz', { exact: true }).fill('Dritter Vorfall an der Schule.');
  await button('Notiz speichern').click();
  await page.getByRole('log').getByText('Dritter Vorfall an der Schule.').waitFor();
  expect(await asked('send')).toEqual([]);
});

test('T sets tags, each once', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('t');
  await page.getByLabel('Schlagwörter, mit Komma getrennt').fill('Schule, Film, Schule');
  await button('Speichern').click();
  await page.getByRole('group', { name: 'Arbeit im Team' }).getByText('Film').waitFor();
  expect(await asked('setWork')).toMatchObject([{ change: { tags: ['Schule', 'Film'] } }]);
});

test('E closes with an outcome; what is closed stands in a view of its own and can be opened again', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('e');
  await button('geholfen').click();
  await button('Abschließen').click();
  await button('Mehr').click();
  await button('Abgeschlossen 1').click();
  await expect
    .poll(() => asked('setWork'))
    .toMatchObject([{ change: { status: 'closed', outcome: 'helped' } }]);
  await button('Wieder öffnen').click();
  await button('Abgeschlossen 0').waitFor();
});

test('closing as abuse mutes, and says what that means', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('e');
  await button('Missbrauch').click();
  await page.getByText('ruft aber niemanden').waitFor();
  await button('Als Missbrauch abschließen').click();
  await expect
    .poll(() => asked('setWork'))
    .toMatchObject([{ change: { status: 'muted', outcome: 'abuse' } }]);
  // Its reporter is told of what was read like anybody.
  await expect.poll(async () => (await asked('seen')).length).toBe(2);
});

test('what somebody else holds is not closed, and that is said', async () => {
  const page = await open('refuse=held');
  await talk(page);
  await page.keyboard.press('e');
  await button('geholfen').click();
  await button('Abschließen').click();
  await page.getByRole('alert').getByText('Jemand anderes hat das Gespräch').waitFor();
});

/** Everything that writes by a press, and what must be asked for once. */
const writes = [
  {
    what: 'a note',
    asks: 'note',
    go: 'Notiz speichern',
    begin: async (page: Page) => {
      await page.keyboard.press('n');
      await page.getByLabel('Notiz', { exact: true }).fill('Einmal.');
    },
  },
  {
    what: 'tags',
    asks: 'setWork',
    go: 'Speichern',
    begin: async (page: Page) => {
      await page.keyboard.press('t');
      await page.getByLabel('Schlagwörter, mit Komma getrennt').fill('Film');
    },
  },
  {
    what: 'closing',
    asks: 'setWork',
    go: 'Abschließen',
    begin: async (page: Page) => {
      await page.keyboard.press('e');
      await page.getByRole('button', { name: 'geholfen' }).click();
    },
  },
  {
    what: 'opening again',
    asks: 'setWork',
    go: 'Wieder öffnen',
    begin: async () => await tell({ type: 'conversation-changed', summary: closed }),
  },
  { what: 'taking', asks: 'claim', go: 'Übernehmen', begin: async () => undefined },
] as const;

test.each(writes)('a double click writes once: $what', async ({ asks, go, begin }) => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await begin(page);
  await pressTwice(page.getByRole('button', { name: go, exact: true }));
  await page.getByRole('button', { name: go, exact: true }).waitFor({ state: 'detached' });
  expect(await asked(asks)).toHaveLength(1);
});

test('what a colleague tagged meanwhile stays: only what was added and taken away here is saved', async () => {
  const page = await open();
  const tagged = (...tags: string[]) =>
    tell({ type: 'conversation-changed', summary: { ...kiefer, tags } });
  await tagged('Film', 'Schule');
  await talk(page, 'Kiefer 91');
  await page.keyboard.press('t');
  await page.getByLabel('Schlagwörter, mit Komma getrennt').fill('Film, Anzeige');
  await tagged('Film', 'Schule', 'Polizei');
  await button('Speichern').click();
  await expect
    .poll(() => asked('setWork'))
    .toMatchObject([{ change: { tags: ['Film', 'Polizei', 'Anzeige'] } }]);
});

test('in a team of one device nobody is said to answer, and there is nothing to take', async () => {
  const page = await open('refuse=alone');
  await talk(page);
  const bar = page.getByRole('group', { name: 'Arbeit im Team' });
  await bar.getByRole('button', { name: 'Gespräch abschließen' }).waitFor();
  expect(await bar.getByText('Niemand hat es übernommen').count()).toBe(0);
  expect(await bar.getByRole('button', { name: 'Übernehmen' }).count()).toBe(0);
  await page.keyboard.press('a');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Notiz fürs Team').waitFor();
  expect(await page.getByRole('dialog').getByText('Gespräch übernehmen').count()).toBe(0);
  expect(await asked('claim')).toEqual([]);
});

test('W leaves alone whom a colleague answers', async () => {
  const page = await open();
  const holder = { device: 'b1b2'.repeat(8), alias: 'Mika', offered: false, own: false };
  const waitingSince = Date.now() - 60 * 60_000;
  await tell({ type: 'conversation-changed', summary: { ...kiefer, waitingSince, holder } });
  await page.keyboard.press('w');
  await page.getByRole('region', { name: 'Gespräch mit Ahorn 27' }).waitFor();
});

test('a proposal says what it would change; it is made, or left, by a press', async () => {
  const page = await open('refuse=proposed');
  await talk(page);
  const asks = page.getByRole('group', { name: 'Vorschlag aus dem Team' });
  await asks.getByText(/wollte ändern: .*Schlagwörter: Film, Anzeige/).waitFor();
  await button('So ändern').click();
  await asks.waitFor({ state: 'detached' });
  expect(await asked('setWork')).toMatchObject([{ change: { tags: ['Film', 'Anzeige'] } }]);
});

test('a proposal that is left changes nothing', async () => {
  const page = await open('refuse=proposed');
  await talk(page);
  await button('Verwerfen').click();
  await button('Verwerfen').waitFor({ state: 'detached' });
  expect(await asked('setWork')).toMatchObject([{ change: {} }]);
});

test('a change of tags says so, and not that the conversation is open', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('t');
  await page.getByLabel('Schlagwörter, mit Komma getrennt').fill('Film');
  await button('Speichern').click();
  await page.getByRole('log').getByText('Schlagwörter: Film', { exact: true }).waitFor();
});

test('a message that is hidden is hidden in the queue as well', async () => {
  const page = await open();
  await talk(page);
  const text = 'ihr seid alle gleich';
  const message = { id: idOf(900), at: Date.now(), gap: false, forked: false };
  const said = { ...message, kind: 'text', author: 'reporter', text };
  await tell({ type: 'message-arrived', conversation: idOf(1), message: said });
  const ahorn = { ...blankLine, id: idOf(1), name: 'Ahorn 27', lastAt: Date.now(), preview: text };
  await tell({ type: 'conversation-changed', summary: ahorn });
  await page.getByText(text).first().waitFor();
  await page.getByRole('article').last().getByRole('button', { name: 'Ausblenden' }).click();
  await page.getByRole('list', { name: 'Gespräche' }).getByText('ausgeblendet').waitFor();
  await expect.poll(() => page.getByText(text).count()).toBe(0);
});

test('closing as abuse says how long it stays as evidence', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('e');
  await page.getByRole('dialog').getByRole('button', { name: 'Missbrauch' }).click();
  await page.getByText(/bleibt als Beleg: 180 Tage/).waitFor();
});

test('what was refused in one conversation is not said in the next', async () => {
  const page = await open('refuse=held');
  await talk(page);
  await button('Übernehmen').click();
  await page.getByRole('alert').getByText('Jemand anderes hat das Gespräch').waitFor();
  await talk(page, 'Kiefer 91');
  await page.getByRole('region', { name: 'Gespräch mit Kiefer 91' }).waitFor();
  expect(await page.getByText('Jemand anderes hat das Gespräch').count()).toBe(0);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
