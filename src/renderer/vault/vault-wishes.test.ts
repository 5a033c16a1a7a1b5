import 'fake-indexeddb/auto';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, expect, test, vi } from 'vitest';
import { readBody, writeBody } from '../../../protocol/talk/body.ts';
import { returnedAt } from '../../../protocol/talk/chain.ts';
import { bodyHash } from '../../../protocol/talk/names.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { begun } from './testing/begun.ts';
import { PASSPHRASE, startApp } from './testing/bench.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf, keep, POLL, read } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** A reporter who said something, was answered, and came back with the code in a new session. */
async function cameBack(said: readonly string[] = ['Erste Frage']) {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  for (const text of said) reporter.say(text);
  reporter.write({ type: 'contact', phone: '030 123456' });
  await settled();
  await app.desk.send({ conversation, text: 'Erste Antwort' });
  await settled();
  const returned = new FakeReporter(app.relay, app.env.now, reporter.code);
  returned.chain = { ...returned.chain, lamport: returnedAt(app.env.now()) };
  const asked = returned.write({ type: 'resume' });
  await settled();
  return { app, reporter, returned, conversation, asked };
}

/** What a returning reporter is told, each quotation read as a widget reads it. */
const quotedTo = (reporter: FakeReporter) =>
  reporter.got.flatMap(({ body }) => (body.type === 'history' ? body.messages : []));

test('who comes back and asks is sent what was said, word for word and in order, and nothing else', async () => {
  const { app, returned, conversation } = await cameBack();
  const [line] = await inboxOf(app);
  const question = (await read(app, conversation)).at(-1);
  expect(question).toMatchObject({ kind: 'resume', author: 'reporter' });
  expect(line).toMatchObject({
    previewKind: 'resume',
    asks: { resume: question?.id, erase: null },
  });
  returned.say('Seid ihr noch da?');
  await settled();
  expect(await app.desk.sendEarlier({ conversation })).toEqual(ok(null));
  await expect.poll(() => quotedTo(returned).length, POLL).toBe(3);
  const bodies = quotedTo(returned).map(({ body }) => readBody(utf8ToBytes(body)));
  expect(bodies).toMatchObject([
    { type: 'text', text: 'Erste', from: 'reporter' },
    { type: 'text', text: 'Erste Frage', from: 'reporter' },
    { type: 'text', text: 'Erste Antwort', from: 'device' },
  ]);
  expect(JSON.stringify(quotedTo(returned))).not.toContain('030 123456');
  expect(await inboxOf(app)).toMatchObject([{ asks: { resume: null }, waitingSince: null }]);
});

test('what is sent again is byte for byte what was said: its hash is the one its sender went on from', async () => {
  const { app, conversation, returned } = await cameBack();
  await app.desk.sendEarlier({ conversation });
  await expect.poll(() => quotedTo(returned).length, POLL).toBe(3);
  const [one, two] = quotedTo(returned);
  const second = readBody(utf8ToBytes(two?.body ?? ''));
  expect(second).toMatchObject({ prev: bodyHash(utf8ToBytes(one?.body ?? '')), seq: 1 });
});

test('asked twice, it is sent once', async () => {
  const { app, returned, conversation } = await cameBack();
  const both = await Promise.all([
    app.desk.sendEarlier({ conversation }),
    app.desk.sendEarlier({ conversation }),
  ]);
  expect(both).toEqual([ok(null), refuse('nothing')]);
  await expect.poll(() => quotedTo(returned).length, POLL).toBe(3);
});

test('a long conversation goes in several messages, each of which fits an envelope', async () => {
  const long = Array.from({ length: 30 }, (_, n) => `${n} ${'ä'.repeat(3_900)}`);
  const { app, returned, conversation } = await cameBack(long);
  expect(await app.desk.sendEarlier({ conversation })).toEqual(ok(null));
  await expect.poll(() => quotedTo(returned).length, POLL).toBe(32);
  const parts = returned.got.filter(({ body }) => body.type === 'history');
  expect(parts.length).toBeGreaterThan(3);
  for (const { body } of parts) expect(writeBody(body).length).toBeLessThan(65_536);
  const texts = quotedTo(returned).map(({ body }) => readBody(utf8ToBytes(body)));
  expect(texts.map((body) => ('text' in body ? body.text.split(' ')[0] : ''))).toEqual([
    'Erste',
    ...long.map((_, n) => `${n}`),
    'Erste',
  ]);
});

