/** What holds for every room: its first frame, what stands above it, its language. */
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { untilItStands } from '../support/standing.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { inHebrew } from '../support/ui/table/screen.ts';

const { open, button, tell, complaints } = screens();

const LONGER_THAN_A_FRAME_MS = 300;

const rooms = [
  ['Fälle', 'CaseTable'],
  ['Freigabe', 'ReleaseBody'],
  ['Team', 'TeamCards'],
  ['Sicherheit & Aufbewahrung', 'parts'],
] as const;

test.each(rooms)(
  '%s has its title and its shape before it is fetched, and nothing jumps then',
  async (name, chunk) => {
    const page = await open();
    const { promise: fetched, resolve: fetch } = Promise.withResolvers<void>();
    await page.route(`**/${chunk}-*.js`, async (route) => {
      await fetched;
      await route.continue();
    });
    await page.reload();
    await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
    const title = page.getByRole('heading', { level: 1, name });
    await title.waitFor();
    const shape = page.locator('[aria-busy=true]');
    expect(await shape.count()).toBe(1);
    // Letters that come later would move it too.
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const before = await title.boundingBox();
    fetch();
    await shape.waitFor({ state: 'detached' });
    expect(await title.boundingBox()).toEqual(before);
  },
);

test('a room that is still coming does not count as standing, and is not taken a picture of', async () => {
  const page = await open();
  const { promise: fetched, resolve: fetch } = Promise.withResolvers<void>();
  await page.route('**/TeamCards-*.js', async (route) => {
    await fetched;
    await route.continue();
  });
  await page.reload();
  await button('Team').first().click();
  await page.locator('[aria-busy=true]').waitFor({ state: 'attached' });
  let stands = false;
  const standing = untilItStands(page).then(() => {
    stands = true;
  });
  await page.waitForTimeout(LONGER_THAN_A_FRAME_MS);
  expect(stands).toBe(false);
  fetch();
  await standing;
  expect(await page.getByRole('heading', { name: 'Tastenkürzel' }).isVisible()).toBe(true);
});

test('the list of cases says there are none only when it knows', async () => {
  const page = await open('vault=locked&refuse=half');
  await page.getByLabel('Passphrase', { exact: true }).fill('richtig');
  await page.keyboard.press('Enter');
  await page.getByText('Ahorn 27').waitFor();
  await button('Fälle').click();
  await page.getByRole('status').getByText('Kommt gleich').waitFor();
  expect(await page.getByText('Noch keine Fälle').count()).toBe(0);
});

const DAY_MS = 24 * 3600_000;
const noBackup = 'Es gibt noch keine Sicherung';

test('a vault that was just founded is not asked for a backup; with its first conversation it is', async () => {
  const page = await open('empty');
  await tell({ type: 'backup-due', lastAt: null });
  await tell({ type: 'low-space', free: 4e8 });
  await page.getByText('Auf der Festplatte sind nur noch').waitFor();
  expect(await page.getByText(noBackup).count()).toBe(0);
  await tell({ type: 'conversation-changed', summary: firstLine });
  await page.getByText(noBackup).waitFor();
});

test('a day later even an empty vault is asked for a backup', async () => {
  const page = await open('empty');
  await page.clock.setSystemTime(Date.now() + 2 * DAY_MS);
  await tell({ type: 'backup-due', lastAt: null });
  await page.getByText(noBackup).waitFor();
});

const firstLine = {
  ...blankLine,
  id: idOf(1),
  name: 'Ahorn 27',
  preview: 'Hallo',
  waitingSince: 0,
  unread: 1,
  live: true,
};

test('under the colours of the system what is chosen is still told from what is not', async () => {
  const page = await open('', { forced: true });
  const filling = (name: RegExp) =>
    button(name).evaluate((box) => getComputedStyle(box).backgroundColor);
  expect(await filling(/^Alle \d/)).not.toBe(await filling(/^Wartend/));
  const places = page.getByRole('navigation');
  const look = (name: RegExp) =>
    places.getByRole('button', { name }).evaluate((box) => getComputedStyle(box).backgroundColor);
  expect(await look(/^Posteingang/)).not.toBe(await look(/^Fälle/));
});

test('no connection is said above every screen, and the way back is silent', async () => {
  const page = await open('link=offline');
  await page.getByText('Keine Verbindung zum Relay').waitFor();
  await button('Team').first().click();
  await page.getByText('Keine Verbindung zum Relay').waitFor();
  await tell({ type: 'link-changed', link: 'online' });
  await page.getByText('Keine Verbindung zum Relay').waitFor({ state: 'detached' });
});

test('another language is a press away and stays', async () => {
  const page = await open();
  await button('Team').first().click();
  await button('English').click();
  await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
  await page.locator('html[lang=en]').waitFor();
  expect(await page.evaluate(() => localStorage.getItem('beistand.language'))).toBe('en');
});

test('in Hebrew the arrow that leads back turns round', async () => {
  const page = await open('');
  await page.getByRole('navigation').getByRole('button', { name: 'Team' }).click();
  await button('Profil bearbeiten').click();
  const arrow = page.locator('.lucide-arrow-left');
  const turn = () => arrow.evaluate((svg) => getComputedStyle(svg).transform);
  expect(await turn()).toBe('none');
  await inHebrew(page);
  await expect.poll(turn).toBe('matrix(-1, 0, 0, 1, 0, 0)');
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
