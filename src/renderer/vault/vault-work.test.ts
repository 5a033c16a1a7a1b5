import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import type { ConversationId, ConversationSummary } from '../../contract/desk.ts';
import type { App } from './testing/bench.ts';
import { PASSPHRASE, restart } from './testing/bench.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`sharing properties: seed ${seed}`);

/** Two colleagues who have heard the same reporter. */
async function two() {
  const one = await team();
  const other = keep(await secondDevice(one));
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await settled();
  return { one, other, reporter, conversation: reporter.keys.conversation };
}

async function lineOf(app: App, id: ConversationId): Promise<ConversationSummary> {
  const line = (await inboxOf(app)).find((each) => each.id === id);
  if (line === undefined) throw new Error('no such line');
  return line;
}

const kindsOf = async (app: App, id: ConversationId): Promise<readonly string[]> =>
  (await read(app, id)).map(({ kind }) => kind);

/** What reached the reporter that was not for the reporter. */
const leaked = (reporter: FakeReporter) =>
  reporter.got.filter(({ body }) => body.audience !== 'talk');

test('a note is for colleagues: both see and find it, the reporter never gets it', async () => {
  const { one, other, reporter, conversation } = await two();
  const noted = await one.desk.note({ conversation, text: ' Braucht Ruhe. ' });
  expect(noted).toMatchObject({ ok: true, value: { kind: 'note', text: 'Braucht Ruhe.' } });
  await settled();
  expect((await read(other, conversation)).at(-1)).toMatchObject({
    kind: 'note',
    alias: 'Team Ahorn',
    text: 'Braucht Ruhe.',
  });
  const query = { kinds: [], from: null, to: null, codes: [], operator: null, language: null };
  const find = async () => await other.desk.search({ ...query, text: 'Ruhe', limit: 9 });
  await expect.poll(async () => JSON.stringify(await find()), POLL).toContain('Ruhe');
  expect(reporter.got).toEqual([]);
  expect(await lineOf(one, conversation)).toMatchObject({ preview: 'Hallo', holder: null });
  expect(await one.desk.note({ conversation, text: ' ' })).toEqual(refuse('empty'));
  expect(await one.desk.note({ conversation, text: 'x'.repeat(4001) })).toEqual(refuse('too-long'));
});

test('a picture that shows violence is marked for colleagues, and the reporter hears nothing of it', async () => {
  const { one, other, reporter, conversation } = await two();
  const mark = 'ab'.repeat(16);
  const marked = await one.desk.warnOf({ conversation, mark });
  expect(marked).toMatchObject({ ok: true, value: { kind: 'warned', about: mark } });
  await settled();
  expect((await read(other, conversation)).at(-1)).toMatchObject({ kind: 'warned', about: mark });
  expect(reporter.got).toEqual([]);
});

test('whoever answers a free conversation holds it, and colleagues see who answers', async () => {
  const { one, other, conversation } = await two();
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  await settled();
  const holder = { alias: 'Team Ahorn', offered: false };
  expect((await lineOf(one, conversation)).holder).toMatchObject({ ...holder, own: true });
  expect((await lineOf(other, conversation)).holder).toMatchObject({ ...holder, own: false });
  expect(await other.desk.claim({ conversation, anyway: false })).toEqual(refuse('held'));
  expect(await other.desk.setWork({ conversation, change: { tags: ['x'] } })).toEqual(
    refuse('held'),
  );
  expect(await other.desk.claim({ conversation, anyway: true })).toEqual(ok(null));
  await settled();
  expect((await lineOf(one, conversation)).holder).toMatchObject({
    alias: 'Team Birke',
    own: false,
  });
  expect(await one.desk.release({ conversation })).toEqual(refuse('not-holder'));
  expect(await other.desk.release({ conversation })).toEqual(ok(null));
  await settled();
  expect((await lineOf(one, conversation)).holder).toBeNull();
});

