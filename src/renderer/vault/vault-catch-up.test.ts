import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { DeviceId } from '../../../protocol/ids.ts';
import { readBody, writeBody } from '../../../protocol/talk/body.ts';
import { SenderKey } from '../../../protocol/talk/names.ts';
import { ok } from '../../contract/outcome.ts';
import type { OpenMessage } from '../../contract/desk.ts';
import {
  CATCH_UP_AWAY_MS,
  CATCH_UP_BEGIN_MS,
  CATCH_UP_GAP_MS,
  CATCH_UP_PATIENCE_MS,
} from './limits.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { begun } from './testing/begun.ts';
import { colleagueOf, toldAll, type FakeColleague } from './testing/fake-colleague.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf, keep, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 120_000 });
afterEach(endAll);

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`catch-up properties: seed ${seed}`);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const idOf = async (app: App): Promise<string> => (await app.desk.team(null)).device;

/** What a person sees of a message, on whatever device. */
const seenOf = (message: OpenMessage): object => {
  const { id: _id, told: _told, ...rest } = message;
  return { ...rest, state: '' };
};

/** The queue and every conversation in it, without what one device alone knows. */
async function wholeOf(app: App): Promise<object> {
  const talks = await Promise.all(
    (await inboxOf(app)).map(async (line) => ({
      id: line.id,
      preview: line.preview,
      previewKind: line.previewKind,
      waits: line.waitingSince !== null,
      status: line.status,
      tags: line.tags,
      stars: line.stars,
      holder: line.holder?.device ?? null,
      messages: (await read(app, line.id)).map(seenOf),
    })),
  );
  return talks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A person at this machine says yes to every device that came after it. */
async function sayYes({ desk }: App): Promise<void> {
  for (const { device } of (await desk.roster(null)).newcomers) {
    expect(await desk.tellEarlier({ device, said: 'yes' })).toEqual(ok(null));
  }
}

/** A second device that the first one's person knows. */
async function known(one: App & { readonly rootCode: string }): Promise<App> {
  const other = keep(await secondDevice(one));
  await sayYes(one);
  return other;
}

/** The relay lets go what waits for this device, as it does after 14 days. */
const expire = (app: App, device: string): void => app.relay.queue(device).waiting.clear();

/** A device that has been there from the beginning, and one that was away until everything for it had expired. */
async function away() {
  const one = await team();
  const other = await known(one);
  await one.env.advance(CATCH_UP_BEGIN_MS);
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await settled();
  other.main.goOffline();
  await settled();
  return { one, other, reporter };
}

async function back(one: App, other: App, ms = MINUTE): Promise<void> {
  const device = await idOf(other);
  await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
  expire(one, device);
  other.main.goOnline();
  await settled();
  await one.env.advance(ms);
}

test('three weeks away, and nothing is lost: messages, notes, who answers and how each stands', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  await one.desk.note({ conversation, text: 'Braucht Ruhe' });
  reporter.say('Es war in der Schule');
  await one.env.advance(MINUTE);
  await one.desk.setWork({ conversation, change: { tags: ['Schule'] } });
  const second = reporterOf(one);
  second.say('Ich auch');
  second.rate(4, 'Danke');
  await settled();
  await one.desk.setWork({
    conversation: second.keys.conversation,
    change: { status: 'closed', outcome: 'helped' },
  });
  await one.env.sleep(10 * DAY);
  await back(one, other);
  expect(await wholeOf(other)).toEqual(await wholeOf(one));
  expect(await read(other, conversation)).toHaveLength(5);
  expect(other.facts.findLast(({ type }) => type === 'catch-up')).toMatchObject({ view: null });
});

test('a reply that is all that was said meanwhile is told, and so is the one after it', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  for (const text of ['Ich bin da.', 'Immer noch.']) {
    other.main.goOffline();
    await settled();
    await one.desk.send({ conversation, text });
    await back(one, other);
    expect(textsOf(await read(other, conversation)).at(-1)).toBe(text);
  }
});

