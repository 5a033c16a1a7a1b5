import { expect, test } from 'vitest';
import { DELIVER_WINDOW } from '../../protocol/limits.ts';
import { chatFrame, widgetOn, type WidgetDriver } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { openWidgetStage } from '../support/widget-stage.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** A reporter in a real Chromium, a real relay, a real site; only the operator is made of test code. */
const visits = chatVisits();

test('a first message arrives sealed, is answered, and both say so honestly', async () => {
  const reporter = await visits.opened();
  await reporter.frame.getByText('Wir sind gerade da').waitFor();
  await reporter.send('gestern nach sport in der umkleide');
  await reporter.waitForAccepted('gestern nach sport');
  const { conversation, body } = await visits.operator.heard('gestern nach sport in der umkleide');
  expect(body.reporter?.token).toHaveLength(16);
  expect(await visits.operator.reply(conversation, 'Ich bin da und lese mit.', 'Noa')).toBe(
    'accepted',
  );
  await reporter.waitForMessage('Ich bin da und lese mit.');
  await visits.operator.receipt(conversation);
  await reporter.frame.locator('.state.delivered').waitFor();
  expect(await reporter.keepCode()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
});

test('an answer repeated under another envelope is shown once', async () => {
  const reporter = await visits.opened();
  await reporter.send('frage eins');
  const { conversation } = await visits.operator.heard('frage eins');
  await visits.operator.reply(conversation, 'antwort eins');
  await reporter.waitForMessage('antwort eins');
  expect(await visits.operator.repeat(conversation)).toBe('accepted');
  await visits.operator.reply(conversation, 'antwort zwei');
  await reporter.waitForMessage('antwort zwei');
  expect(await reporter.shown('operator')).toEqual(['antwort eins', 'antwort zwei']);
});

test('a reload and another page of the site keep messages, draft and code', async () => {
  const reporter = await visits.opened();
  await reporter.send('das bleibt stehen');
  const { conversation } = await visits.operator.heard('das bleibt stehen');
  await visits.operator.reply(conversation, 'und das auch');
  await reporter.waitForMessage('und das auch');
  await fillIn(
    reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }),
    'noch nicht abgeschickt',
  );
  for (const address of [visits.stage.page, `${visits.stage.page}was-tun`]) {
    await reporter.page.goto(address);
    await reporter.open();
    await reporter.waitForMessage('das bleibt stehen');
    await reporter.waitForMessage('und das auch');
    await expect
      .poll(() => reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }).inputValue())
      .toBe('noch nicht abgeschickt');
    await reporter.frame.getByRole('button', { name: 'Ich habe ihn aufgehoben' }).waitFor();
  }
  await visits.operator.reply(conversation, 'kommt nach dem neuladen an');
  await reporter.waitForMessage('kommt nach dem neuladen an');
  await reporter.send('geht nach dem neuladen raus');
  const after = await visits.operator.heard('geht nach dem neuladen raus');
  expect(after.conversation).toBe(conversation);
  expect(after.body.seq).toBe(1);
});

test('the relay dies by SIGKILL in the middle: nothing is lost and nothing doubled', async () => {
  const reporter = await visits.opened();
  const words = Array.from({ length: 13 }, (_, i) => `zeile ${i}`);
  const first = visits.operator;
  try {
    for (const [i, text] of words.entries()) {
      if (i === 4) await visits.stage.killRelay();
      await reporter.send(text);
      if (i === 2) await visits.operator.heard(text);
      if (i === 8) {
        await reporter.page.reload();
        await reporter.open();
      }
    }
    await reporter.frame.getByText('wartet auf Verbindung').last().waitFor();
  } finally {
    await visits.stage.startRelay();
    await visits.operatorAgain();
  }
  await visits.operator.heard('zeile 12', 40_000);
  const heard = [...first.messages, ...visits.operator.messages].flatMap(({ body }) =>
    body.type === 'text' && words.includes(body.text) ? [body] : [],
  );
  expect([...new Set(heard.map(({ mid }) => mid))]).toHaveLength(words.length);
  expect([...new Set(heard.map(({ text }) => text))]).toEqual(words);
  expect([...new Set(heard.map(({ seq }) => seq))]).toEqual(words.map((_, i) => i));
  expect(await reporter.shown('reporter')).toEqual(words);
  await reporter.waitForAccepted('zeile 12');
});

