import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import type { ConversationId, ConversationSummary, MessageId } from '../../contract/desk.ts';
import { NO_FILTER, type SearchHit } from '../../contract/search.ts';
import { isVeiled } from '../../contract/veil.ts';
import type { App } from './testing/bench.ts';
import { begun, unlocked } from './testing/begun.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

async function lineOf(app: App, id: ConversationId): Promise<ConversationSummary> {
  const line = (await inboxOf(app)).find((each) => each.id === id);
  if (line === undefined) throw new Error('no such line');
  return line;
}

/** The message with these words. */
async function said(app: App, id: ConversationId, text: string): Promise<MessageId> {
  const all = await read(app, id);
  const message = all.find((one) => one.kind === 'text' && one.text === text)?.id;
  if (message === undefined) throw new Error('no such message');
  return message;
}

/** Hits of one word, once the index has it. */
async function hitsOf(app: App, text: string): Promise<readonly SearchHit[]> {
  const find = async () => (await app.desk.search({ ...NO_FILTER, text, limit: 9 })).hits;
  await expect.poll(async () => (await find()).length, POLL).toBeGreaterThan(0);
  return await find();
}

test('what was hidden is hidden after a lock and a restart, in the line as well', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const message = await said(app, conversation, 'Erste');
  expect(await app.desk.veil({ conversation, message, hidden: true })).toEqual(ok(null));
  expect(app.facts.at(-1)).toMatchObject({
    type: 'conversation-changed',
    summary: { veil: { all: false, except: [message] }, previewVeiled: true },
  });
  const again = await unlocked(app);
  const line = await lineOf(again, conversation);
  expect(isVeiled(line.veil, message)).toBe(true);
  expect(line.previewVeiled).toBe(true);
  reporter.say('Entschuldigung');
  await settled();
  expect((await lineOf(again, conversation)).previewVeiled).toBe(false);
});

test('hits of the search name where it is, and do not quote it', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.say('Drecksworte hier');
  await settled();
  const message = await said(app, conversation, 'Drecksworte hier');
  expect(await hitsOf(app, 'Drecksworte')).toMatchObject([{ veiled: false }]);
  await app.desk.veil({ conversation, message, hidden: true });
  expect(await hitsOf(app, 'Drecksworte')).toMatchObject([
    { conversation, item: message, text: '', marks: [], veiled: true },
  ]);
});

test('coded passages are counted, and not quoted', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const message = await said(app, conversation, 'Erste');
  const codeIds = ['form/MOD'];
  const words = { conversation, message, start: 0, end: 5, codeIds, memo: '' };
  expect(await app.desk.annotate(words)).toMatchObject({ ok: true });
  const ask = { codes: codeIds, creator: null };
  expect(await app.desk.codedPassages(ask)).toMatchObject({
    passages: [{ exact: 'Erste', veiled: false }],
  });
  await app.desk.veil({ conversation, message, hidden: true });
  expect(await app.desk.codedPassages(ask)).toMatchObject({
    passages: [{ message, exact: '', veiled: true }],
  });
});

test('everything of a person is hidden, also what comes later, but for what is shown again', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.veil({ conversation, message: null, hidden: true });
  reporter.say('Noch mehr');
  await settled();
  const [first, later] = [
    await said(app, conversation, 'Erste'),
    await said(app, conversation, 'Noch mehr'),
  ];
  await app.desk.veil({ conversation, message: first, hidden: false });
  const { veil, previewVeiled } = await lineOf(app, conversation);
  expect([first, later].map((one) => isVeiled(veil, one))).toEqual([false, true]);
  expect(previewVeiled).toBe(true);
});

test('our own words stay in sight beside everything that is hidden of a person', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.veil({ conversation, message: null, hidden: true });
  await app.desk.send({ conversation, text: 'Bitte anders' });
  await settled();
  expect(await lineOf(app, conversation)).toMatchObject({
    preview: 'Bitte anders',
    previewVeiled: false,
  });
  expect(await hitsOf(app, 'anders')).toMatchObject([{ veiled: false }]);
});

test('colleagues see it as before', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  await one.desk.veil({ conversation, message: null, hidden: true });
  await settled();
  expect((await lineOf(other, conversation)).veil).toEqual({ all: false, except: [] });
});

test('erased with its conversation: whoever begins anew is not hidden', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.veil({ conversation, message: null, hidden: true });
  expect(await app.desk.eraseConversation({ conversation })).toMatchObject({ ok: true });
  expect(await app.desk.veil({ conversation, message: null, hidden: true })).toEqual(
    refuse('unknown-conversation'),
  );
  reporter.say('Da bin ich wieder');
  await settled();
  expect((await lineOf(app, conversation)).veil).toEqual({ all: false, except: [] });
});

test('on a full disk nothing changes, and it is said', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  app.disk.full = true;
  expect(await app.desk.veil({ conversation, message: null, hidden: true })).toEqual(
    refuse('disk-full'),
  );
  app.disk.full = false;
  expect((await lineOf(app, conversation)).veil).toEqual({ all: false, except: [] });
});