test('what is said after an erase begins anew, and nothing seems to be missing before it', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.send({ conversation, text: 'Ich bin da.' });
  expect(await app.desk.eraseConversation({ conversation })).toEqual(ok(null));
  reporter.say('Noch etwas');
  await settled();
  await app.desk.send({ conversation, text: 'Ja?' });
  const replies = (await read(app, conversation)).filter(({ author }) => author === 'operator');
  expect(replies).toMatchObject([{ text: 'Ja?', gap: false }]);
});

test('who joined yesterday ends with the same list, hears no bell for it, and sees who told it', async () => {
  const one = await team();
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  reporter.write({ type: 'contact', phone: '030 123456' });
  reporter.say('Bist du noch da?');
  await one.env.sleep(DAY);
  const other = await known(one);
  await one.env.advance(MINUTE);
  expect(await wholeOf(other)).toEqual(await wholeOf(one));
  const teller = await idOf(one);
  const messages = await read(other, conversation);
  expect(messages.map(({ told }) => told)).toEqual(messages.map(() => teller));
  expect(other.facts.filter(({ type }) => type === 'message-arrived')).toEqual([]);
  expect(await other.desk.contact({ conversation })).toMatchObject({ phone: '030 123456' });
  const [line] = await inboxOf(other);
  expect(line?.waitingSince).toBe((await inboxOf(one))[0]?.waitingSince);
  expect(await other.desk.send({ conversation, text: 'Ja' })).toMatchObject({ ok: true });
  await settled();
  expect(reporter.got.at(-1)?.body).toMatchObject({ type: 'text', text: 'Ja' });
});

/** Enough for several answers. */
async function long(one: App, reporter: FakeReporter): Promise<void> {
  for (let n = 0; n < 40; n += 1) reporter.say(`${n} ${'x'.repeat(3900)}`);
  await one.env.advance(MINUTE);
}

test('killed in the middle of the rounds it goes on where it was, and nothing comes twice', async () => {
  const one = await team();
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  await long(one, reporter);
  const other = await known(one);
  await one.env.advance(CATCH_UP_BEGIN_MS);
  const before = (await read(other, conversation)).length;
  expect(before).toBeGreaterThan(5);
  expect(before).toBeLessThan(20);
  const posts = one.relay.posts.length;
  const again = keep(restart(other));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await one.env.advance(MINUTE);
  expect(textsOf(await read(again, conversation))).toEqual(textsOf(await read(one, conversation)));
  const digests = one.relay.posts.slice(posts).filter(({ targets }) => targets.length === 1);
  expect(digests.length).toBeLessThan(10);
});

test('a pause holds over a lock, says how far it is, and is taken back', async () => {
  const one = await team();
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  await long(one, reporter);
  const other = await known(one);
  await one.env.advance(CATCH_UP_BEGIN_MS);
  await other.desk.pauseCatchUp({ paused: true });
  await settled();
  const again = keep(restart(other));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await one.env.advance(MINUTE);
  const [last] = again.facts.filter(({ type }) => type === 'catch-up').slice(-1);
  const from = await idOf(one);
  expect(last).toMatchObject({ view: { state: 'paused', from, total: 40 } });
  expect((await read(again, conversation)).length).toBeLessThan(40);
  await again.desk.pauseCatchUp({ paused: false });
  await one.env.advance(MINUTE);
  expect(await read(again, conversation)).toHaveLength(40);
});

test('who does not answer is passed over for the next', async () => {
  const one = await team();
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await one.env.advance(MINUTE);
  const silent = await colleagueOf(one);
  const other = await known(one);
  await one.env.advance(CATCH_UP_BEGIN_MS + CATCH_UP_PATIENCE_MS / 2);
  const asked = silent.digests.length;
  await one.env.advance(CATCH_UP_PATIENCE_MS * 2);
  expect(asked).toBeLessThanOrEqual(1);
  expect(await wholeOf(other)).toEqual(await wholeOf(one));
});

