import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { ConversationId, OpenMessage } from '../../contract/desk.ts';
import { endAll, inboxOf, POLL, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

test('a reporter writes, an operator reads and answers, the reporter reads the answer', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('Hallo, ist da jemand?');
  await settled();

  const [line] = await inboxOf(app);
  expect(line).toMatchObject({
    id: reporter.keys.conversation,
    preview: 'Hallo, ist da jemand?',
    previewBy: 'reporter',
    unread: 1,
    language: 'de',
    waitingSince: app.env.now(),
  });
  expect(line?.name).toMatch(/^\p{Lu}\p{L}+ \d\d$/u);
  expect(await read(app, reporter.keys.conversation)).toMatchObject([
    {
      kind: 'text',
      author: 'reporter',
      text: 'Hallo, ist da jemand?',
      gap: false,
      forked: false,
    },
  ]);

  const sent = await app.desk.send({
    conversation: reporter.keys.conversation,
    text: ' Ja, hier. ',
  });
  expect(sent).toMatchObject({
    ok: true,
    value: { state: 'sending', alias: 'Team Ahorn', text: 'Ja, hier.' },
  });
  await settled();
  expect(reporter.got.map(({ body }) => body)).toMatchObject([
    { type: 'text', text: 'Ja, hier.', alias: 'Team Ahorn', from: 'device' },
  ]);
  const [after] = await inboxOf(app);
  expect(after).toMatchObject({ previewBy: 'operator', waitingSince: null });
});

test('what the screen was not told to expect is refused', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('x');
  await settled();
  const { conversation } = reporter.keys;
  expect(await app.desk.send({ conversation, text: '  ' })).toEqual({
    ok: false,
    refusal: 'empty',
  });
  expect(await app.desk.send({ conversation, text: 'x'.repeat(4001) })).toEqual({
    ok: false,
    refusal: 'too-long',
  });
  expect(
    await app.desk.send({ conversation: 'a'.repeat(32) as ConversationId, text: 'x' }),
  ).toEqual({
    ok: false,
    refusal: 'unknown-conversation',
  });
  await expect(app.desk.read({ conversation, before: null, limit: 100_000 })).rejects.toThrow(
    'read failed',
  );
});

test('facts tell what happened, in the order in which it became durable', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  await settled();
  const before = app.facts.length;
  reporter.say('Erste');
  await settled();
  const types = app.facts.slice(before).map(({ type }) => type);
  expect(types).toEqual(['message-arrived', 'conversation-changed']);
});

test('a rating is shown with its stars and counted for the line', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('Danke');
  reporter.rate(4, 'Hat geholfen');
  await settled();
  expect(await inboxOf(app)).toMatchObject([{ stars: 4, preview: 'Hat geholfen' }]);
  expect(await read(app, reporter.keys.conversation)).toMatchObject([
    { kind: 'text' },
    { kind: 'rating', stars: 4, comment: 'Hat geholfen' },
  ]);
});

test('seeing a conversation takes its unread away, for good', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('x');
  await settled();
  await app.desk.seen({ conversation: reporter.keys.conversation });
  expect(await inboxOf(app)).toMatchObject([{ unread: 0 }]);
});

test('long conversations are read page by page, in order, without a message lost or doubled', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  const said = Array.from({ length: 23 }, (_, i) => `Nachricht ${i}`);
  for (const text of said) reporter.say(text);
  const { conversation } = reporter.keys;
  await expect.poll(async () => (await read(app, conversation)).length, POLL).toBe(said.length);
  const pages: OpenMessage[][] = [];
  let before: OpenMessage | undefined;
  for (;;) {
    const page = await app.desk.read({ conversation, before: before?.id ?? null, limit: 5 });
    pages.unshift([...page.messages]);
    [before] = page.messages;
    if (!page.earlier) break;
  }
  expect(textsOf(pages.flat())).toEqual(said);
  expect(pages).toHaveLength(5);
});

test('heartbeat and typing show, and go by themselves', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('x');
  await settled();
  reporter.alive();
  reporter.typing();
  await settled();
  expect(await inboxOf(app)).toMatchObject([{ live: true, typing: true }]);
  await app.env.advance(7_000);
  expect(await inboxOf(app)).toMatchObject([{ live: true, typing: false }]);
  await app.env.advance(40_000);
  expect(await inboxOf(app)).toMatchObject([{ live: false, typing: false }]);
  expect(app.facts.at(-1)).toMatchObject({
    type: 'conversation-changed',
    summary: { live: false },
  });
});

test('what the operator types reaches a live tab, at most every three seconds', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('x');
  await settled();
  const { conversation } = reporter.keys;
  await app.desk.typing({ conversation });
  await settled();
  expect(reporter.signs).toEqual([]);
  reporter.alive();
  await settled();
  await app.desk.typing({ conversation });
  await app.desk.typing({ conversation });
  await settled();
  expect(reporter.signs.filter(({ type }) => type === 'typing')).toHaveLength(1);
});

test('the reporter gets a receipt: queued while nobody is live there, else as a sign', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('x');
  await settled();
  await app.env.advance(1000);
  const { session } = reporter;
  expect(reporter.receipts).toMatchObject([{ session, upTo: 0, further: [] }]);
  reporter.alive();
  reporter.say('y');
  await settled();
  await app.env.advance(1000);
  const receipts = reporter.signs.filter(({ type }) => type === 'receipt');
  expect(receipts).toMatchObject([{ type: 'receipt', receipts: [{ session, upTo: 1 }] }]);
});
