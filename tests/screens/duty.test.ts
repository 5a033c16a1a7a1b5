import { expect, test } from 'vitest';
import { PLAIN_RULES } from '../../src/contract/duty.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { palette } from '../support/ui/table/screen.ts';

/** Being there or not, and how one is called. */
const { open, button, asked, tell, complaints } = screens();

const settings = async (part = 'Da sein'): Promise<void> => {
  await button('Sicherheit & Aufbewahrung').click();
  await button(part).click();
};
const me = (how: string) => button(new RegExp(`^Noa, ${how}`));

/** Counts what would be heard, instead of hearing it. */
async function listening(wishes = '') {
  const page = await open(wishes);
  await page.evaluate(() => {
    const heard = { notes: 0 };
    Object.assign(window, { heard });
    OscillatorNode.prototype.start = () => {
      heard.notes += 1;
    };
    OscillatorNode.prototype.stop = () => undefined;
  });
  return page;
}
type Heard = { readonly heard: { readonly notes: number } };

test('whoever sits here says with three presses that they are away, and the bar above says it until they are back', async () => {
  const page = await open();
  await me('verfügbar').click();
  await page.getByRole('menuitemradio', { name: 'Ich bin nicht da' }).click();
  await page.getByText('Du bist als abwesend gemeldet').waitFor();
  await me('abwesend').waitFor();
  await button('Ich bin wieder da').click();
  await me('verfügbar').waitFor();
  expect(await asked('setDuty')).toEqual([{ duty: 'away' }, { duty: 'available' }]);
});

test('keys and palette do the same', async () => {
  const page = await open();
  await me('verfügbar').waitFor();
  await page.keyboard.press('b');
  await me('beschäftigt').waitFor();
  await palette(page);
  await page.keyboard.type('nicht da');
  await page.keyboard.press('Enter');
  await me('abwesend').waitFor();
  await page.keyboard.press('v');
  await me('verfügbar').waitFor();
});

test('a machine that nobody touches is said without anybody having chosen it', async () => {
  const page = await open();
  await me('verfügbar').waitFor();
  const view = { chosen: 'available', now: 'away', rules: PLAIN_RULES };
  await tell({ type: 'duty-changed', view });
  await me('gerade nicht am Platz').waitFor();
  expect(await page.getByText('Du bist als').count()).toBe(0);
});

test('how one is called is set on a page of its own, and a full disk is said', async () => {
  const page = await open();
  await settings();
  const alarm = page.getByRole('group', { name: 'Rufen nach' });
  await alarm.getByRole('button', { name: '10 Minuten' }).click();
  await page.getByRole('group', { name: 'Ton', exact: true }).getByText('Nein').click();
  await expect
    .poll(() => asked('setDutyRules'))
    .toEqual([
      { rules: { ...PLAIN_RULES, alarmMinutes: 10 } },
      { rules: { ...PLAIN_RULES, alarmMinutes: 10, sound: false } },
    ]);
  await page.close();
  const full = await open('refuse=setDutyRules');
  await settings();
  await button('15 Minuten').first().click();
  await full.getByRole('alert').waitFor();
});

test('a long wait is heard unless sound is off, and marks the line', async () => {
  const page = await listening();
  await page.getByText('Ahorn 27').waitFor();
  await tell({ type: 'waits-long', conversations: [idOf(1)] });
  await expect.poll(() => page.evaluate(() => (window as unknown as Heard).heard.notes)).toBe(4);
  const rules = { ...PLAIN_RULES, sound: false };
  await tell({ type: 'duty-changed', view: { chosen: 'available', now: 'available', rules } });
  await tell({ type: 'waits-long', conversations: [idOf(1)] });
  await page
    .getByRole('img', { name: /^wartet schon/ })
    .first()
    .waitFor();
  expect(await page.evaluate(() => (window as unknown as Heard).heard.notes)).toBe(4);
});

test('this computer is changed only as somebody asks, and what it does not allow is said', async () => {
  const page = await open();
  await settings('Dieser Rechner');
  await page.getByRole('group', { name: 'Beim Anmelden öffnen' }).getByText('Ja').click();
  await button('Strg + F12').click();
  const wish = { atLogin: true, sign: false, badge: false, shortcut: null };
  await expect
    .poll(() => asked('setMachine'))
    .toEqual([wish, { ...wish, shortcut: 'CommandOrControl+F12' }]);
  expect(await asked('countUnread')).toContainEqual({ unread: 4 });
  await page.close();
  const held = await open('refuse=setMachine');
  await settings('Dieser Rechner');
  await button('Strg + F12').click();
  await held.getByText('Ein anderes Programm benutzt diese Tasten schon').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});