/** A colleague who is asked first, and says that there is nothing. */
async function nothingTold(one: App & { readonly rootCode: string }): Promise<FakeColleague> {
  const colleague = await colleagueOf(one);
  colleague.answer = () => toldAll([]);
  one.main.goOffline();
  return colleague;
}

test('a colleague who says that there is nothing does not end it: the next one is asked', async () => {
  const { one, other, reporter } = await away();
  reporter.say('Inzwischen');
  await settled();
  const colleague = await nothingTold(one);
  await back(one, other, CATCH_UP_BEGIN_MS + CATCH_UP_PATIENCE_MS / 2);
  expect(colleague.digests).toHaveLength(1);
  one.main.goOnline();
  await one.env.advance(CATCH_UP_PATIENCE_MS);
  expect(await wholeOf(other)).toEqual(await wholeOf(one));
});

test('once somebody was heard to the end, nobody waits for a colleague who is away', async () => {
  const { one, other } = await away();
  const colleague = await nothingTold(one);
  await back(one, other, CATCH_UP_BEGIN_MS + 2 * MINUTE);
  expect(colleague.digests).toHaveLength(1);
  expect(other.facts.findLast(({ type }) => type === 'catch-up')).toMatchObject({ view: null });
});

test('what was erased here stays erased, whoever tells it', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  expect(await other.desk.eraseConversation({ conversation })).toEqual(ok(null));
  reporter.say('Später');
  await settled();
  await back(one, other);
  expect(textsOf(await read(other, conversation))).toEqual(['Später']);
});

test('a digest of a manager, of who only coordinates, and of nobody is answered with nothing', async () => {
  const one = await team();
  reporterOf(one).say('Hallo');
  await settled();
  const device = await idOf(one);
  const manager = await colleagueOf(one, ['manager']);
  const coordinator = await colleagueOf(one, ['coordinator']);
  const operator = await colleagueOf(one, ['operator']);
  await sayYes(one);
  for (const each of [manager, coordinator, operator]) {
    each.say(device, { type: 'digest', streams: [] });
    await one.env.advance(MINUTE);
  }
  expect([manager.told, coordinator.told]).toEqual([[], []]);
  expect(operator.told.map(({ messages }) => messages.length)).toEqual([1]);
});

test('five who come back at once are told four envelopes a second, each what was asked last', async () => {
  const one = await team();
  reporterOf(one).say('Hallo');
  await settled();
  const device = await idOf(one);
  const five: FakeColleague[] = [];
  for (let n = 0; n < 5; n += 1) five.push(await colleagueOf(one));
  await sayYes(one);
  await one.env.advance(MINUTE);
  const last = five.map((each) => {
    each.say(device, { type: 'digest', streams: [] });
    return each.say(device, { type: 'digest', streams: [] });
  });
  await settled();
  const toldOf = (): number => five.reduce((sum, { told }) => sum + told.length, 0);
  expect(toldOf()).toBeLessThanOrEqual(2);
  await one.env.advance(900);
  expect(toldOf()).toBeLessThanOrEqual(4);
  await one.env.advance(MINUTE);
  expect(five.map(({ told }) => told.at(-1)?.answers)).toEqual(last);
});

test('what the asker’s queue did not take was no answer: the same digest is answered when it comes again, and once', async () => {
  const one = await team();
  reporterOf(one).say('Hallo');
  await settled();
  const colleague = await colleagueOf(one);
  await sayYes(one);
  one.relay.full.add(colleague.keys.id);
  const asked = colleague.say(await idOf(one), { type: 'digest', streams: [] });
  const [digest] = one.relay.posts.slice(-1);
  if (digest === undefined) throw new Error('nothing was asked');
  await one.env.advance(MINUTE);
  expect(colleague.told).toEqual([]);
  one.relay.full.clear();
  for (let n = 0; n < 2; n += 1) {
    one.relay.post(digest);
    await one.env.advance(MINUTE);
    expect(colleague.told.map(({ answers }) => answers)).toEqual([asked]);
  }
});

