import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import type { SealedRow } from '../../contract/carrier.ts';
import { ok } from '../../contract/outcome.ts';
import { BlobId, ReadCapability } from '../../../protocol/ids.ts';
import { advance } from '../../../protocol/talk/chain.ts';
import { openRow, TABLES } from './store/sealed-row.ts';
import { begun, unlocked } from './testing/begun.ts';
import { PASSPHRASE, type App } from './testing/bench.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf, read } from './testing/journey.ts';
import { toolsOver } from './testing/secrets-rig.ts';
import { settled } from './testing/test-env.ts';
import { prefetch, unlockFiles } from './unlock.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const first = { name: 'Ada Beispiel', phone: '030 123456', purpose: 'Nur für einen Rückruf' };
const second = { email: 'ada@example.org', when: 'nach 16 Uhr' };
const nothing = { name: '', phone: '', email: '', when: '', purpose: '' };

const found = async (app: App, text: string): Promise<number> => {
  const filter = { kinds: [], from: null, to: null, codes: [], operator: null, language: null };
  return (await app.desk.search({ text, ...filter, limit: 20 })).hits.length;
};

/** Every row that lies in either copy. */
async function rowsOf({ database, disk }: App): Promise<{
  readonly rows: readonly SealedRow[];
  readonly journals: readonly Uint8Array[];
}> {
  const names = await Dexie.getDatabaseNames();
  const db = await new Dexie(names.find((one) => one.startsWith(`${database}-`)) ?? '').open();
  const rows: SealedRow[] = await db.table('rows').toArray();
  db.close();
  return { rows, journals: [...disk.journals.values()].flat() };
}

/** What the passphrase opens today out of rows that were copied at any time. */
async function openable(app: App, rows: readonly SealedRow[]): Promise<string> {
  const tools = await toolsOver(app.disk);
  const opened = await unlockFiles(tools, PASSPHRASE, await prefetch(tools.carrier));
  const keyring = opened.ok ? opened.value.keyring() : null;
  if (keyring === null) throw new Error('no keyring');
  const values: unknown[] = [];
  for (const row of rows) {
    for (const { data } of keyring.buckets.values()) {
      for (const table of TABLES) {
        const value = openRow(data, { table, id: row.id, version: row.version }, row.sealed);
        if (value !== null) values.push(value);
      }
    }
  }
  return JSON.stringify(values);
}

test('contact details are shown when somebody asks, and nowhere else', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.write({ type: 'contact', ...first });
  await settled();
  const [line] = await inboxOf(app);
  expect(line).toMatchObject({ preview: '', previewKind: 'contact', unread: 2 });
  const messages = await read(app, conversation);
  expect(messages.at(-1)).toMatchObject({ kind: 'contact', empty: false, gap: false });
  expect(line?.contact).toBe(messages.at(-1)?.id);
  expect(await app.desk.contact({ conversation })).toEqual({ ...nothing, ...first });
  expect(JSON.stringify(app.facts)).not.toMatch(/Ada|030 123456|Rückruf/);
  for (const word of ['Ada', 'Beispiel', '123456', 'Rückruf'])
    expect(await found(app, word)).toBe(0);
});

test('what is taken back is in no row, no journal and no index, even for who has old copies and the passphrase', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.write({ type: 'contact', ...first });
  await settled();
  const before = await rowsOf(app);
  expect(await openable(app, before.rows)).toContain('Ada Beispiel');
  reporter.write({ type: 'contact' });
  await settled();
  await app.env.advance(60_000);
  expect(await app.desk.contact({ conversation })).toBeNull();
  expect((await read(app, conversation)).slice(1)).toMatchObject([
    { kind: 'contact', empty: false },
    { kind: 'contact', empty: true },
  ]);
  const words = /Ada|030 123456|Rückruf/;
  const after = await rowsOf(app);
  expect(await openable(app, after.rows)).not.toMatch(words);
  expect(await openable(app, before.rows)).not.toMatch(words);
  // Nothing that was appended then is still on the disk.
  const kept = new Set(after.journals);
  expect(before.journals.filter((entry) => kept.has(entry))).toEqual([]);
  expect(app.facts).not.toContainEqual(expect.objectContaining({ type: 'trouble' }));
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  expect(await again.desk.contact({ conversation })).toBeNull();
});

test('the last one counts: it takes the place of the one before, whatever order they come in', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const older = reporter.body('x');
  reporter.chain = advance(
    { ...reporter.chain, seq: older.seq, lamport: older.lamport },
    new Uint8Array(),
  );
  reporter.write({ type: 'contact', ...second });
  await settled();
  const {
    text: _text,
    lang: _lang,
    type: _type,
    ...head
  } = older as typeof older & { text: string; lang: string };
  reporter.send({ ...head, type: 'contact', ...first });
  await settled();
  await app.env.advance(60_000);
  expect(await app.desk.contact({ conversation })).toEqual({ ...nothing, ...second });
  const { rows } = await rowsOf(app);
  expect(await openable(app, rows)).not.toContain('Ada Beispiel');
  const [line] = await inboxOf(app);
  const newest = (await read(app, conversation)).at(-1);
  expect(line?.contact).toBe(newest?.id);
});

