import { expect, test } from 'vitest';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { openWidgetStage } from '../support/widget-stage.ts';
import { fillIn } from '../support/fill-in.ts';

/** What somebody sees who talks: a real Chromium, relay and site; the operator is made of test code. */

const text = (key: string, lang: string, value: string) => ({ key, lang, value });
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const profile = [
  text('name', '', 'Gemeinsam gegen Hass'),
  text('hours', 'de', 'Montag bis Freitag, 15 bis 20 Uhr'),
  text('hours.closed', 'de', 'Wir antworten am nächsten Werktag.'),
  text('privacy', 'de', 'Nach 90 Tagen löschen wir, was du schreibst.'),
  text('privacy.version', '', '2026-11'),
  text('topic.1', 'de', 'Beleidigung'),
  text('topic.2', 'de', 'Schule'),
  text('topic.3', 'de', 'Im Netz'),
  text('alias.1.name', '', 'Noa'),
  text('alias.1.avatar', '', PNG),
];
const visits = chatVisits({ profile });
/** By so much two clocks of one machine, read one after the other, may differ here. */
const MINUTE_MS = 60_000;

const button = (reporter: WidgetDriver, name: string | RegExp) =>
  reporter.frame.getByRole('button', { name });

test('topics and the consent text stand before the first message, and what was chosen goes with it', async () => {
  const reporter = await visits.opened();
  await button(reporter, 'Im Netz').click();
  await button(reporter, 'Beleidigung').click();
  await reporter.frame.getByText('Wenn du schreibst, gelten unsere Hinweise').click();
  await reporter.frame.getByText('Nach 90 Tagen löschen wir').waitFor();
  await reporter.send('mit themen');
  const { body } = await visits.operator.heard('mit themen');
  expect(body).toMatchObject({ topics: [1, 3], reporter: { consent: '2026-11' } });
  expect(await reporter.frame.locator('.mine .topic').allInnerTexts()).toEqual([
    'Beleidigung',
    'Im Netz',
  ]);
  expect(await button(reporter, 'Schule').count()).toBe(0);
});

test('nobody has to choose, and the second message names neither topics nor consent', async () => {
  const reporter = await visits.opened();
  await button(reporter, 'Schule').waitFor();
  await reporter.send('ohne thema');
  expect((await visits.operator.heard('ohne thema')).body).not.toHaveProperty('topics');
  await reporter.send('noch etwas');
  expect((await visits.operator.heard('noch etwas')).body).not.toHaveProperty('reporter.consent');
});

test('while one waits it is said how far the message came, who waits before, and no more', async () => {
  const reporter = await visits.opened();
  await reporter.send('wie weit');
  const { conversation } = await visits.operator.heard('wie weit');
  const progress = reporter.frame.getByRole('status').filter({ hasText: 'Deine Nachricht' });
  await progress.filter({ hasText: 'wartet versiegelt auf das Team' }).waitFor();
  await expect.poll(() => visits.operator.live(conversation)).toBe(true);
  // The relay lets so many signs pass in a second; what is above that is lost, as it may be.
  visits.operator.place(conversation, 2);
  await progress.filter({ hasText: 'Vor dir warten noch 2 Gespräche.' }).waitFor();
  await visits.operator.receipt(conversation);
  await progress.filter({ hasText: 'ist beim Team angekommen' }).waitFor();
  await reporter.frame.locator('.state.delivered').waitFor();
  await reporter.page.waitForTimeout(1100);
  await visits.operator.receipt(conversation, { read: true });
  await reporter.frame.locator('.state.read', { hasText: 'gelesen' }).waitFor();
  await visits.operator.reply(conversation, 'da bin ich');
  await reporter.waitForMessage('da bin ich');
  expect(await progress.count()).toBe(0);
});

