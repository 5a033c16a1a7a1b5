import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { ConversationId } from '../../contract/desk.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { SOON_LIFE_MS } from './limits.ts';
import type { App } from './testing/bench.ts';
import { unlocked } from './testing/begun.ts';
import { endAll, inboxOf, keep, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Whoever cannot go on gives away what they hold, at once and without a reason. Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;
const plain = { device: null, note: '', tell: true } as const;

/** Two colleagues; the first holds as many conversations as asked for, each already answered. */
async function holding(count: number) {
  const one = await team();
  const other = keep(await secondDevice(one));
  const reporters = Array.from({ length: count }, () => reporterOf(one));
  for (const reporter of reporters) {
    reporter.say('Hallo');
    await settled();
    await one.desk.send({ conversation: reporter.keys.conversation, text: 'Ich bin da.' });
    await settled();
  }
  const conversations = reporters.map(({ keys }) => keys.conversation);
  return { one, other, reporters, conversations };
}

const lineOf = async (app: App, id: ConversationId) =>
  (await inboxOf(app)).find((each) => each.id === id);

test('everything goes in one act: free, first in the queue of colleagues, and the reporters hear kind words without a name', async () => {
  const { one, other, reporters, conversations } = await holding(2);
  const waits = reporterOf(one);
  waits.say('Ich warte schon');
  await settled();
  const gone = await one.desk.giveAway({ ...plain, conversations, note: 'Mir ist nicht gut.' });
  expect(gone).toEqual(ok({ given: conversations, full: false }));
  await settled();
  for (const app of [one, other]) {
    const lines = await inboxOf(app);
    expect(lines.map(({ soon }) => soon)).toEqual([true, true, false]);
    expect(lines.slice(0, 2).map(({ holder }) => holder)).toEqual([null, null]);
  }
  for (const { got } of reporters) {
    expect(got.map(({ body }) => body.type)).toEqual(['text', 'handover']);
    expect(got.at(-1)?.body).not.toHaveProperty('to');
  }
  const [first] = conversations;
  if (first === undefined) throw new Error('none was held');
  const said = (await read(other, first)).map(({ kind }) => kind);
  expect(said.slice(-3)).toEqual(['handover', 'note', 'passed']);
  expect((await read(other, first)).at(-1)).toMatchObject({ kind: 'passed', to: null });
});

test('it stops coming first when somebody takes it, and when somebody answers', async () => {
  const { one, other, conversations } = await holding(2);
  const [first, second] = conversations;
  if (first === undefined || second === undefined) throw new Error('too few were held');
  await one.desk.giveAway({ ...plain, conversations });
  await settled();
  await other.desk.claim({ conversation: first, anyway: false });
  await other.desk.send({ conversation: second, text: 'Jetzt bin ich da.' });
  await settled();
  for (const app of [one, other]) {
    expect(await lineOf(app, first)).toMatchObject({
      soon: false,
      holder: { alias: 'Team Birke' },
    });
    expect(await lineOf(app, second)).toMatchObject({ soon: false });
  }
});

test('whoever answers holds it by that, though it was offered to another: it comes first nowhere', async () => {
  const { one, other, conversations } = await holding(1);
  const [id] = conversations;
  const [device] = (await one.desk.colleagues(null)).map((colleague) => colleague.device);
  if (id === undefined || device === undefined) throw new Error('no conversation, or no colleague');
  await one.desk.giveAway({ ...plain, conversations, device });
  await settled();
  await one.desk.send({ conversation: id, text: 'Ich kann doch wieder.' });
  await settled();
  expect(await lineOf(one, id)).toMatchObject({ soon: false, holder: { own: true } });
  expect(await lineOf(other, id)).toMatchObject({ soon: false, holder: { own: false } });
});

test('who is left alone with it ends it by an answer too', async () => {
  const { one, conversations } = await holding(1);
  const [id] = conversations;
  if (id === undefined) throw new Error('none was held');
  await one.desk.giveAway({ ...plain, conversations });
  expect(await one.desk.restrict({ conversation: id, devices: [] })).toMatchObject({ ok: true });
  await settled();
  expect(await lineOf(one, id)).toMatchObject({ soon: true });
  await one.desk.send({ conversation: id, text: 'Jetzt wieder ich.' });
  await settled();
  expect(await lineOf(one, id)).toMatchObject({ soon: false });
});

test('closed, it comes first no more, nor when the reporter writes again', async () => {
  const { one, other, reporters, conversations } = await holding(1);
  const [id] = conversations;
  if (id === undefined) throw new Error('none was held');
  await one.desk.giveAway({ ...plain, conversations });
  await settled();
  const change = { status: 'closed', outcome: 'helped' } as const;
  await other.desk.setWork({ conversation: id, change });
  await settled();
  for (const app of [one, other]) expect(await lineOf(app, id)).toMatchObject({ soon: false });
  reporters[0]?.say('Danke!');
  await settled();
  for (const app of [one, other]) {
    expect(await lineOf(app, id)).toMatchObject({ status: 'open', soon: false });
  }
});

test('who may not read it on is not called by it any more', async () => {
  const { one, other, conversations } = await holding(1);
  const [id] = conversations;
  if (id === undefined) throw new Error('none was held');
  await one.desk.giveAway({ ...plain, conversations });
  await settled();
  expect(await lineOf(other, id)).toMatchObject({ soon: true });
  await one.desk.restrict({ conversation: id, devices: [] });
  await settled();
  expect(await lineOf(other, id)).toMatchObject({ soon: false, restricted: { own: false } });
});

test('a week in which nobody said anything ends it at the next unlock, and the reporter’s next word brings it back', async () => {
  const { one, reporters, conversations } = await holding(1);
  const [id] = conversations;
  if (id === undefined) throw new Error('none was held');
  await one.desk.giveAway({ ...plain, conversations });
  await one.env.sleep(SOON_LIFE_MS - MINUTE);
  const before = await unlocked(one);
  expect(await lineOf(before, id)).toMatchObject({ soon: true });
  await before.env.sleep(2 * MINUTE);
  const after = await unlocked(before);
  expect(await lineOf(after, id)).toMatchObject({ soon: false, holder: null });
  reporters[0]?.say('Bist du noch da?');
  await settled();
  expect(await lineOf(after, id)).toMatchObject({ soon: true });
});

test('a colleague who is named has it first and offered; under a public name the reporter hears it', async () => {
  const { one, other, reporters, conversations } = await holding(1);
  const [device] = (await one.desk.colleagues(null)).map((colleague) => colleague.device);
  if (device === undefined) throw new Error('no colleague');
  await one.desk.giveAway({ ...plain, conversations, device });
  await settled();
  const [line] = await inboxOf(other);
  expect(line).toMatchObject({ soon: true, holder: { own: true, offered: true } });
  // The colleague has not written yet, so nobody here knows under which name: none is said.
  expect(reporters[0]?.got.at(-1)?.body).not.toHaveProperty('to');
  const stranger = { ...plain, conversations, device: 'ab'.repeat(16) };
  expect(await one.desk.giveAway(stranger)).toEqual(refuse('unknown-colleague'));
});

test('only what is held here goes; without a word to the reporter where that is wanted', async () => {
  const { one, other, reporters, conversations } = await holding(1);
  const nothing = ok({ given: [], full: false });
  expect(await other.desk.giveAway({ ...plain, conversations })).toEqual(nothing);
  expect(await one.desk.giveAway({ ...plain, conversations, tell: false })).toMatchObject({
    value: { given: conversations },
  });
  expect(await one.desk.giveAway({ ...plain, conversations })).toEqual(nothing);
  const tooLong = { ...plain, conversations, note: 'x'.repeat(4001) };
  expect(await one.desk.giveAway(tooLong)).toEqual(refuse('too-long'));
  await settled();
  expect(reporters[0]?.got.map(({ body }) => body.type)).toEqual(['text']);
});

test('a full disk leaves what is left where it was, and says so', async () => {
  const { one, conversations } = await holding(2);
  one.disk.full = true;
  expect(await one.desk.giveAway({ ...plain, conversations })).toEqual(
    ok({ given: [], full: true }),
  );
  one.disk.full = false;
  for (const id of conversations) {
    expect(await lineOf(one, id)).toMatchObject({ soon: false, holder: { own: true } });
  }
});

test('what was given away calls: colleagues are woken, and the alarm rings for it', async () => {
  const { one, other, conversations } = await holding(1);
  const before = one.relay.posts.length;
  await one.desk.giveAway({ ...plain, conversations });
  await settled();
  expect(one.relay.posts.slice(before).filter(({ wake }) => wake)).toHaveLength(1);
  await one.env.advance(4 * 60_000);
  const rung = other.facts.flatMap((fact) =>
    fact.type === 'waits-long' ? fact.conversations : [],
  );
  expect(rung).toContain(conversations[0]);
});
