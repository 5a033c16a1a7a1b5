/** Queue, reply box and messages of the workplace: views, waiting, emoji, links, and words put out of sight. */
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn, palette, talk } from '../support/ui/table/screen.ts';

const { open, button, reply, tell, asked, complaints } = screens();

test('views and topics narrow the queue, and what is chosen stays while one works elsewhere', async () => {
  const page = await open();
  const lines = page.getByRole('list', { name: 'Gespräche' }).getByRole('listitem');
  await button('Mehr').click();
  await button(/^Ungelesen/).click();
  await expect.poll(() => lines.count()).toBe(2);
  await button('Nach Thema, Sprache oder Schlagwort eingrenzen').click();
  await page.getByRole('combobox', { name: 'Sprache' }).click();
  await page.getByRole('option', { name: 'Hebräisch' }).click();
  await expect.poll(() => lines.count()).toBe(1);
  await button('Fälle').click();
  await button(/^Posteingang/).click();
  await expect.poll(() => lines.count()).toBe(1);
  await button('Eingegrenzt nach Thema, Sprache oder Schlagwort').waitFor();
});

test('a tag narrows the queue, stands in the line with how many more there are, and is found by the search', async () => {
  const page = await open();
  const lines = page.getByRole('list', { name: 'Gespräche' }).getByRole('listitem');
  const tags = 'Schlagwörter: Anzeige, Schulleitung informiert, Presse';
  const given = lines.filter({ hasText: 'Kiefer 91' }).getByRole('img', { name: tags });
  expect(await given.innerText()).toMatch(/^Anzeige\s*\+2$/);
  await button('Nach Thema, Sprache oder Schlagwort eingrenzen').click();
  await page.getByRole('combobox', { name: 'Schlagwort' }).click();
  await page.getByRole('option', { name: 'Presse' }).click();
  await expect.poll(() => lines.count()).toBe(1);
  await page.getByLabel('Name für diese Ansicht').fill('Presse');
  await button('Merken').click();
  await button('Presse').and(page.locator('[aria-pressed=true]')).waitFor();
  expect(await asked('setWorkplace')).toMatchObject([{ views: [{ view: 'all', tag: 'Presse' }] }]);
  await page.keyboard.press('Control+f');
  await page.getByLabel('Wonach suchst du?').fill('Sport');
  await page.getByRole('option', { name: 'Sportverein' }).click();
  await page.getByRole('region', { name: 'Gespräch mit Kiefer 91' }).waitFor();
});

test('at 320 px a line’s tags push nothing out of it', async () => {
  const page = await open();
  await page.setViewportSize({ width: 320, height: 640 });
  const lines = page.getByRole('list', { name: 'Gespräche' }).getByRole('listitem');
  await lines.last().waitFor();
  const beyond = await lines.evaluateAll((all) =>
    all.flatMap((line) => {
      const edge = line.getBoundingClientRect();
      return [...line.querySelectorAll('*')]
        .map((part) => part.getBoundingClientRect())
        .filter(({ left, right }) => left < edge.left - 1 || right > edge.right + 1);
    }),
  );
  expect(beyond).toEqual([]);
});

test('the views stand in one row, the others one press away, and a chosen one is never out of sight', async () => {
  const page = await open();
  const views = page.getByRole('group', { name: 'Welche Gespräche' }).getByRole('button');
  const rows = async (): Promise<number> =>
    new Set(await views.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top)))
      .size;
  expect(await rows()).toBe(1);
  await button('Mehr').click();
  await expect.poll(() => views.count()).toBe(8);
  await button(/^Abgeschlossen/).click();
  await button('Weniger').click();
  await expect.poll(() => button(/^Abgeschlossen/).getAttribute('aria-pressed')).toBe('true');
  await expect.poll(rows).toBe(1);
});

test('in the system’s own colours a message has its edge, and the time below it none', async () => {
  const page = await open('', { forced: true });
  await talk(page);
  const edges = page.locator('[role=log] article:has([data-timed=true])').first();
  await edges.waitFor();
  expect(
    await edges.evaluate((one) =>
      [...one.querySelectorAll(':scope > div')].map((part) => getComputedStyle(part).outlineStyle),
    ),
  ).toEqual(['solid', 'none']);
});

test('a view with nothing in it says so and leads back to everything', async () => {
  const page = await open();
  await button('Nach Thema, Sprache oder Schlagwort eingrenzen').click();
  await button(/^Wartend/).click();
  await page.getByRole('combobox', { name: 'Thema' }).click();
  await page.getByRole('option', { name: 'Arbeit' }).click();
  await page.getByText('So eingegrenzt ist hier').waitFor();
  await button('Alle zeigen').click();
  await page.getByText('Weide 63').waitFor();
});

test('a long wait is said in words, not only by colour', async () => {
  const page = await open();
  await tell({
    type: 'conversation-changed',
    summary: {
      ...blankLine,
      id: idOf(3),
      name: 'Kiefer 91',
      waitingSince: Date.now() - 25.5 * 60_000,
      lastAt: Date.now() - 25.5 * 60_000,
    },
  });
  await button(/wartet schon lange: 25 min/).waitFor();
  await talk(page, 'Kiefer 91');
  await page.locator('header').getByText('wartet schon lange').waitFor();
});

test('an emoji comes to where the cursor is, by keyboard', async () => {
  const page = await open();
  await talk(page);
  await reply().fill('Hallo du');
  await reply().evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(5, 5));
  await button('Emoji einfügen').focus();
  await page.keyboard.press('Enter');
  await focusOn(page.getByRole('button', { name: '🙂' }));
  await page.keyboard.press('ArrowRight');
  await focusOn(page.getByRole('button', { name: '😊' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => reply().inputValue()).toBe('Hallo😊 du');
  await focusOn(reply());
  await page.keyboard.type('!');
  await expect.poll(() => reply().inputValue()).toBe('Hallo😊! du');
});

test('a link in a message only asks: its address goes to main, and nothing else opens', async () => {
  const page = await open();
  const opened: unknown[] = [];
  await page.exposeFunction('opened', (address: unknown) => opened.push(address));
  await page.evaluate(() => {
    const { opened: say } = window as unknown as { opened: (address: unknown) => void };
    window.open = (address) => {
      say(address);
      return null;
    };
  });
  await talk(page, 'Linde 08');
  const link = page
    .getByRole('log')
    .getByRole('button', { name: 'https://example.org', exact: true });
  expect(await link.getAttribute('title')).toBe('Fragt vor dem Öffnen: example.org');
  await link.click();
  await expect.poll(() => opened).toEqual(['https://example.org/']);
  expect(await page.getByRole('log').locator('a').count()).toBe(0);
});

test('hateful words go out of sight behind a tap, and come back by one', async () => {
  const page = await open();
  await talk(page);
  const words = page.getByRole('log').getByText('gestern nach sport');
  await words.hover();
  await page
    .getByRole('article')
    .filter({ hasText: 'gestern nach sport' })
    .getByRole('button', { name: 'Ausblenden' })
    .click();
  await words.waitFor({ state: 'detached' });
  await talk(page, 'Kiefer 91');
  await talk(page);
  await button(/^Ausgeblendet/).click();
  await words.waitFor();
});

test('why nothing sent can be changed is found where one looks for it, and by the palette', async () => {
  const page = await open();
  await talk(page);
  await button('Was hier nicht geht, und warum').click();
  await page.getByRole('dialog').getByText('Gesendetes bearbeiten').waitFor();
  await button('Schließen').click();
  await palette(page);
  await page.keyboard.type('bearbeiten');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Gesendetes bearbeiten').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