test('a code brings the reporter back on another device, and a mistyped one says so', async () => {
  const reporter = await visits.opened();
  await reporter.send('ich komme wieder');
  const { conversation } = await visits.operator.heard('ich komme wieder');
  const code = await reporter.keepCode();
  await reporter.page.close();
  await visits.operator.reply(conversation, 'wir haben nachgedacht');

  const later = await visits.opened();
  await later.frame.getByRole('button', { name: 'Ich habe einen Rückkehr-Code' }).click();
  const box = later.frame.getByRole('textbox', { name: 'Dein Rückkehr-Code' });
  await fillIn(box, code.slice(0, -1));
  await box.press('Enter');
  await later.frame.getByText('Es fehlt noch 1 Zeichen.').waitFor();
  const wrong = code.startsWith('7') ? `8${code.slice(1)}` : `7${code.slice(1)}`;
  await fillIn(box, wrong);
  await box.press('Enter');
  await later.frame.getByText('Da stimmt mindestens ein Zeichen nicht.').waitFor();
  await fillIn(
    box,
    code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'),
  );
  await box.press('Enter');
  await later.waitForMessage('wir haben nachgedacht');
  await later.frame.getByText('Willkommen zurück.').waitFor();
  await later.send('bin wieder da');
  expect((await visits.operator.heard('bin wieder da')).conversation).toBe(conversation);
});

test('a second tab with the same code takes over, and the first one offers to go on', async () => {
  const first = await visits.opened();
  await first.send('im ersten tab');
  const { conversation } = await visits.operator.heard('im ersten tab');
  const code = await first.keepCode();
  const second = await visits.opened();
  await second.frame.getByRole('button', { name: 'Ich habe einen Rückkehr-Code' }).click();
  await fillIn(second.frame.getByRole('textbox', { name: 'Dein Rückkehr-Code' }), code);
  await second.frame.getByRole('button', { name: 'Weiter' }).click();
  await first.frame.getByText('Dieses Gespräch ist in einem anderen Tab geöffnet.').waitFor();
  await visits.operator.reply(conversation, 'nur im zweiten');
  await second.waitForMessage('nur im zweiten');
  await first.frame.getByRole('button', { name: 'Hier weiter' }).click();
  await second.frame.getByText('Dieses Gespräch ist in einem anderen Tab geöffnet.').waitFor();
  await visits.operator.reply(conversation, 'jetzt wieder im ersten');
  await first.waitForMessage('jetzt wieder im ersten');
});

test('a duplicated tab keeps the code and speaks in a session of its own', async () => {
  const first = await visits.opened();
  await first.send('im original');
  const heard = await visits.operator.heard('im original');
  const [copy] = await Promise.all([
    first.page.context().waitForEvent('page'),
    first.page.evaluate(() => void window.open(location.href)),
  ]);
  const second = widgetOn(copy);
  await second.open();
  await second.waitForMessage('im original');
  await first.frame.getByText('Dieses Gespräch ist in einem anderen Tab geöffnet.').waitFor();
  await second.send('in der kopie');
  const copied = await visits.operator.heard('in der kopie');
  expect(copied.conversation).toBe(heard.conversation);
  expect(copied.body.session).not.toBe(heard.body.session);
  expect(copied.body.seq).toBe(0);
  expect(copied.body.resumes).toBe(heard.body.mid);
  await first.frame.getByRole('button', { name: 'Hier weiter' }).click();
  await first.send('wieder im original');
  const back = await visits.operator.heard('wieder im original');
  expect([back.body.session, back.body.seq]).toEqual([heard.body.session, 1]);
});

