import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { newBoxKeys } from '../../../protocol/crypto/keys.ts';
import { MessageId, SessionId } from '../../../protocol/ids.ts';
import { SenderKey } from '../../../protocol/talk/names.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { CATCH_UP_AWAY_MS } from './limits.ts';
import type { App } from './testing/bench.ts';
import { colleagueOf, toldAll } from './testing/fake-colleague.ts';
import { endAll, inboxOf, keep, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice, withoutDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const idOf = async (app: App): Promise<string> => (await app.desk.team(null)).device;

/** The relay lets go what waits for this device, as it does after 14 days. */
const expire = async (app: App): Promise<void> => app.relay.queue(await idOf(app)).waiting.clear();

const saysErased = async (app: App): Promise<readonly (string | null)[]> =>
  (await inboxOf(app)).map(({ erasedBy }) => erasedBy);

/** Two devices that know each other and hold a conversation; the second is away when its reporter asks for it to be erased. */
async function asked() {
  const one = await team();
  const other = keep(await secondDevice(one));
  for (const app of [one, other]) {
    for (const { device } of (await app.desk.roster(null)).newcomers)
      await app.desk.tellEarlier({ device, said: 'yes' });
    await app.env.advance(MINUTE);
  }
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  one.main.goOffline();
  await settled();
  await other.desk.note({ conversation, text: 'Nur hier' });
  await expire(one);
  other.main.goOffline();
  one.main.goOnline();
  await settled();
  reporter.write({ type: 'erase' });
  await settled();
  await expire(other);
  return { one, other, reporter, conversation };
}

/** Everything that waits has expired, and both are there again. */
async function weeksLater(one: App, other: App): Promise<void> {
  one.main.goOffline();
  await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
  for (const app of [one, other]) {
    await expire(app);
    app.main.goOnline();
  }
  await settled();
  await one.env.advance(MINUTE);
}

test('who missed the wish hears who has followed it, and erases when a person says so', async () => {
  const { one, other, conversation } = await asked();
  expect(await one.desk.eraseConversation({ conversation })).toEqual(ok(null));
  other.main.goOnline();
  await settled();
  expect(await saysErased(other)).toEqual([await idOf(one)]);
  expect(textsOf(await read(other, conversation))).toContain('Hallo');
  expect(await other.desk.eraseConversation({ conversation })).toEqual(ok(null));
  expect(await inboxOf(other)).toEqual([]);
});

test('whoever decides to keep it is not asked again by the same word, until the reporter writes', async () => {
  const { one, other, reporter, conversation } = await asked();
  await one.desk.eraseConversation({ conversation });
  other.main.goOnline();
  await settled();
  expect(await saysErased(other)).toEqual([await idOf(one)]);
  expect(await other.desk.keepAnyway({ conversation })).toEqual(ok(null));
  expect(other.facts.at(-1)).toMatchObject({ summary: { id: conversation, erasedBy: null } });
  await weeksLater(one, other);
  expect(await saysErased(other)).toEqual([null]);
  expect(textsOf(await read(other, conversation))).toContain('Hallo');
  reporter.say('Bitte wirklich');
  await settled();
  other.main.goOffline();
  await settled();
  reporter.write({ type: 'erase' });
  await settled();
  await expire(other);
  expect(await one.desk.eraseConversation({ conversation })).toEqual(ok(null));
  other.main.goOnline();
  await settled();
  expect(await saysErased(other)).toEqual([await idOf(one)]);
});

test('who comes back after weeks hears it by comparing, and brings nothing back', async () => {
  const { one, other, conversation } = await asked();
  await one.desk.eraseConversation({ conversation });
  await weeksLater(one, other);
  expect(await saysErased(other)).toEqual([await idOf(one)]);
  expect(await inboxOf(one)).toEqual([]);
});

test('what a colleague says in it afterwards is dropped, until its reporter writes again', async () => {
  const { one, other, reporter, conversation } = await asked();
  await one.desk.eraseConversation({ conversation });
  other.main.goOnline();
  await settled();
  await other.desk.note({ conversation, text: 'Noch da?' });
  await settled();
  reporter.say('Wieder hier');
  await settled();
  expect(textsOf(await read(one, conversation))).toEqual(['Wieder hier']);
});

test('what colleagues still hold of before is not brought back once its reporter has written again', async () => {
  const { one, other, reporter, conversation } = await asked();
  await one.desk.eraseConversation({ conversation });
  other.main.goOnline();
  await settled();
  await one.env.sleep(MINUTE);
  reporter.say('Wieder hier');
  await settled();
  one.main.goOffline();
  await settled();
  await other.desk.send({ conversation, text: 'Danach' });
  await weeksLater(one, other);
  expect(textsOf(await read(one, conversation)).toSorted()).toEqual(['Danach', 'Wieder hier']);
});

test('what its reporter said to colleagues once the hour of the erase was over is told, and nothing of before', async () => {
  const { one, other, reporter, conversation } = await asked();
  await one.desk.eraseConversation({ conversation });
  one.main.goOffline();
  other.main.goOnline();
  await one.env.sleep(HOUR);
  reporter.say('Zurück');
  await settled();
  await expire(one);
  await one.env.sleep(MINUTE);
  one.main.goOnline();
  await settled();
  reporter.say('Wieder hier');
  await settled();
  await weeksLater(one, other);
  expect(textsOf(await read(one, conversation))).toEqual(['Zurück', 'Wieder hier']);
});

test('a person who erases without being asked tells nobody to', async () => {
  const { one, other, reporter } = await asked();
  const quiet = reporterOf(one);
  quiet.say('Bleibt');
  await settled();
  await one.desk.eraseConversation({ conversation: quiet.keys.conversation });
  await one.desk.eraseConversation({ conversation: reporter.keys.conversation });
  other.main.goOnline();
  await settled();
  const lines = await inboxOf(other);
  expect(lines.filter(({ erasedBy }) => erasedBy !== null).map(({ id }) => id)).toEqual([
    reporter.keys.conversation,
  ]);
});

/** A conversation, and a colleague who says that it was erased. */
async function told(roles: Parameters<typeof colleagueOf>[1]) {
  const one = await team();
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  const colleague = await colleagueOf(one, roles);
  const deletion = { type: 'deletion', erased: conversation, asked: MessageId.random() } as const;
  colleague.say(await idOf(one), deletion);
  await settled();
  return { one, reporter, conversation, colleague };
}

test('nothing is destroyed for a colleague’s word', async () => {
  const { one, conversation, colleague } = await told(['operator']);
  expect(await saysErased(one)).toEqual([colleague.keys.id]);
  expect(textsOf(await read(one, conversation))).toEqual(['Hallo']);
});

test('who only coordinates or manages says nothing about it', async () => {
  for (const role of ['coordinator', 'manager'] as const) {
    expect(await saysErased((await told([role])).one)).toEqual([null]);
  }
});

test('who has left the team says nothing about it, and what they said counts no more', async () => {
  const { one, colleague } = await told(['operator']);
  expect(await saysErased(one)).toEqual([colleague.keys.id]);
  const later = reporterOf(one);
  later.say('Später');
  await settled();
  one.relay.putTeam(withoutDevice(one, colleague.keys.id), '');
  one.main.tell({ type: 'team-newer', documentSeq: readDocument(one.relay.document).seq });
  await settled();
  const { conversation: erased } = later.keys;
  colleague.say(await idOf(one), { type: 'deletion', erased, asked: MessageId.random() });
  await settled();
  expect(await saysErased(one)).toEqual([null, null]);
});

test('a conversation that was never here is not begun by it', async () => {
  const one = await team();
  const colleague = await colleagueOf(one);
  const erased = reporterOf(one).keys.conversation;
  colleague.say(await idOf(one), { type: 'deletion', erased, asked: MessageId.random() });
  await settled();
  expect(await inboxOf(one)).toEqual([]);
});

/** One that was erased at its reporter's wish and begun anew, and a colleague who comes late. */
async function begunAnew() {
  const one = await team();
  const colleague = await colleagueOf(one);
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  const { mid: wish } = reporter.write({ type: 'erase' });
  await settled();
  await one.desk.eraseConversation({ conversation });
  await settled();
  reporter.say('Wieder hier');
  await settled();
  return { one, colleague, conversation, wish };
}

test('who follows late a wish that was followed here says nothing of what was begun since', async () => {
  const { one, colleague, conversation: erased, wish } = await begunAnew();
  colleague.say(await idOf(one), { type: 'deletion', erased, asked: wish });
  await settled();
  expect(await saysErased(one)).toEqual([null]);
  colleague.say(await idOf(one), { type: 'deletion', erased, asked: MessageId.random() });
  await settled();
  expect(await saysErased(one)).toEqual([colleague.keys.id]);
});

test('an answer that names no wish says nothing of what was erased here and begun since', async () => {
  const { one, colleague, conversation } = await begunAnew();
  const never = reporterOf(one);
  never.say('Nie gelöscht');
  await settled();
  const erased = [conversation, never.keys.conversation];
  colleague.answer = () => ({ ...toldAll([]), erased });
  one.main.goOffline();
  await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
  one.main.goOnline();
  await settled();
  await one.env.advance(MINUTE);
  const said = (await inboxOf(one)).filter(({ erasedBy }) => erasedBy !== null);
  expect(said.map(({ id }) => id)).toEqual([never.keys.conversation]);
});

test.each([
  ['only heard it', false],
  ['erased for it', true],
])('a colleague’s word is not passed on by whoever %s', async (_, erases) => {
  const { one, conversation } = await told(['operator']);
  if (erases) expect(await one.desk.eraseConversation({ conversation })).toEqual(ok(null));
  const other = await colleagueOf(one);
  for (const { device } of (await one.desk.roster(null)).newcomers)
    await one.desk.tellEarlier({ device, said: 'yes' });
  const sender = SenderKey.of(newBoxKeys().publicKey);
  const stream = {
    conversation,
    sender,
    session: SessionId.random(),
    audience: 'talk',
    upTo: 0,
  } as const;
  other.say(await idOf(one), { type: 'digest', streams: [stream] });
  await one.env.advance(MINUTE);
  expect(other.told.map(({ erased }) => erased ?? [])).toEqual([[]]);
});

test('a hold stands against it', async () => {
  const { one, conversation } = await told(['operator']);
  const opened = await one.desk.openCase({ conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  await one.desk.holdCase({ case: opened.value.id, reason: 'Strafverfahren' });
  expect(await one.desk.eraseConversation({ conversation })).toEqual(refuse('held'));
});