test('who writes is seen, and a handover is said once', async () => {
  const reporter = await visits.opened({ viewport: { width: 900, height: 700 } });
  await reporter.send('wer ist da');
  const { conversation } = await visits.operator.heard('wer ist da');
  await visits.operator.reply(conversation, 'ich bin es', 'Mika');
  await reporter.frame.getByText(/Du schreibst mit .Mika/).waitFor();
  expect(await reporter.frame.locator('.head .face').innerText()).toBe('M');
  await visits.operator.handover(conversation, 'Noa', 'Mika');
  await visits.operator.reply(conversation, 'und jetzt ich', 'Noa');
  await reporter.waitForMessage('und jetzt ich');
  expect(await reporter.frame.getByText(/Ab jetzt schreibt dir .?Noa/).count()).toBe(1);
  const face = reporter.frame.locator('.head img.face');
  await expect
    .poll(() => face.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth))
    .toBe(1);
});

test('every run of messages says when, and another day than today is named once above it', async () => {
  const context = await visits.visitor({ timezoneId: 'Europe/Berlin' });
  const reporter = await driveWidget(context, visits.stage.page);
  // Only the page's clock: the engine's, in its worker, goes on as the team's does.
  const { page, frame } = reporter;
  const today = Date.now();
  await page.clock.setFixedTime(today + 24 * 60 * 60 * 1000);
  await reporter.open();
  await reporter.send('von gestern');
  const { conversation } = await visits.operator.heard('von gestern');
  await visits.operator.reply(conversation, 'auch von gestern');
  await reporter.waitForMessage('auch von gestern');
  expect(await frame.locator('.day').allInnerTexts()).toEqual(['Gestern']);
  const time = frame.locator('.row.mine time');
  const at = new Date((await time.getAttribute('datetime')) ?? '');
  expect(at.getTime()).toBeGreaterThanOrEqual(today - MINUTE_MS);
  expect(at.getTime()).toBeLessThanOrEqual(Date.now() + MINUTE_MS);
  const clock = { timeStyle: 'short', timeZone: 'Europe/Berlin' } as const;
  expect(await time.innerText()).toBe(new Intl.DateTimeFormat('de', clock).format(at));
});

test('an address of the team can be followed and shows where it leads; the reporter’s own stays text', async () => {
  const reporter = await visits.opened();
  await reporter.send('schau: https://example.org/von-mir');
  const { conversation } = await visits.operator.heard('schau: https://example.org/von-mir');
  await visits.operator.reply(
    conversation,
    'Hier: https://bаnk.example/x und <b>https://a.example</b>',
  );
  await reporter.waitForMessage('Hier:');
  const links = reporter.frame.locator('.log a');
  expect(await links.allInnerTexts()).toEqual([
    'https://xn--bnk-6cd.example/x',
    'https://a.example',
  ]);
  for (const name of ['rel', 'target'])
    expect(await links.first().getAttribute(name)).toMatch(/^noopener noreferrer$|^_blank$/);
  expect(await reporter.frame.locator('.mine a').count()).toBe(0);
});

test('what came behind a closed panel is not read, is marked as new, and is read once it is on screen', async () => {
  const reporter = await visits.opened();
  await reporter.send('ich schau später');
  const { conversation } = await visits.operator.heard('ich schau später');
  await visits.operator.reply(conversation, 'gleich gelesen');
  await expect.poll(() => visits.operator.readUpTo(conversation)).toBe(0);
  await reporter.keepCode();
  const writing = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await writing.press('Escape');
  await writing.waitFor({ state: 'hidden' });
  for (let n = 1; n <= 12; n += 1)
    await visits.operator.reply(conversation, `neu ${n} `.repeat(40));
  await reporter.page.waitForTimeout(500);
  expect(visits.operator.readUpTo(conversation)).toBe(0);
  await reporter.page.locator('button[lang][aria-expanded]').click();
  const fresh = reporter.frame.locator('.fresh');
  await fresh.waitFor();
  await expect
    .poll(() => fresh.evaluate((line) => line.nextElementSibling?.textContent))
    .toContain('neu 1 ');
  const top = await fresh.evaluate((line) => line.getBoundingClientRect().top);
  expect(top).toBeLessThan(160);
  const before = visits.operator.readUpTo(conversation);
  expect(before).toBeLessThan(12);
  await button(reporter, 'Neue Nachrichten').click();
  await expect.poll(() => visits.operator.readUpTo(conversation)).toBe(12);
  await button(reporter, 'Neue Nachrichten').waitFor({ state: 'detached' });
});

