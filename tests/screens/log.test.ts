/** A long conversation: only so much of it is in the page, wherever one reads, and nothing jumps. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { WINDOW } from '../../src/renderer/ui/features/conversation/log-window.ts';
import { blankMessage, idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { focusOn, talk } from '../support/ui/table/screen.ts';

const { open, button, reply, tell, asked, complaints } = screens();

const log = (page: Page) => page.getByRole('log');
const articles = (page: Page) => log(page).getByRole('article');
const said = (page: Page, n: number) => page.getByText(`Nachricht ${n}`, { exact: true });

const scroll = async (page: Page, to: 'start' | 'end'): Promise<void> => {
  await log(page).evaluate((box, where) => {
    box.scrollTop = where === 'start' ? 0 : box.scrollHeight;
  }, to);
};

const inSight = (one: Locator): Promise<void> =>
  expect
    .poll(() =>
      one.evaluate((box) => {
        const { top, bottom } = box.getBoundingClientRect();
        return top > 0 && bottom < innerHeight;
      }),
    )
    .toBe(true);

const arrives = async (text: string, more: object = {}): Promise<void> => {
  const message = { ...blankMessage, id: 'f'.repeat(32), at: Date.now(), text, ...more };
  await tell({ type: 'message-arrived', conversation: idOf(3), message });
};

/** Reads back until this message is in the page, and answers the most messages that ever were. */
async function readTo(page: Page, n: number, to: 'start' | 'end'): Promise<number> {
  let most = 0;
  await expect
    .poll(
      async () => {
        await scroll(page, to);
        most = Math.max(most, await articles(page).count());
        return await said(page, n).count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  return most;
}

test('hundreds of messages are read back to the first, and never all of them are in the page', async () => {
  const page = await open('long=400');
  await talk(page, 'Kiefer 91');
  const back = await readTo(page, 1, 'start');
  await page.getByText(/^Beginn/).waitFor();
  expect(back).toBeLessThanOrEqual(WINDOW);
  const forth = await readTo(page, 400, 'end');
  expect(forth).toBeLessThanOrEqual(WINDOW);
});

test('what is being read stays where it is while messages above and below come and go', async () => {
  const page = await open('long=600');
  await talk(page, 'Kiefer 91');
  await readTo(page, 400, 'start');
  const before = await log(page).evaluate((box) => {
    const edge = box.getBoundingClientRect().top;
    const one = [...box.querySelectorAll<HTMLElement>('[data-message]')].find(
      (message) => message.getBoundingClientRect().bottom > edge,
    );
    const top = one?.getBoundingClientRect().top ?? 0;
    box.scrollTop -= 10;
    return { id: one?.dataset['message'] ?? '', top: top + 10 };
  });
  const drawn = page.locator(`[data-message="${before.id}"]`);
  await expect
    .poll(async () => Math.abs(((await drawn.boundingBox())?.y ?? 0) - before.top))
    .toBeLessThan(2);
});

test('whoever reads far back hears of a new message, and is one press away from it', async () => {
  const page = await open('long=600');
  await talk(page, 'Kiefer 91');
  await readTo(page, 300, 'start');
  expect(await log(page).getAttribute('aria-live')).toBe('off');
  await arrives('bist du noch da');
  await page.getByRole('status').getByText('Weiter unten ist eine neue Nachricht.').waitFor();
  expect(await page.getByText('bist du noch da', { exact: true }).count()).toBe(0);
  await button('Zu den neuesten').click();
  await page.getByText('bist du noch da', { exact: true }).waitFor();
  await expect.poll(() => log(page).getAttribute('aria-live')).toBe('polite');
  await button('Zu den neuesten').waitFor({ state: 'detached' });
});

test('whoever reads a little further back is not moved by what comes, and sees that it came', async () => {
  const page = await open('long=100');
  await talk(page, 'Kiefer 91');
  await log(page).and(page.locator('[aria-live=polite]')).waitFor();
  const place = await log(page).evaluate(async (box) => {
    box.scrollTop -= 600;
    // The page hears of it in its next frame.
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    return box.scrollTop;
  });
  await arrives('bist du noch da');
  const came = page.getByText('Weiter unten ist eine neue Nachricht.');
  await came.waitFor();
  const mine = { author: 'operator', alias: 'Jona', text: 'Ich übernehme.', state: 'sent' };
  await arrives('', { id: 'e'.repeat(32), ...mine });
  await page.getByText('Ich übernehme.').waitFor({ state: 'attached' });
  expect(await log(page).evaluate((box) => box.scrollTop)).toBe(place);
  await button('Zu den neuesten').click();
  await came.waitFor({ state: 'detached' });
  await inSight(page.getByText('Ich übernehme.'));
});

test('what comes while somebody reads far back is told as read once its end is in sight, and not before', async () => {
  const page = await open('long=600');
  await talk(page, 'Kiefer 91');
  await readTo(page, 300, 'start');
  const before = (await asked('seen')).length;
  await arrives('bist du noch da');
  const summary = { ...blankLine, id: idOf(3), name: 'Kiefer 91', unread: 1 };
  await tell({ type: 'conversation-changed', summary });
  await page.getByText('Weiter unten ist eine neue Nachricht.').waitFor();
  expect(await asked('seen')).toHaveLength(before);
  await button('Zu den neuesten').click();
  await expect.poll(async () => (await asked('seen')).length).toBe(before + 1);
});

test('an answer written while reading far back brings its writer to the end', async () => {
  const page = await open('long=600');
  await talk(page, 'Kiefer 91');
  await readTo(page, 300, 'start');
  await reply().fill('Ich bin da.');
  await reply().press('Enter');
  const sent = page.getByRole('article').getByText('Ich bin da.');
  await sent.waitFor();
  await inSight(sent);
});

test('a message that was found is reached however far back it stands', async () => {
  const page = await open('long=3000');
  await page.keyboard.press('Control+f');
  await focusOn(page.getByRole('combobox'));
  await page.keyboard.type('alt');
  await page.getByRole('option', { name: 'ganz am Anfang' }).click();
  const sought = page.locator('[data-sought=true]').getByText('Nachricht 5', { exact: true });
  await inSight(sought);
  expect(await articles(page).count()).toBeLessThanOrEqual(WINDOW);
  expect((await asked('read')).length).toBeLessThan(20);
});

test('a message that is looked for once more comes into sight once more', async () => {
  const page = await open('long=600');
  const look = async (): Promise<void> => {
    await page.keyboard.press('Control+f');
    await focusOn(page.getByRole('combobox'));
    await page.keyboard.type('alt');
    await page.getByRole('option', { name: 'ganz am Anfang' }).click();
    await inSight(said(page, 5));
  };
  await look();
  await button('Zu den neuesten').click();
  await said(page, 5).waitFor({ state: 'detached' });
  await look();
});

test('a message that is found no more is said to be nowhere', async () => {
  const page = await open();
  await page.keyboard.press('Control+f');
  await focusOn(page.getByRole('combobox'));
  await page.keyboard.type('alt');
  await page.getByRole('option', { name: 'nicht mehr da' }).click();
  await page.getByRole('status').getByText('ist in diesem Gespräch nicht mehr zu finden').waitFor();
});

test('words that are selected stay while one reads on, and marking by keys reaches what is out of the page', async () => {
  const page = await open('long=600');
  await talk(page, 'Kiefer 91');
  await said(page, 600).waitFor();
  await said(page, 600).evaluate((words) => getSelection()?.selectAllChildren(words));
  await readTo(page, 470, 'start');
  expect(await page.evaluate(() => String(getSelection()))).toBe('Nachricht 600');
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await readTo(page, 300, 'start');
  expect(await said(page, 600).count()).toBe(0);
  await log(page).focus();
  await page.keyboard.press('x');
  await page.locator('[data-chosen=true]').getByText('Nachricht 600').waitFor();
});

test('the keyboard that was on something out of the page is on the messages', async () => {
  const page = await open('long=600');
  await talk(page, 'Kiefer 91');
  const hide = articles(page).last().getByRole('button', { name: 'Ausblenden' });
  await hide.focus();
  await readTo(page, 400, 'start');
  await focusOn(log(page));
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
