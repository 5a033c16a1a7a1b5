import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { MessageId } from '../../../protocol/ids.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { CATCH_UP_AWAY_MS } from './limits.ts';
import type { App } from './testing/bench.ts';
import { colleagueOf } from './testing/fake-colleague.ts';
import { endAll, inboxOf, keep, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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

test('a hold stands against it', async () => {
  const { one, conversation } = await told(['operator']);
  const opened = await one.desk.openCase({ conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  await one.desk.holdCase({ case: opened.value.id, reason: 'Strafverfahren' });
  expect(await one.desk.eraseConversation({ conversation })).toEqual(refuse('held'));
});
