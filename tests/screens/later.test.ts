/** Putting conversations aside, following them up, and handing them over, over a fake desk. */
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, asked, tell, complaints } = screens();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const kiefer = { ...blankLine, id: idOf(3), name: 'Kiefer 91', lastAt: Date.now() - 2 * HOUR };

test('S puts a conversation aside: it waits nowhere, and stands under what comes back', async () => {
  const page = await open();
  await talk(page, 'Linde 08');
  const before = Date.now();
  await page.keyboard.press('s');
  await button('in einer Stunde').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Zurückstellen' }).last().click();
  await page
    .getByRole('group', { name: 'Arbeit im Team' })
    .getByText(/^Zurückgestellt bis/)
    .waitFor();
  const [{ change }] = (await asked('setWork')) as [{ change: { snoozedUntil: number } }];
  expect(change.snoozedUntil).toBeGreaterThan(before + HOUR - MINUTE);
  expect(change.snoozedUntil).toBeLessThan(Date.now() + HOUR + MINUTE);
  await button('Wartend 1').waitFor();
  await button('Mehr').click();
  await button('Später 1').click();
  await page.getByRole('list', { name: 'Gespräche' }).getByText('Linde 08').waitFor();
});

test('what was put aside is back when its moment comes, and done with by a press that leaves what is to come', async () => {
  const page = await open();
  const snoozedUntil = Date.now() - HOUR;
  const followUpAt = Date.now() + 48 * HOUR;
  await tell({ type: 'conversation-changed', summary: { ...kiefer, snoozedUntil, followUpAt } });
  await page.getByRole('list', { name: 'Gespräche' }).getByText('jetzt dran').waitFor();
  await button('Wartend 3').click();
  await talk(page, 'Kiefer 91');
  await button('Erledigt').click();
  await button('Wartend 2').waitFor();
  const [{ change }] = (await asked('setWork')) as [{ change: object }];
  expect(change).toEqual({ snoozedUntil: null });
});

test('a follow-up on a day of one’s own must lie ahead', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  await page.keyboard.press('s');
  await button('Wieder vorlegen').click();
  await button('anderer Zeitpunkt').click();
  const field = page.getByLabel('Tag und Uhrzeit');
  await field.fill('2020-01-01T09:00');
  await page.getByText('Das liegt in der Vergangenheit.').waitFor();
  expect(await button('Merken').isDisabled()).toBe(true);
  const ahead = new Date(Date.now() + 48 * HOUR);
  ahead.setSeconds(0, 0);
  const local = new Date(ahead.getTime() - ahead.getTimezoneOffset() * 60_000);
  await field.fill(local.toISOString().slice(0, 16));
  await button('Merken').click();
  await expect
    .poll(() => asked('setWork'))
    .toMatchObject([{ change: { followUpAt: ahead.getTime() } }]);
});

test('H hands over with a note, once however often it is pressed, and tells the reporter by the public name', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('h');
  await button('Mika · hat 2 Gespräche').click();
  await page.getByLabel('Notiz dazu').fill('Wartet auf einen Rückruf.');
  await button('Weitergeben').evaluate((pressed: HTMLElement) => {
    pressed.click();
    pressed.click();
  });
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await asked('passOn')).toMatchObject([
    { alias: 'Mika', tell: true, note: 'Wartet auf einen Rückruf.' },
  ]);
  await page.getByRole('log').getByText('Im Team weitergegeben an Mika').waitFor();
});

test('whoever hands over can leave the reporter out of it', async () => {
  const page = await open();
  await talk(page);
  await page.keyboard.press('h');
  await button('Mika · hat 2 Gespräche').click();
  await button('„Ab jetzt schreibt dir Mika“').click();
  await button('Weitergeben').click();
  await expect.poll(() => asked('passOn')).toMatchObject([{ alias: 'Mika', tell: false }]);
});

test('a vault that does not answer is said; not that there is nobody', async () => {
  const page = await open('refuse=colleagues');
  await talk(page);
  await page.keyboard.press('h');
  await page.getByRole('dialog').getByText('Das hat nicht geklappt.').waitFor();
  expect(await page.getByText('Außer diesem Gerät antwortet noch keines.').count()).toBe(0);
});

test('what a colleague holds is not handed over', async () => {
  const page = await open();
  const holder = { device: 'b1b2'.repeat(8), alias: 'Mika', offered: false, own: false };
  await tell({ type: 'conversation-changed', summary: { ...kiefer, holder } });
  await talk(page, 'Kiefer 91');
  await page.getByText('Mika antwortet').waitFor();
  await page.keyboard.press('h');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await button('Im Team weitergeben').count()).toBe(0);
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