test('emoji are chosen with the arrows and stand where the cursor was; a touch screen has its own', async () => {
  const reporter = await visits.opened();
  const box = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await fillIn(box, 'ab');
  await box.press('ArrowLeft');
  await button(reporter, 'Emoji einfügen').click();
  await reporter.frame.getByRole('group', { name: 'Gefühle' }).waitFor();
  const at = (n: number) =>
    expect
      .poll(() =>
        reporter.frame
          .getByRole('group', { name: 'Gefühle' })
          .getByRole('button')
          .nth(n)
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
  await at(0);
  await reporter.page.keyboard.press('ArrowRight');
  await at(1);
  await reporter.page.keyboard.press('ArrowRight');
  await at(2);
  await reporter.page.keyboard.press('Enter');
  await expect.poll(() => box.inputValue()).toBe('a😄b');
  const touch = await visits.opened({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 640 },
  });
  await touch.frame.locator('.emoji').waitFor({ state: 'attached' });
  expect(await button(touch, 'Emoji einfügen').isVisible()).toBe(false);
});

test('a sound is off until it is switched on, and then a browser lets it sound', async () => {
  const reporter = await visits.opened();
  const frame = visits.frameOf(reporter);
  await frame.evaluate(() => {
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its note again
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function count(when) {
      document.title += `${this.context.state};`;
      start.call(this, when);
    };
  });
  await reporter.send('kling');
  const { conversation } = await visits.operator.heard('kling');
  await button(reporter, 'Mehr').click();
  const sound = reporter.frame.getByRole('switch', { name: 'Ton bei neuen Nachrichten' });
  expect(await sound.getAttribute('aria-checked')).toBe('false');
  await sound.click();
  await expect.poll(() => frame.title()).toContain('running;running;');
  await button(reporter, 'Chat zuklappen').click();
  await visits.operator.reply(conversation, 'hörst du');
  await expect.poll(() => frame.title()).toContain('running;running;running;running;');
});

test('with nobody here the hours and the way back are said again once something is written, in the team’s own type', async () => {
  await visits.operator.available(false);
  // Tomorrow for an hour, whatever day this is.
  const day = (new Date().getUTCDay() + 6) % 7;
  const week = Array.from({ length: 7 }, (_, n) => (n === (day + 1) % 7 ? '0900-1000' : ''));
  const alone = await openWidgetStage({
    profile: [
      ...profile,
      text('look.font', '', 'serif'),
      text('hours.zone', '', 'UTC'),
      text('hours.week', '', week.join(';')),
    ],
  });
  const away = await alone.operator({ here: false });
  const reporter = await visits.opened({}, alone.page);
  await reporter.frame.getByText('Wir antworten am nächsten Werktag.').waitFor();
  await reporter.frame.getByText(/^Wir sind wieder da: .*:00/).waitFor();
  await reporter.send('ist jemand da');
  await reporter.frame.getByText('Du musst nicht hierbleiben').waitFor();
  expect(await reporter.frame.getByText('Montag bis Freitag, 15 bis 20 Uhr').count()).toBe(1);
  expect(await reporter.frame.getByText(/^Wir sind wieder da/).count()).toBe(1);
  const type = reporter.frame.locator('.frame');
  expect(await type.evaluate((one) => getComputedStyle(one).fontFamily)).toContain('Georgia');
  await away.stop();
  await alone.stop();
  await visits.operator.available(true);
});
