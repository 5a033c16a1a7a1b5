import { afterAll, expect, test } from 'vitest';
import type { ConversationId, ConversationSummary } from '../../src/contract/desk.ts';
import { ok } from '../../src/contract/outcome.ts';
import { button, field, fromMenu } from '../support/chat-visits.ts';
import { openVaultTeam, type VaultTeam } from '../support/vault-team.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { allTexts } from '../support/widget-texts.ts';
import { visitors } from '../support/visitors.ts';
import { fillIn } from '../support/fill-in.ts';

/** What a reporter decides in the chat, and what the app's own vault makes of it, over a real relay. */
const t = await allTexts('de');
let team: VaultTeam;
const { visitor } = visitors(async () => {
  team = await openVaultTeam('Noa');
});
afterAll(() => team.stop());

const arrive = async (): Promise<WidgetDriver> => {
  const reporter = await driveWidget(await visitor(), team.page);
  await reporter.open();
  return reporter;
};

const inbox = async (): Promise<readonly ConversationSummary[]> =>
  (await team.desk.conversations({ from: 0, limit: 50 })).conversations;

/** The conversation in which this was said last. */
const found = async (words: string): Promise<ConversationId> => {
  const look = async () => (await inbox()).find(({ preview }) => preview.includes(words))?.id;
  await expect.poll(look).toBeDefined();
  const id = await look();
  if (id === undefined) throw new Error('gone again');
  return id;
};

const kindsIn = async (conversation: ConversationId): Promise<readonly string[]> =>
  (await team.desk.read({ conversation, before: null, limit: 50 })).messages.map(
    ({ kind }) => kind,
  );

/** Something said and answered. */
const begun = async (words: string) => {
  const reporter = await arrive();
  await reporter.send(words);
  const conversation = await found(words);
  expect(await team.desk.send({ conversation, text: `Antwort auf ${words}` })).toMatchObject({
    ok: true,
  });
  await reporter.waitForMessage(`Antwort auf ${words}`);
  return { reporter, conversation };
};

test('contact details are at the desk when somebody asks for them, and gone when they are taken back', async () => {
  const { reporter, conversation } = await begun('ruft mich an');
  await fromMenu(reporter, t.contact);
  await fillIn(field(reporter, t.contactPurpose), 'Nur für einen Rückruf');
  await button(reporter, t.enterGo).click();
  await fillIn(field(reporter, t.contactPhone), '030 123456');
  await button(reporter, t.enterGo).click();
  await button(reporter, t.contactSend).click();
  const known = () => team.desk.contact({ conversation });
  await expect.poll(known).toEqual({
    name: '',
    phone: '030 123456',
    email: '',
    when: '',
    purpose: 'Nur für einen Rückruf',
  });
  expect(JSON.stringify(team.facts)).not.toContain('030 123456');
  await button(reporter, t.contactTakeBack).click();
  await expect.poll(known).toBeNull();
  await expect
    .poll(async () =>
      (await team.desk.read({ conversation, before: null, limit: 50 })).messages.slice(-2),
    )
    .toMatchObject([
      { kind: 'contact', empty: false },
      { kind: 'contact', empty: true },
    ]);
});

test('who comes back by code and asks gets the earlier conversation from the vault, each word in its place', async () => {
  const { reporter, conversation } = await begun('früher schon');
  await reporter.send('und noch etwas');
  const code = await reporter.keepCode();
  await reporter.page.close();
  const back = await arrive();
  await button(back, t.haveCode).click();
  await fillIn(field(back, t.code), code);
  await button(back, t.enterGo).click();
  await button(back, t.earlier).click();
  await expect.poll(async () => (await kindsIn(conversation)).at(-1)).toBe('resume');
  expect(await team.desk.sendEarlier({ conversation })).toEqual(ok(null));
  await back.waitForMessage('und noch etwas');
  expect(await back.talk()).toEqual([
    { by: 'reporter', text: 'früher schon' },
    { by: 'operator', text: 'Antwort auf früher schon' },
    { by: 'reporter', text: 'und noch etwas' },
  ]);
  await back.send('da bin ich wieder');
  await found('da bin ich wieder');
});

test('the wish to be erased reaches the inbox, and what the vault then deletes is gone', async () => {
  const { reporter, conversation } = await begun('bitte alles löschen');
  await fromMenu(reporter, t.erase);
  await button(reporter, t.eraseGo).click();
  await reporter.frame.getByText(t.erased).waitFor();
  const asked = async () => (await inbox()).find(({ id }) => id === conversation)?.asks.erase;
  await expect.poll(asked).toEqual(expect.any(String));
  expect(await team.desk.eraseConversation({ conversation })).toEqual(ok(null));
  await expect.poll(async () => (await inbox()).map(({ id }) => id)).not.toContain(conversation);
});

test('the numbers of the team are the same on both screens', async () => {
  const reporter = await arrive();
  await fromMenu(reporter, t.compare);
  const { numbers } = await team.desk.team(null);
  const shown = async (): Promise<string> =>
    (await reporter.frame.locator('.groups').first().innerText()).replace(/\s+/g, ' ');
  await expect.poll(shown).toBe(numbers);
});