test('the same contact delivered twice is one, and the next message finds its place behind it', async () => {
  const { app, reporter } = await begun();
  const body = reporter.write({ type: 'contact', ...first });
  reporter.send(body);
  reporter.say('Danke');
  await settled();
  const messages = await read(app, reporter.keys.conversation);
  expect(messages.map(({ kind, gap, forked }) => ({ kind, gap, forked }))).toEqual([
    { kind: 'text', gap: false, forked: false },
    { kind: 'contact', gap: false, forked: false },
    { kind: 'text', gap: false, forked: false },
  ]);
});

test('two in one delivery leave only the words of the second', async () => {
  const { app, reporter } = await begun();
  app.main.goOffline();
  reporter.write({ type: 'contact', ...first });
  reporter.write({ type: 'contact', ...second });
  app.main.goOnline();
  await settled();
  await app.env.advance(60_000);
  expect(await app.desk.contact({ conversation: reporter.keys.conversation })).toEqual({
    ...nothing,
    ...second,
  });
  const { rows } = await rowsOf(app);
  expect(await openable(app, rows)).not.toContain('Ada Beispiel');
});

test('where there is no room to destroy it now, it is tried again, and after a crash at the next unlock', async () => {
  const { app, reporter } = await begun();
  reporter.write({ type: 'contact', ...first });
  await settled();
  const before = await rowsOf(app);
  app.main.free = 0;
  reporter.write({ type: 'contact', ...second });
  await settled();
  expect(await openable(app, before.rows)).toContain('Ada Beispiel');
  expect(await openable(app, (await rowsOf(app)).rows)).not.toContain('Ada Beispiel');
  const again = await unlocked(app);
  await again.env.advance(60_000);
  expect(await openable(again, before.rows)).not.toContain('Ada Beispiel');
  const { conversation } = reporter.keys;
  expect(await again.desk.contact({ conversation })).toEqual({ ...nothing, ...second });
});

test('who changes them again and again has the vault rewritten once a minute, not once each time', async () => {
  const { app, reporter } = await begun();
  const rewritten = (): number =>
    app.facts.filter(
      (fact) => fact.type === 'job' && fact.state.job === 'erase' && fact.state.state === 'done',
    ).length;
  for (let n = 0; n < 6; n += 1) {
    reporter.write({ type: 'contact', phone: `030 ${n}` });
    await settled();
  }
  expect(rewritten()).toBe(1);
  const before = await rowsOf(app);
  await app.env.advance(60_000);
  expect(rewritten()).toBe(2);
  expect(await openable(app, before.rows)).not.toContain('030 4');
});

test('erasing the conversation takes the contact details with it', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.write({ type: 'contact', ...first });
  await settled();
  const before = await rowsOf(app);
  expect(await app.desk.eraseConversation({ conversation })).toEqual(ok(null));
  await settled();
  expect(await openable(app, before.rows)).not.toContain('Ada Beispiel');
});

test('topics and the consent version of the beginning stand in the line', async () => {
  const { app } = await begun();
  const other = new FakeReporter(app.relay, app.env.now);
  other.write({ type: 'text', text: 'Hallo', topics: [1, 3] }, { consent: '2026-11' });
  await settled();
  const lines = await inboxOf(app);
  expect(lines.find(({ id }) => id === other.keys.conversation)).toMatchObject({
    consent: '2026-11',
    topic: 'Mir ist etwas passiert, Es passiert im Netz',
    previewKind: 'text',
  });
});

test('a consent version that only the second message could name stands in the line', async () => {
  const { app } = await begun();
  const other = new FakeReporter(app.relay, app.env.now);
  other.say('Hallo');
  await settled();
  const line = async () => (await inboxOf(app)).find(({ id }) => id === other.keys.conversation);
  expect(await line()).toMatchObject({ unread: 1, consent: '' });
  other.write({ type: 'text', text: 'noch etwas' }, { consent: '2026-11' });
  other.say('und noch etwas');
  await settled();
  expect(await line()).toMatchObject({ unread: 3, consent: '2026-11' });
});

test('topics that come with a file stand in the line as well', async () => {
  const { app } = await begun();
  const other = new FakeReporter(app.relay, app.env.now);
  const bytes = new Uint8Array(32);
  other.write({
    type: 'attachment',
    file: { id: BlobId.random(), read: ReadCapability.random(), key: bytes, bytes: 9, hash: bytes },
    name: 'Bild 1.jpg',
    media: 'image/jpeg',
    prepared: 'cleaned',
    topics: [3],
  });
  await settled();
  const line = (await inboxOf(app)).find(({ id }) => id === other.keys.conversation);
  expect(line).toMatchObject({ topic: 'Es passiert im Netz', previewKind: 'attachment' });
  other.say('dazu');
  await settled();
  const then = (await inboxOf(app)).find(({ id }) => id === other.keys.conversation);
  expect(then).toMatchObject({ topic: 'Es passiert im Netz', previewKind: 'text' });
});