test('a device that came later is told nothing of before until a person says yes, and then at once', async () => {
  const one = await team();
  reporterOf(one).say('Vorher');
  await settled();
  const stranger = await colleagueOf(one);
  const device = await idOf(one);
  stranger.say(device, { type: 'digest', streams: [] });
  await one.env.advance(MINUTE);
  expect(stranger.told).toEqual([]);
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  const asked = stranger.say(device, { type: 'digest', streams: [] });
  await one.env.advance(MINUTE);
  expect(stranger.told).toEqual([]);
  const { newcomers } = await again.desk.roster(null);
  expect(newcomers).toMatchObject([{ device: stranger.keys.id, declined: false }]);
  await sayYes(again);
  await one.env.advance(MINUTE);
  expect(stranger.told).toMatchObject([{ answers: asked, messages: [{}] }]);
  expect((await again.desk.roster(null)).newcomers).toEqual([]);
});

test('a no is kept over a lock, and can be taken back', async () => {
  const one = await team();
  const { keys } = await colleagueOf(one);
  expect(await one.desk.tellEarlier({ device: keys.id, said: 'no' })).toEqual(ok(null));
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  const declined = async () =>
    (await again.desk.roster(null)).newcomers.map((each) => each.declined);
  expect(await declined()).toEqual([true]);
  await again.desk.tellEarlier({ device: keys.id, said: null });
  expect(await declined()).toEqual([false]);
});

test('a new device and the one that is asked show the same digits and words', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  const { own } = await other.desk.roster(null);
  expect((await one.desk.roster(null)).newcomers).toMatchObject([{ ...own }]);
});

test('who was there first is known, and nobody is asked about it', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  expect((await other.desk.roster(null)).newcomers).toEqual([]);
});

test('what nobody asked for is not taken in', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  other.main.goOnline();
  const colleague = await colleagueOf(one);
  other.main.tell({ type: 'team-newer', documentSeq: 9 });
  await settled();
  const body = new TextDecoder().decode(writeBody(reporter.body('Erfunden', { seq: 1 })));
  const sender = SenderKey.of(reporter.keys.box.publicKey);
  const messages = [{ sender, body, arrived: 1 }];
  const told = { ...toldAll(messages), reporters: [sender] };
  colleague.say(await idOf(other), { ...told, answers: reporter.say('Echt').mid });
  await one.env.advance(MINUTE);
  expect(textsOf(await read(other, conversation))).toEqual(['Hallo', 'Echt']);
});

test('a colleague who changes words is seen when the original comes', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  const liar = await colleagueOf(one);
  const original = reporter.say('Es waren drei');
  await settled();
  const bytes = new TextDecoder().decode(writeBody(original));
  const changed = bytes.replace('Es waren drei', 'Es war niemand');
  expect(readBody(utf8ToBytes(changed)).type).toBe('text');
  const sender = SenderKey.of(reporter.keys.box.publicKey);
  await one.desk.claim({ conversation, anyway: false });
  await settled();
  const claim = liar.got.find(({ body }) => body.type === 'claim');
  if (claim === undefined) throw new Error('nobody claimed');
  const device = DeviceId(await idOf(one));
  const given = claim.bytes.replace('"term":1', '"term":9,"holder":"none"');
  const arrived = one.env.now();
  const messages = [
    { sender, body: changed, arrived },
    { sender: claim.sender, body: given, arrived, device },
  ];
  liar.answer = () => ({ ...toldAll(messages), reporters: [sender] });
  const waiting = [...one.relay.queue(await idOf(other)).waiting.values()];
  one.main.goOffline();
  await back(one, other);
  expect((await inboxOf(other))[0]).toMatchObject({ holder: null });
  const textsNow = async () =>
    (await read(other, conversation)).map((message) => [
      message.kind === 'text' ? message.text : '',
      message.told === undefined,
      message.forked,
    ]);
  expect(await textsNow()).toEqual([
    ['Hallo', true, false],
    ['Es war niemand', false, false],
  ]);
  const queue = one.relay.queue(await idOf(other));
  queue.deliver?.(waiting);
  await settled();
  const now = await textsNow();
  expect(now).toHaveLength(3);
  expect(now).toContainEqual(['Es waren drei', true, true]);
  expect(now).toContainEqual(['Es war niemand', false, true]);
  expect((await inboxOf(other))[0]).toMatchObject({ preview: 'Es waren drei', holder: { device } });
});