test('a text over the limit stays, says by how much, and is not sent', async () => {
  const reporter = await visits.opened();
  const box = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await fillIn(box, 'ä'.repeat(4012));
  await reporter.frame.getByText('12 Zeichen zu viel. Nichts ist verloren').waitFor();
  await box.press('Enter');
  expect(await box.inputValue()).toHaveLength(4012);
  expect(await reporter.shown('reporter')).toEqual([]);
  await fillIn(box, '🙂'.repeat(4000));
  await reporter.frame.getByText('noch 0 Zeichen').waitFor();
  await box.press('Enter');
  await visits.operator.heard('🙂'.repeat(4000));
});

test('with nobody here the reporter is told, can write all the same, and sees who comes', async () => {
  await visits.operator.available(false);
  const alone = await openWidgetStage();
  const away = await alone.operator({ here: false });
  const reporter = await visits.opened({}, alone.page);
  await reporter.frame.getByText('Montag bis Freitag, 15 bis 20 Uhr').waitFor();
  await reporter.frame.getByText('Deine Nachricht wartet sicher auf uns').waitFor();
  expect(await axeObjections(chatFrame(reporter, alone.site))).toEqual([]);
  await away.available(true);
  await reporter.frame.getByText('Wir sind gerade da').waitFor();
  await visits.operator.available(true);
  await away.stop();
  await alone.stop();
});

test('stars and words at the end arrive sealed, and deleting leaves nothing behind', async () => {
  const reporter = await visits.opened();
  await reporter.send('zum bewerten');
  await visits.operator.heard('zum bewerten');
  await reporter.rate(4, 'hat gutgetan');
  await expect
    .poll(() => visits.operator.messages.find(({ body }) => body.type === 'rating')?.body)
    .toMatchObject({ stars: 4, comment: 'hat gutgetan' });
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  await reporter.frame.getByRole('button', { name: 'Gespräch beenden' }).click();
  await reporter.frame.getByText('Danke, das hilft uns.').waitFor();
  const clear = reporter.frame.getByRole('button', { name: 'Beenden und hier löschen' });
  await clear.click();
  await reporter.frame.getByText('Deinen Rückkehr-Code hast du noch nicht aufgehoben.').waitFor();
  await reporter.frame.getByRole('button', { name: 'Trotzdem löschen' }).click();
  await reporter.frame.getByText('Hier ist alles gelöscht.').waitFor();
  const left = () => visits.frameOf(reporter).evaluate(() => Object.keys(sessionStorage));
  await expect.poll(left).toEqual([]);
});

test('deleting asks first while a message has not arrived', async () => {
  const lonely = await openWidgetStage();
  const desk = await lonely.operator();
  const reporter = await visits.opened({}, lonely.page);
  await reporter.send('kommt an');
  await desk.heard('kommt an');
  await reporter.keepCode();
  await lonely.killRelay();
  await reporter.send('kommt nicht an');
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  await reporter.frame.getByRole('button', { name: 'Gespräch beenden' }).click();
  await reporter.frame.getByRole('button', { name: 'Beenden und hier löschen' }).click();
  await reporter.frame.getByText('Eine Nachricht ist noch nicht angekommen.').waitFor();
  await reporter.frame.getByRole('button', { name: 'Zurück' }).click();
  await reporter.waitForMessage('kommt nicht an');
  await desk.stop();
  await lonely.stop();
});

test('the language can be changed in the middle, and the launcher follows', async () => {
  const reporter = await visits.opened();
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  await reporter.frame.getByRole('button', { name: 'English' }).click();
  await reporter.frame.getByRole('heading', { name: 'More' }).waitFor();
  await reporter.frame.getByRole('button', { name: 'Back' }).click();
  await reporter.frame.getByText('No name, no number, no e‑mail.').waitFor();
  await reporter.page.getByRole('button', { name: 'Write to us' }).waitFor();
  await reporter.page.reload();
  await reporter.page.getByRole('button', { name: 'Schreib uns' }).click();
  await reporter.frame.getByRole('textbox', { name: 'Your message' }).waitFor();
});