test('a device that joins later learns who holds a conversation, and how it stands, when its reporter writes', async () => {
  const one = await team();
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  await one.desk.setWork({ conversation, change: { tags: ['Schule'] } });
  await one.desk.claim({ conversation, anyway: false });
  const other = keep(await secondDevice(one));
  expect(await inboxOf(other)).toEqual([]);
  reporter.say('Noch etwas');
  await one.env.advance(5000);
  const { holder } = await lineOf(one, conversation);
  expect(await lineOf(other, conversation)).toMatchObject({
    tags: ['Schule'],
    holder: { device: holder?.device, own: false },
  });
  expect(await other.desk.claim({ conversation, anyway: false })).toEqual(refuse('held'));
  expect(leaked(reporter)).toEqual([]);
});

test('whoever claims without having heard who holds it is told', async () => {
  const { one, other, conversation } = await two();
  other.main.goOffline();
  const change = { tags: ['Schule'] };
  await one.desk.setWork({ conversation, change });
  await one.desk.claim({ conversation, anyway: false });
  await settled();
  one.relay.queue((await one.desk.colleagues(null))[0]?.device ?? '').waiting.clear();
  other.main.goOnline();
  await settled();
  expect(await other.desk.claim({ conversation, anyway: false })).toEqual(ok(null));
  await one.env.advance(5000);
  const { holder } = await lineOf(one, conversation);
  expect(holder).toMatchObject({ own: true });
  expect(await lineOf(other, conversation)).toMatchObject({
    ...change,
    holder: { device: holder?.device, own: false },
  });
});

test('who is no operator neither holds nor arranges anything', async () => {
  const one = await team();
  const other = keep(await secondDevice(one, ['coordinator']));
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  const [own] = await other.desk.colleagues(null);
  const pass = { device: own?.device ?? '', alias: '', note: '', tell: false };
  const no = refuse('not-operator');
  expect(await other.desk.note({ conversation, text: 'Ruhe' })).toEqual(no);
  expect(await other.desk.claim({ conversation, anyway: true })).toEqual(no);
  expect(await other.desk.release({ conversation })).toEqual(no);
  expect(await other.desk.passOn({ conversation, ...pass })).toEqual(no);
  expect(await other.desk.setWork({ conversation, change: { tags: ['x'] } })).toEqual(no);
});

test('an answer of who is no operator claims nothing', async () => {
  const one = await team();
  keep(await secondDevice(one));
  const other = keep(await secondDevice(one, ['coordinator']));
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  if ((await inboxOf(other)).length === 0) throw new Error('it has no conversation');
  const posts = one.relay.posts.length;
  expect(await other.desk.send({ conversation, text: 'Hallo' })).toMatchObject({ ok: true });
  await settled();
  const said = one.relay.posts.slice(posts);
  expect(said.filter(({ targets }) => targets.every(({ kind }) => kind === 'device'))).toEqual([]);
});

test('two who answer in the same moment agree on one of them', async () => {
  const { one, other, reporter, conversation } = await two();
  for (const app of [one, other]) app.main.goOffline();
  await one.desk.send({ conversation, text: 'Von hier' });
  await other.desk.send({ conversation, text: 'Von dort' });
  for (const app of [one, other]) app.main.goOnline();
  await one.env.advance(5000);
  const lines = [await lineOf(one, conversation), await lineOf(other, conversation)];
  expect(lines[0]?.holder?.device).toBe(lines[1]?.holder?.device);
  expect(lines.filter(({ holder }) => holder?.own === true)).toHaveLength(1);
  await expect.poll(() => reporter.got.length, POLL).toBe(2);
});

test('a conversation that is done waits no more, and is open and free again once the reporter writes', async () => {
  const { one, other, reporter, conversation } = await two();
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  const change = { status: 'closed', outcome: 'helped', tags: ['Schule'] } as const;
  expect(await one.desk.setWork({ conversation, change })).toEqual(ok(null));
  await settled();
  for (const app of [one, other]) {
    expect(await lineOf(app, conversation)).toMatchObject({
      status: 'closed',
      outcome: 'helped',
      tags: ['Schule'],
      cameBack: false,
      holder: null,
      waitingSince: null,
    });
  }
  reporter.rate(5, 'Danke');
  await settled();
  expect(await lineOf(other, conversation)).toMatchObject({ status: 'closed', stars: 5 });
  await one.env.advance(60_000);
  reporter.say('Es ist wieder passiert');
  await settled();
  for (const app of [one, other]) {
    expect(await lineOf(app, conversation)).toMatchObject({
      status: 'open',
      outcome: null,
      cameBack: true,
      tags: ['Schule'],
      holder: null,
      waitingSince: one.env.now(),
    });
  }
  expect(leaked(reporter)).toEqual([]);
});