test('where replies go is what the reporter said, whatever a colleague tells', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  const liar = await colleagueOf(one);
  const original = reporter.body('Echt', { seq: 1 });
  const lie = reporterOf(one).body('Falsch', { seq: 0 });
  if (lie.reporter === undefined) throw new Error('it says where replies go');
  const bytes = { ...original, reporter: lie.reporter, lamport: 900 };
  const sender = SenderKey.of(reporter.keys.box.publicKey);
  const body = new TextDecoder().decode(writeBody(bytes));
  const messages = [{ sender, body, arrived: one.env.now() }];
  liar.answer = () => ({ ...toldAll(messages), reporters: [sender] });
  one.main.goOffline();
  await back(one, other);
  expect(textsOf(await read(other, conversation))).toEqual(['Hallo', 'Echt']);
  await other.desk.send({ conversation, text: 'Ich bin da' });
  await settled();
  expect(reporter.got.at(-1)?.body).toMatchObject({ text: 'Ich bin da' });
});

test('contact details that a colleague tells leave those of the reporter where they are', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  other.main.goOnline();
  reporter.write({ type: 'contact', phone: '030 123456' });
  await settled();
  other.main.goOffline();
  await settled();
  const liar = await colleagueOf(one);
  const sender = SenderKey.of(reporter.keys.box.publicKey);
  const { text: _text, ...rest } = { text: '', ...reporter.body('', { seq: 9 }) };
  const lie = { ...rest, type: 'contact', phone: '666', lamport: 900 } as const;
  const body = new TextDecoder().decode(writeBody(lie));
  liar.answer = () => ({
    ...toldAll([{ sender, body, arrived: one.env.now() }]),
    reporters: [sender],
  });
  one.main.goOffline();
  await back(one, other);
  expect(await read(other, conversation)).toHaveLength(3);
  expect(await other.desk.contact({ conversation })).toMatchObject({ phone: '030 123456' });
});

test('the original takes the mark away when it says the same', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  reporter.say('Noch etwas');
  await settled();
  const waiting = [...one.relay.queue(await idOf(other)).waiting.values()];
  await back(one, other);
  const marks = async () => (await read(other, conversation)).map(({ told }) => told !== undefined);
  expect(await marks()).toEqual([false, true]);
  one.relay.queue(await idOf(other)).deliver?.(waiting);
  await settled();
  expect(await marks()).toEqual([false, false]);
  expect(textsOf(await read(other, conversation))).toEqual(['Hallo', 'Noch etwas']);
});

test('a gap that stays open for minutes is asked about, and only its conversation', async () => {
  const { one, other, reporter } = await away();
  const { conversation } = reporter.keys;
  reporter.say('Fehlt');
  await settled();
  expire(one, await idOf(other));
  const facts = other.facts.length;
  other.main.goOnline();
  reporter.say('Danach');
  await settled();
  expect((await read(other, conversation)).at(-1)).toMatchObject({ gap: true });
  await one.env.advance(CATCH_UP_GAP_MS + MINUTE);
  expect(textsOf(await read(other, conversation))).toEqual(['Hallo', 'Fehlt', 'Danach']);
  expect((await read(other, conversation)).some(({ gap }) => gap)).toBe(false);
  const shown = other.facts.slice(facts).filter(({ type }) => type === 'catch-up');
  expect(shown).toEqual([]);
});

