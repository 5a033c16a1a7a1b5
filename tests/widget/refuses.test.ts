import { afterAll, afterEach, expect, test } from 'vitest';
import { newSignKeys } from '../../protocol/crypto/keys.ts';
import { buildSite } from '../../tools/build-site.ts';
import { startFalseRelay, type FalseAnswer, type FalseRelay } from '../support/false-relay.ts';
import { forged } from '../support/operator.ts';
import { openWidgetStage, type WidgetStage } from '../support/widget-stage.ts';
import { chatFrame, driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { visitors } from '../support/visitors.ts';

/** A relay that lies about the team: the chat stays closed, says why, and says how else to reach people. */
const DAY_MS = 24 * 60 * 60 * 1000;
const LONG_BEFORE_IT_ASKS_ITSELF = { timeout: 10_000 };

let stage: WidgetStage;
let liar: FalseRelay | undefined;
const people = visitors(async () => {
  await buildSite();
  stage = await openWidgetStage();
  await stage.killRelay();
});

afterEach(async () => {
  await liar?.stop();
  liar = undefined;
});

afterAll(() => stage.stop());

const answerWith = async (answer: FalseAnswer): Promise<void> => {
  await liar?.stop();
  liar = await startFalseRelay(Number(new URL(stage.relay).port), answer);
};

const visitor = async (): Promise<WidgetDriver> => {
  const context = await people.visitor();
  return driveWidget(context, stage.page);
};

const tap = async (reporter: WidgetDriver): Promise<void> =>
  reporter.page.getByRole('button', { name: 'Schreib uns' }).click();

const refusal = async (reporter: WidgetDriver): Promise<string> =>
  reporter.frame.getByRole('alert').innerText();

/** Wherever the chat stays closed there are people to talk to: the frame brings their numbers itself. */
async function expectHelplines({ frame }: WidgetDriver): Promise<void> {
  await frame.getByText('Polizei 110, Notruf 112').waitFor();
  await frame.getByText('116 111').waitFor();
}

/** What can be tapped to reach the team another way. */
const ways = ({ frame }: WidgetDriver): Promise<string[]> =>
  frame.locator('.ways a').allInnerTexts();

/** The team's own, as its document names them. */
const OWN_WAYS = ['+49 30 1234567', 'hilfe@example.org'];
/** What somebody would like to be called at who is not the team. */
const THEIR_WAYS = [
  { key: 'channel.0.label', lang: '', value: 'Telefon' },
  { key: 'channel.0.value', lang: '', value: '0900 666666' },
];

/** A document seen before, so that what comes next can be compared with it. */
const seenBefore = async (document: Uint8Array): Promise<WidgetDriver> => {
  await answerWith({ document });
  const reporter = await visitor();
  await reporter.open();
  await reporter.frame.getByText('Gerade ist niemand da').first().waitFor();
  return reporter;
};

const NOT_GENUINE = 'nicht echt oder beschädigt';

test('a document with a broken signature closes the chat before anything is sent', async () => {
  await answerWith({ document: forged(stage.team.document()) });
  const reporter = await visitor();
  await tap(reporter);
  const said = await refusal(reporter);
  expect(said).toContain(NOT_GENUINE);
  expect(said).toContain('Du hast nichts falsch gemacht.');
  await reporter.frame.getByText('Auf der Website steht').waitFor();
  await expectHelplines(reporter);
  expect(await ways(reporter)).toEqual([]);
  expect(await reporter.frame.getByRole('textbox').count()).toBe(0);
  expect(new Set(liar?.asked)).toEqual(new Set(['team-get']));
});

test('a document by another key closes the chat, and none of the ways it names is shown', async () => {
  const stranger = newSignKeys();
  const changed = { signer: stranger.publicKey, profile: THEIR_WAYS };
  await answerWith({ document: stage.team.document(changed, stranger) });
  const reporter = await visitor();
  await tap(reporter);
  expect(await refusal(reporter)).toContain(NOT_GENUINE);
  await expectHelplines(reporter);
  expect(await ways(reporter)).toEqual([]);
  expect(await reporter.frame.getByText('0900').count()).toBe(0);
});

test('after a document by another key the ways are those of the one before', async () => {
  const reporter = await seenBefore(stage.team.document());
  const stranger = newSignKeys();
  const changed = { signer: stranger.publicKey, profile: THEIR_WAYS };
  await answerWith({ document: stage.team.document(changed, stranger) });
  await reporter.page.reload();
  await tap(reporter);
  expect(await refusal(reporter)).toContain(NOT_GENUINE);
  await reporter.frame.getByText('So erreichst du das Team trotzdem:').waitFor();
  await expectHelplines(reporter);
  expect(await ways(reporter)).toEqual(OWN_WAYS);
});

test('an expired document closes the chat, names the ways from then, and a relay with the right time cannot revive it', async () => {
  const now = Date.now();
  await answerWith({
    document: stage.team.document({ issued: now - 31 * DAY_MS, expires: now - DAY_MS }),
  });
  const reporter = await visitor();
  await tap(reporter);
  expect(await refusal(reporter)).toContain('abgelaufen');
  await reporter.frame.getByText('Sie können sich geändert haben').waitFor();
  await expectHelplines(reporter);
  expect(await ways(reporter)).toEqual(OWN_WAYS);
});

test('an older document than the one seen before closes the chat and names the ways from then', async () => {
  const first = stage.team.document();
  const reporter = await seenBefore(stage.team.after(first, 2));
  await answerWith({ document: first });
  await reporter.page.reload();
  await tap(reporter);
  expect(await refusal(reporter)).toContain('veraltete Angaben');
  await expectHelplines(reporter);
  expect(await ways(reporter)).toEqual(OWN_WAYS);
});

test('another document under the same number closes the chat', async () => {
  const reporter = await seenBefore(stage.team.document());
  await answerWith({ document: stage.team.document({ profile: [] }) });
  await reporter.page.reload();
  await tap(reporter);
  expect(await refusal(reporter)).toContain('die sich widersprechen');
  await expectHelplines(reporter);
  expect(await ways(reporter)).toEqual(OWN_WAYS);
});

test('a relay without a document says that the team is not ready', async () => {
  await answerWith({ document: new Uint8Array() });
  const reporter = await visitor();
  await tap(reporter);
  expect(await refusal(reporter)).toContain('noch nicht eingerichtet');
  await expectHelplines(reporter);
});

test('once the relay tells the truth again, one tap opens the chat', async () => {
  const answer = { document: forged(stage.team.document()) };
  await answerWith(answer);
  const reporter = await visitor();
  await tap(reporter);
  await refusal(reporter);
  // On the same connection: after a new one the chat asks by itself, and is quicker than the tap.
  answer.document = stage.team.document();
  const before = liar?.asked.length;
  await reporter.frame.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await expect.poll(() => liar?.asked.length, LONG_BEFORE_IT_ASKS_ITSELF).not.toBe(before);
  await reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }).waitFor();
});

test('a phone with a wrong clock is let in when frame and relay agree, and is told', async () => {
  await answerWith({ document: stage.team.document() });
  const reporter = await visitor();
  // Playwright sets the clock of pages only: here the engine is on the page.
  await reporter.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
  await reporter.page.clock.install({ time: Date.now() + 60 * DAY_MS });
  await reporter.page.reload();
  await reporter.open();
  await reporter.frame.getByText('Die Uhr deines Geräts geht falsch.').waitFor();
  expect(await axeObjections(chatFrame(reporter, stage.site))).toEqual([]);
});

test('a snippet that pins another team than the frame does opens nothing', async () => {
  await answerWith({ document: stage.team.document() });
  const other = await stage.pageWith((snippet) =>
    snippet.replace(/data-team="[0-9a-f]/, (start) =>
      start.endsWith('0') ? start.replace(/0$/, '1') : start.replace(/.$/, '0'),
    ),
  );
  const context = await people.visitor();
  const reporter = await driveWidget(context, other);
  await tap(reporter);
  expect(await refusal(reporter)).toContain('falsch eingebaut');
  await expectHelplines(reporter);
  expect(await axeObjections(chatFrame(reporter, stage.site))).toEqual([]);
});