test('closed without an answer, it waits since the reporter came back, not since before', async () => {
  const { one, other, reporter, conversation } = await two();
  await one.desk.setWork({ conversation, change: { status: 'closed', outcome: 'abuse' } });
  await one.env.advance(60_000);
  reporter.say('Es ist wieder passiert');
  await settled();
  for (const app of [one, other]) {
    expect(await lineOf(app, conversation)).toMatchObject({
      status: 'open',
      cameBack: true,
      waitingSince: one.env.now(),
    });
  }
});

test('what was free stays free when somebody only arranges it', async () => {
  const { one, other, conversation } = await two();
  const change = { followUpAt: 5, snoozedUntil: 7 };
  expect(await other.desk.setWork({ conversation, change })).toEqual(ok(null));
  await settled();
  expect(await lineOf(one, conversation)).toMatchObject({
    ...change,
    holder: null,
    status: 'open',
  });
});

test('a reporter ends a rest by writing', async () => {
  const { one, reporter, conversation } = await two();
  await one.desk.setWork({ conversation, change: { snoozedUntil: 7 } });
  reporter.say('Noch etwas');
  await settled();
  expect(await lineOf(one, conversation)).toMatchObject({ snoozedUntil: null, status: 'open' });
});

test('a muted reporter calls nobody, is kept and answered as ever, and can be taken back', async () => {
  const { one, other, reporter, conversation } = await two();
  const before = await read(one, conversation);
  await one.desk.setWork({ conversation, change: { status: 'muted', outcome: 'abuse' } });
  reporter.alive();
  reporter.say('Noch mehr davon');
  await one.env.advance(2000);
  for (const app of [one, other]) {
    expect(await lineOf(app, conversation)).toMatchObject({
      status: 'muted',
      outcome: 'abuse',
      unread: 0,
      waitingSince: null,
    });
    expect((await kindsOf(app, conversation)).toSorted()).toEqual(['text', 'text', 'work']);
  }
  const told = reporter.signs.flatMap((sign) => (sign.type === 'receipt' ? sign.receipts : []));
  expect(Math.max(...told.map(({ upTo }) => upTo))).toBe(1);
  expect(reporter.got).toEqual([]);
  await other.desk.setWork({ conversation, change: { status: 'open' } });
  await settled();
  expect(await lineOf(one, conversation)).toMatchObject({ status: 'open', outcome: null });
  expect((await read(one, conversation))[0]).toEqual(before[0]);
});

test('a conversation handed over waits for the colleague with the note, and the reporter hears who goes on', async () => {
  const { one, other, reporter, conversation } = await two();
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  await settled();
  const [colleague] = await one.desk.colleagues(null);
  const device = colleague?.device ?? '';
  const wish = { conversation, device, alias: 'Team Ahorn', note: 'Bitte vor 16 Uhr', tell: true };
  expect(await one.desk.passOn({ ...wish, alias: 'Fremde' })).toEqual(refuse('unknown-alias'));
  expect(await one.desk.passOn({ ...wish, device: 'ab'.repeat(16) })).toEqual(
    refuse('unknown-colleague'),
  );
  expect(
    await other.desk.passOn({
      ...wish,
      device: (await lineOf(one, conversation)).holder?.device ?? '',
    }),
  ).toEqual(refuse('held'));
  expect(await one.desk.passOn(wish)).toEqual(ok(null));
  await settled();
  expect((await lineOf(other, conversation)).holder).toMatchObject({ own: true, offered: true });
  expect((await kindsOf(other, conversation)).slice(-3)).toEqual(['handover', 'note', 'passed']);
  expect(reporter.got.map(({ body }) => body.type)).toEqual(['text', 'handover']);
  await other.desk.send({ conversation, text: 'Jetzt ich.' });
  await settled();
  expect((await lineOf(one, conversation)).holder).toMatchObject({ own: false, offered: false });
});