/** A reporter who says something while two answers are under way, and has heard neither. */
async function crossed(say: (reporter: FakeReporter) => void) {
  const { one, other } = await away();
  const reporter = reporterOf(one);
  reporter.say('Anfang');
  await one.env.advance(1000);
  expire(one, await idOf(other));
  reporter.leave();
  for (const text of ['Ich bin da.', 'Erzähl.']) {
    await one.desk.send({ conversation: reporter.keys.conversation, text });
    await one.env.advance(1000);
  }
  say(reporter);
  await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
  other.main.goOnline();
  await one.env.advance(2 * MINUTE);
  return { one, other, conversation: reporter.keys.conversation };
}

test('the queue shows what stands last in the conversation, and not what this device heard last', async () => {
  const { one, other, conversation } = await crossed((reporter) => reporter.rate(4, 'Danke'));
  for (const app of [one, other]) {
    expect(textsOf(await read(app, conversation)).at(-1)).toBe('Erzähl.');
    const line = (await inboxOf(app)).find(({ id }) => id === conversation);
    expect(line).toMatchObject({ preview: 'Erzähl.', previewBy: 'operator', stars: 4 });
  }
});

test('who wrote past two answers is still waiting, also where the answers came before the conversation', async () => {
  const { one, other, conversation } = await crossed(
    (reporter) => void reporter.say('Ich kann nicht mehr'),
  );
  for (const app of [one, other]) {
    const line = (await inboxOf(app)).find(({ id }) => id === conversation);
    expect(line?.waitingSince).not.toBeNull();
  }
});

/** What happens in a conversation, and whether the device that is away is told by the relay or has to ask. */
const happening = fc.array(
  fc.record({
    what: fc.constantFrom('say', 'reply', 'note', 'claim', 'release', 'tag', 'close', 'rate'),
    lost: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

async function happens(one: App, reporter: FakeReporter, what: string, n: number): Promise<void> {
  const { conversation } = reporter.keys;
  const { desk } = one;
  if (what === 'say') reporter.say(`Satz ${n}`);
  if (what === 'rate') reporter.rate(1 + (n % 5), 'Danke');
  if (what === 'reply') await desk.send({ conversation, text: `Antwort ${n}` });
  if (what === 'note') await desk.note({ conversation, text: `Notiz ${n}` });
  if (what === 'claim') await desk.claim({ conversation, anyway: true });
  if (what === 'release') await desk.release({ conversation });
  if (what === 'tag') await desk.setWork({ conversation, change: { tags: [`t${n}`] } });
  if (what === 'close')
    await desk.setWork({ conversation, change: { status: 'closed', outcome: 'helped' } });
  await one.env.advance(1000);
}

test('whatever came by the relay and whatever was told, in whatever order: the same list', async () => {
  const { one, other, reporter: first } = await away();
  const device = await idOf(other);
  await fc.assert(
    fc.asyncProperty(happening, fc.boolean(), async (steps, late) => {
      if (one.main.online && other.main.online) other.main.goOffline();
      const reporter = reporterOf(one);
      // Who hears nothing writes past every answer.
      reporter.leave();
      reporter.say('Anfang');
      await settled();
      const { waiting } = one.relay.queue(device);
      const lost = [...waiting.values()];
      waiting.clear();
      for (const [n, { what, lost: isLost }] of steps.entries()) {
        await happens(one, reporter, what, n);
        if (!isLost) continue;
        lost.push(...waiting.values());
        waiting.clear();
      }
      await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
      other.main.goOnline();
      await settled();
      await one.env.advance(MINUTE);
      if (late) one.relay.queue(device).deliver?.(lost);
      await one.env.advance(MINUTE);
      expect(await wholeOf(other)).toEqual(await wholeOf(one));
    }),
    { seed, numRuns: 6 },
  );
  expect(first.got).toEqual([]);
});