test('what could not be said again in one message is left out, and nobody else waits for it', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const large = JSON.parse(new TextDecoder().decode(writeBody(reporter.body('Groß')))) as object;
  // Allowed once; quoted, every one of these signs takes twice the room.
  reporter.sendBytes(utf8ToBytes(JSON.stringify({ ...large, unknown: '"'.repeat(30_000) })));
  await settled();
  expect(await read(app, conversation)).toHaveLength(2);
  const returned = new FakeReporter(app.relay, app.env.now, reporter.code);
  returned.chain = { ...returned.chain, lamport: 400 };
  returned.write({ type: 'resume' });
  const other = new FakeReporter(app.relay, app.env.now);
  other.say('Hallo');
  await settled();
  expect(await app.desk.sendEarlier({ conversation })).toEqual(ok(null));
  await app.desk.send({ conversation: other.keys.conversation, text: 'Wir sind da' });
  await settled();
  await expect.poll(() => quotedTo(returned).length, POLL).toBe(1);
  expect(other.got.map(({ body }) => body)).toMatchObject([{ text: 'Wir sind da' }]);
});

test('a wish to be erased is a line and a mark in the inbox, and the erasing itself is asked for by a person', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.write({ type: 'erase' });
  await settled();
  const last = (await read(app, conversation)).at(-1);
  expect(last).toMatchObject({ kind: 'erase' });
  expect(await inboxOf(app)).toMatchObject([{ previewKind: 'erase', asks: { erase: last?.id } }]);
  const mailbox = app.relay.posts.length;
  expect(await app.desk.eraseConversation({ conversation })).toEqual(ok(null));
  await app.env.advance(120_000);
  expect(await inboxOf(app)).toEqual([]);
  expect(app.relay.posts.length).toBe(mailbox);
});

test('a reporter who is here is told that the words were read once a person had them on screen', async () => {
  const { app, reporter } = await begun();
  reporter.alive();
  reporter.say('Zweite');
  await app.env.advance(2_000);
  const told = () =>
    reporter.signs.flatMap((sign) => (sign.type === 'receipt' ? sign.receipts : []));
  expect(told().at(-1)).toMatchObject({ upTo: 1 });
  expect(told().every(({ read: seen }) => seen === undefined)).toBe(true);
  await app.desk.seen({ conversation: reporter.keys.conversation });
  await app.env.advance(2_000);
  expect(told().at(-1)).toMatchObject({ upTo: 1, read: 1 });
});

test('words that are behind a tap are not told as read; the next that are on screen are', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const seen = async () => {
    await app.desk.seen({ conversation });
    await app.env.advance(2_000);
    const told = reporter.signs.flatMap((sign) => (sign.type === 'receipt' ? sign.receipts : []));
    return told.at(-1);
  };
  await app.desk.veil({ conversation, message: null, hidden: true });
  reporter.alive();
  reporter.say('Zweite');
  await app.env.advance(2_000);
  const hidden = await seen();
  expect(hidden).toMatchObject({ upTo: 1 });
  expect(hidden?.read).toBeUndefined();
  expect(await inboxOf(app)).toMatchObject([{ unread: 0 }]);
  await app.desk.veil({ conversation, message: null, hidden: false });
  reporter.say('Dritte');
  await app.env.advance(2_000);
  expect(await seen()).toMatchObject({ upTo: 2, read: 2 });
});

test('a reply shows as read when the reporter says so, at once and at the next reading', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const sent = await app.desk.send({ conversation, text: 'Hallo' });
  await settled();
  reporter.alive();
  reporter.acknowledge(reporter.got, true);
  await settled();
  const id = sent.ok ? sent.value.id : null;
  expect(app.facts.filter((fact) => fact.type === 'state-changed')).toMatchObject([
    { message: id, state: 'sent' },
    { message: id, state: 'delivered' },
    { message: id, state: 'read' },
  ]);
  expect((await read(app, conversation)).at(-1)).toMatchObject({ state: 'read' });
});