test('what was said among colleagues while offline reaches them after a restart, once', async () => {
  const { one, other, conversation } = await two();
  one.main.goOffline();
  await one.desk.note({ conversation, text: 'Ohne Netz' });
  expect((await read(one, conversation)).at(-1)).toMatchObject({ state: 'sending' });
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await again.env.advance(5000);
  expect((await read(again, conversation)).at(-1)).toMatchObject({ kind: 'note', state: 'sent' });
  expect(await kindsOf(other, conversation)).toEqual(['text', 'note']);
});

test('what a colleague says of a conversation that has not come yet finds its place when it comes', async () => {
  const { one, other } = await two();
  const held = other.main;
  held.goOffline();
  const late = reporterOf(one);
  late.say('Später');
  await settled();
  await one.desk.note({ conversation: late.keys.conversation, text: 'Schon gelesen' });
  await settled();
  const queue = one.relay.queue((await one.desk.colleagues(null))[0]?.device ?? '');
  const [first, ...rest] = [...queue.waiting];
  queue.waiting.clear();
  for (const [id, envelope] of first === undefined ? rest : [...rest, first])
    queue.waiting.set(id, envelope);
  held.goOnline();
  await settled();
  await expect
    .poll(async () => await kindsOf(other, late.keys.conversation), POLL)
    .toEqual(['text', 'note']);
});

test('whatever colleagues do, in whatever order it travels: they agree, and nothing of it goes to a mailbox', async () => {
  const act = fc.record({
    who: fc.constantFrom(0, 1),
    what: fc.constantFrom(
      'claim',
      'take',
      'release',
      'give',
      'send',
      'note',
      'tag',
      'close',
      'say',
      'net',
    ),
  });
  const { one, other } = await two();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const reporter = reporterOf(one);
      const { conversation } = reporter.keys;
      reporter.say('Hallo');
      await settled();
      for (const { who, what } of acts) {
        const app = who === 0 ? one : other;
        await did(app, reporter, conversation, what);
      }
      for (const app of [one, other]) app.main.goOnline();
      await one.env.advance(10_000);
      const [here, there] = [await lineOf(one, conversation), await lineOf(other, conversation)];
      expect(there.holder?.device).toBe(here.holder?.device);
      expect(shared(there)).toEqual(shared(here));
      expect(leaked(reporter)).toEqual([]);
    }),
    { seed, numRuns: 12, endOnFailure: true },
  );
});

const shared = ({
  status,
  outcome,
  tags,
  snoozedUntil,
  followUpAt,
  cameBack,
  soon,
}: ConversationSummary) => ({
  status,
  outcome,
  tags,
  snoozedUntil,
  followUpAt,
  cameBack,
  soon,
});

const NOTHING_SAID = { note: '', tell: false } as const;

async function did(
  app: App,
  reporter: FakeReporter,
  conversation: ConversationId,
  what: string,
): Promise<void> {
  if (what === 'claim') await app.desk.claim({ conversation, anyway: false });
  if (what === 'take') await app.desk.claim({ conversation, anyway: true });
  if (what === 'release') await app.desk.release({ conversation });
  if (what === 'give')
    await app.desk.giveAway({ ...NOTHING_SAID, conversations: [conversation], device: null });
  if (what === 'send') await app.desk.send({ conversation, text: 'Ja.' });
  if (what === 'note') await app.desk.note({ conversation, text: 'Merken.' });
  if (what === 'tag') await app.desk.setWork({ conversation, change: { tags: [app.database] } });
  if (what === 'close')
    await app.desk.setWork({ conversation, change: { status: 'closed', outcome: 'helped' } });
  if (what === 'say') reporter.say('Und noch etwas.');
  if (what === 'net') {
    if (app.main.online) app.main.goOffline();
    else app.main.goOnline();
  }
}