test('while the tab is open the team knows it, and the reporter sees who is writing', async () => {
  const reporter = await visits.opened();
  await reporter.send('bist du da?');
  const { conversation } = await visits.operator.heard('bist du da?');
  await expect.poll(() => visits.operator.live(conversation)).toBe(true);
  await visits.operator.reply(conversation, 'ja', 'Noa');
  await reporter.waitForMessage('ja');
  visits.operator.typing(conversation);
  await reporter.frame.getByText(/Noa.? schreibt …/).waitFor();
  await visits.operator.reply(conversation, 'ich bin da', 'Noa');
  await reporter.waitForMessage('ich bin da');
  await reporter.frame.getByText(/Noa.? schreibt …/).waitFor({ state: 'detached' });
});

test('in a tunnel what is written waits, and goes out once', async () => {
  const reporter = await visits.opened();
  const context = reporter.page.context();
  await reporter.send('vor dem tunnel');
  await visits.operator.heard('vor dem tunnel');
  await context.setOffline(true);
  await reporter.frame.getByText('Keine Verbindung. Was du schreibst').waitFor();
  await reporter.send('im tunnel');
  await reporter.frame.getByText('wartet auf Verbindung').last().waitFor();
  await context.setOffline(false);
  await visits.operator.heard('im tunnel');
  await reporter.waitForAccepted('im tunnel');
  expect(
    visits.operator.messages.filter(
      ({ body }) => body.type === 'text' && body.text === 'im tunnel',
    ),
  ).toHaveLength(1);
});

test('the code can be shown again, copied, and printed without a word of the conversation', async () => {
  const reporter = await visits.opened();
  await reporter.send('das druckt niemand mit');
  const code = await reporter.keepCode();
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  await reporter.frame.getByRole('button', { name: 'Rückkehr-Code zeigen' }).click();
  await reporter.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await reporter.frame.getByRole('button', { name: 'Kopieren' }).click();
  await reporter.frame.getByText('Kopiert', { exact: true }).waitFor();
  expect(await reporter.page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  const printed = await printedText(reporter);
  expect(printed?.replace(/\s+/g, ' ')).toContain(code.replaceAll('-', ' '));
  expect(printed).not.toContain('das druckt niemand mit');
  expect(printed).not.toContain('Gemeinsam gegen Hass');
  await reporter.frame.getByRole('button', { name: 'Wieder verbergen' }).click();
});

test('what a duplicated tab copied unsent stays with the tab it was written in', async () => {
  const first = await visits.opened();
  await first.send('schon gesendet');
  await visits.operator.heard('schon gesendet');
  await visits.stage.killRelay();
  await first.send('liegt noch im ersten tab');
  const [copy] = await Promise.all([
    first.page.context().waitForEvent('page'),
    first.page.evaluate(() => void window.open(location.href)),
  ]);
  const second = widgetOn(copy);
  await second.open();
  await second.waitForMessage('schon gesendet');
  await second.frame.getByText('liegt noch im ersten tab').waitFor({ state: 'detached' });
  await first.page.close();
  await visits.stage.startRelay();
  await visits.operatorAgain();
  await second.send('aus der kopie');
  await visits.operator.heard('aus der kopie');
  const said = visits.operator.messages.map(({ body }) => (body.type === 'text' ? body.text : ''));
  expect(said).not.toContain('liegt noch im ersten tab');
});

test('more answers than the relay delivers unacknowledged all arrive, each once', async () => {
  const reporter = await visits.opened();
  await reporter.send('viele antworten bitte');
  const { conversation } = await visits.operator.heard('viele antworten bitte');
  const answers = Array.from({ length: DELIVER_WINDOW + 8 }, (_, i) => `antwort ${i}.`);
  for (const answer of answers)
    expect(await visits.operator.reply(conversation, answer)).toBe('accepted');
  await reporter.waitForMessage(answers.at(-1) ?? '');
  expect(await reporter.shown('operator')).toEqual(answers);
});

/** What the frame would print. It is a process of its own, so the page's emulation does not reach it. */
async function printedText(reporter: WidgetDriver): Promise<string> {
  const frame = visits.frameOf(reporter);
  const session = await reporter.page.context().newCDPSession(frame);
  await session.send('Emulation.setEmulatedMedia', { media: 'print' });
  const text = await frame.evaluate(() => document.body.innerText);
  await session.detach();
  return text;
}