test('who waits and is here is told the place in the line, at most every twenty seconds and only when it moves', async () => {
  const { app, reporter } = await begun();
  await app.env.advance(1_000);
  const second = new FakeReporter(app.relay, app.env.now);
  second.say('Ich warte auch');
  await settled();
  second.alive();
  const places = () => second.signs.flatMap((sign) => (sign.type === 'place' ? [sign.place] : []));
  await app.env.advance(2_000);
  expect(places()).toEqual([1]);
  second.alive();
  await app.desk.send({ conversation: reporter.keys.conversation, text: 'Hallo' });
  await app.env.advance(10_000);
  expect(places()).toEqual([1]);
  await app.env.advance(22_000);
  expect(places()).toEqual([1, 0]);
  second.alive();
  await app.desk.send({ conversation: second.keys.conversation, text: 'Hallo' });
  await app.env.advance(42_000);
  expect(places()).toEqual([1, 0]);
});

test('a muted reporter is told the place in the line and what was read like anybody', async () => {
  const { app, reporter } = await begun();
  await app.env.advance(1_000);
  const second = new FakeReporter(app.relay, app.env.now);
  second.say('Ich warte auch');
  await settled();
  const { conversation } = second.keys;
  await app.desk.setWork({ conversation, change: { status: 'muted', outcome: 'abuse' } });
  second.alive();
  const places = () => second.signs.flatMap((sign) => (sign.type === 'place' ? [sign.place] : []));
  await app.env.advance(2_000);
  expect(places()).toEqual([1]);
  await app.desk.seen({ conversation });
  await app.env.advance(2_000);
  const told = second.signs.flatMap((sign) => (sign.type === 'receipt' ? sign.receipts : []));
  expect(told.at(-1)).toMatchObject({ read: 0 });
  second.alive();
  await app.desk.send({ conversation: reporter.keys.conversation, text: 'Hallo' });
  await app.env.advance(22_000);
  expect(places()).toEqual([1, 0]);
});

test('a backup from before brings no contact details back that were taken back since; a new device has those that count', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.write({ type: 'contact', phone: '030 123456' });
  await settled();
  const secret = 'sieben Kraniche über dem kalten Moor';
  expect(await app.desk.backup({ passphrase: secret })).toMatchObject({ ok: true });
  const [file] = [...app.main.savedFiles.values()];
  reporter.write({ type: 'contact' });
  await settled();
  await app.env.advance(60_000);
  app.main.chosen = file ?? null;
  expect(await app.desk.restore({ secret })).toMatchObject({ ok: true });
  expect(await app.desk.contact({ conversation })).toBeNull();

  const fresh = keep(startApp({ env: app.env, relay: app.relay }));
  fresh.main.chosen = file ?? null;
  const made = { secret, passphrase: PASSPHRASE, alias: 'Team Birke', language: 'de' } as const;
  expect(await fresh.desk.restoreAsNew(made)).toMatchObject({ ok: true });
  expect(await fresh.desk.contact({ conversation })).toMatchObject({ phone: '030 123456' });
  const [line] = await inboxOf(fresh);
  expect(line?.contact).toBe((await read(fresh, conversation)).at(-1)?.id);
});

test('no number a reporter can write keeps a backup from being restored', async () => {
  const { app, reporter } = await begun();
  reporter.chain = { ...reporter.chain, lamport: Number.MAX_SAFE_INTEGER - 3 };
  reporter.say('Aus der Zukunft');
  reporter.write({ type: 'contact', phone: '030 123456' });
  const other = new FakeReporter(app.relay, app.env.now);
  other.chain = { ...other.chain, lamport: Number.MAX_SAFE_INTEGER - 3 };
  other.say('Gleich zu Beginn');
  await settled();
  const secret = 'sieben Kraniche über dem kalten Moor';
  expect(await app.desk.backup({ passphrase: secret })).toMatchObject({ ok: true });
  const [file] = [...app.main.savedFiles.values()];
  const fresh = keep(startApp({ env: app.env, relay: app.relay }));
  fresh.main.chosen = file ?? null;
  const made = { secret, passphrase: PASSPHRASE, alias: 'Team Birke', language: 'de' } as const;
  expect(await fresh.desk.restoreAsNew(made)).toMatchObject({ ok: true });
  const { conversation } = reporter.keys;
  expect(await fresh.desk.contact({ conversation })).toMatchObject({ phone: '030 123456' });
  expect(await inboxOf(fresh)).toHaveLength(2);
});
