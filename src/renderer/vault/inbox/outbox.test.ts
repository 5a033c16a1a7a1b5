import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ConversationId, DeskFact, SendState } from '../../../contract/desk.ts';
import { newTeam, PASSPHRASE, restart, type App } from '../testing/bench.ts';
import { FakeReporter } from '../testing/fake-reporter.ts';
import { settled } from '../testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });

const apps: App[] = [];
afterEach(() => {
  for (const app of apps.splice(0)) app.crash();
});

async function begun() {
  const app = await newTeam();
  apps.push(app);
  await app.desk.team(null);
  const reporter = new FakeReporter(app.relay, app.env.now);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  const reply = async (text: string): Promise<void> => {
    await app.desk.send({ conversation, text });
    await settled();
  };
  return { app, reporter, conversation, reply };
}

const statesOf = (facts: readonly DeskFact[]): readonly SendState[] =>
  facts.flatMap((fact) => (fact.type === 'state-changed' ? [fact.state] : []));

async function stateIn(app: App, conversation: ConversationId): Promise<SendState | undefined> {
  const { messages } = await app.desk.read({ conversation, before: null, limit: 9 });
  const last = messages.at(-1);
  return last?.kind === 'text' && last.author === 'operator' ? last.state : undefined;
}

const texts = (reporter: FakeReporter): readonly string[] =>
  reporter.got.map(({ body }) => (body.type === 'text' ? body.text : ''));

test('a reply goes to the tab while it is live, and counts as delivered by its receipt', async () => {
  const { app, reporter, conversation, reply } = await begun();
  reporter.alive();
  await settled();
  await reply('Für den Tab');
  expect(reporter.got[0]?.toEph).toBe(true);
  expect(await stateIn(app, conversation)).toBe('sent');
  reporter.acknowledge();
  await settled();
  expect(await stateIn(app, conversation)).toBe('delivered');
  expect(statesOf(app.facts)).toEqual(['sent', 'delivered']);
  const posts = app.relay.posts.length;
  await app.env.advance(120_000);
  expect(app.relay.posts.length).toBe(posts);
});

test('without a heartbeat the reply is sealed to the code, once', async () => {
  const { app, reporter, reply } = await begun();
  await reply('Für später');
  expect(reporter.got[0]?.toEph).toBe(false);
  const posts = app.relay.posts.length;
  await app.env.advance(120_000);
  expect(app.relay.posts.filter(({ wake }) => !wake).length).toBeGreaterThan(0);
  expect(reporter.got).toHaveLength(1);
  expect(app.relay.posts.length).toBeLessThanOrEqual(posts + 1);
});

test('a reply to a tab that stays silent for 60 s is sealed again to the code, with the same body', async () => {
  const { app, reporter, reply } = await begun();
  reporter.alive();
  await settled();
  await reply('Noch da?');
  await app.env.advance(59_000);
  expect(reporter.got).toHaveLength(1);
  await app.env.advance(2_000);
  expect(reporter.got.map(({ toEph }) => toEph)).toEqual([true, false]);
  expect(reporter.got[1]?.body).toEqual(reporter.got[0]?.body);
  await app.env.advance(600_000);
  expect(reporter.got).toHaveLength(2);
});

test('the 60 s survive lock and restart', async () => {
  const { app, reporter, reply } = await begun();
  reporter.alive();
  await settled();
  await reply('Noch da?');
  const again = restart(app);
  apps.push(again);
  await again.env.sleep(90_000);
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  expect(reporter.got.map(({ toEph }) => toEph)).toEqual([true, false]);
});

test('offline, a reply waits unsealed and leaves when the link is back, in order', async () => {
  const { app, reporter, conversation, reply } = await begun();
  app.main.goOffline();
  await settled();
  await reply('Eins');
  await reply('Zwei');
  expect(await stateIn(app, conversation)).toBe('sending');
  expect(reporter.got).toEqual([]);
  app.main.goOnline();
  await settled();
  expect(texts(reporter)).toEqual(['Eins', 'Zwei']);
  expect(await stateIn(app, conversation)).toBe('sent');
});

test('a reply written before a crash leaves after the next unlock', async () => {
  const { app, reporter, reply } = await begun();
  app.main.goOffline();
  await settled();
  await reply('Vor dem Absturz');
  const again = restart(app);
  apps.push(again);
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  expect(texts(reporter)).toEqual(['Vor dem Absturz']);
});

test('a full mailbox makes a reply stuck, and it is tried again more and more slowly', async () => {
  const { app, reporter, conversation, reply } = await begun();
  app.relay.mailboxAnswer = 'full';
  const before = app.relay.posts.length;
  await reply('Passt nicht');
  expect(await stateIn(app, conversation)).toBe('stuck');
  await app.env.advance(130_000);
  const tries = app.relay.posts.length - before;
  expect(tries).toBeGreaterThan(5);
  expect(tries).toBeLessThan(12);
  app.relay.mailboxAnswer = null;
  await app.env.advance(61_000);
  expect(texts(reporter)).toEqual(['Passt nicht']);
  expect(await stateIn(app, conversation)).toBe('sent');
});

test('a reply refused under an old token goes out with the newest', async () => {
  const { app, reporter, conversation, reply } = await begun();
  app.relay.tokens.set(reporter.keys.mailbox, 'ff'.repeat(16));
  await reply('Mit altem Zettel');
  expect(await stateIn(app, conversation)).toBe('stuck');
  reporter.token.fill(9);
  app.relay.tokens.set(reporter.keys.mailbox, bytesToHex(reporter.token));
  reporter.say('Bin wieder da');
  await settled();
  expect(texts(reporter)).toEqual(['Mit altem Zettel']);
});

test('that nobody collected it is settled only once it is written down', async () => {
  const { app, conversation, reply } = await begun();
  await reply('Bist du noch da?');
  const post = app.relay.posts.findLast(({ wake }) => !wake);
  if (post === undefined) throw new Error('no post');
  const expired = { type: 'envelope-expired', id: post.eid, day: 20_000 } as const;
  const settles = (): number => app.main.log.filter((one) => one === 'settle').length;
  const before = settles();
  app.disk.full = true;
  app.main.tell(expired);
  await settled();
  expect(settles()).toBe(before);
  app.disk.full = false;
  app.main.tell(expired);
  await settled();
  expect(settles()).toBe(before + 1);
  expect(await stateIn(app, conversation)).toBe('expired');
});

test('an envelope nobody collected makes the reply expired', async () => {
  const { app, conversation, reply } = await begun();
  await reply('Zu spät');
  const post = app.relay.posts.findLast(({ targets }) => targets[0]?.kind === 'mailbox');
  if (post === undefined) throw new Error('nothing was posted');
  app.main.tell({ type: 'envelope-expired', id: post.eid, day: 20_000 });
  await settled();
  expect(await stateIn(app, conversation)).toBe('expired');
  expect(app.main.log.at(-1)).toBe('settle');
});

test('an envelope the reporter could not open is sealed again to the code', async () => {
  const { app, reporter, reply } = await begun();
  reporter.alive();
  await settled();
  await reply('Unlesbar');
  const post = app.relay.posts.findLast(({ targets }) => targets[0]?.kind === 'mailbox');
  if (post === undefined) throw new Error('nothing was posted');
  const body = reporter.body('Das konnte ich nicht öffnen');
  reporter.send({ ...body, reporter: { token: reporter.token, unreadable: [post.eid] } });
  await settled();
  expect(reporter.got.map(({ toEph }) => toEph)).toEqual([true, false]);
});
