import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import type { SealedRow } from '../../../contract/carrier.ts';
import { refuse } from '../../../contract/outcome.ts';
import { openCore } from '../keys/keyring-file.ts';
import type { Keyring } from '../keys/keyring.ts';
import { openRow, TABLES } from '../store/sealed-row.ts';
import { begun, unlocked, texts } from '../testing/begun.ts';
import { PASSPHRASE, type App } from '../testing/bench.ts';
import { FakeReporter } from '../testing/fake-reporter.ts';
import { endAll, inboxOf, read, textsOf } from '../testing/journey.ts';
import { toolsOver } from '../testing/secrets-rig.ts';
import { settled } from '../testing/test-env.ts';
import { prefetch, unlockFiles } from '../unlock.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const words = ['Schulhof', 'Kippa', 'Zeugin', 'Musterschule'];

/** A conversation with a case, all of it about to be erased, and one that stays. */
async function written(): Promise<{
  readonly app: App;
  readonly reporter: FakeReporter;
  readonly other: FakeReporter;
  readonly id: string;
}> {
  const { app, reporter } = await begun();
  reporter.say('Auf dem Schulhof haben sie ihm die Kippa weggenommen.');
  const other = new FakeReporter(app.relay, app.env.now);
  other.say('Bleibt hier');
  await settled();
  const { conversation } = reporter.keys;
  await app.desk.send({ conversation, text: 'Gab es eine Zeugin?' });
  const opened = await app.desk.openCase({ conversation });
  if (!opened.ok) throw new Error('no case');
  const { id, incident } = opened.value;
  await app.desk.saveIncident({ case: id, incident: { ...incident, institution: 'Musterschule' } });
  await settled();
  return { app, reporter, other, id };
}

interface Image {
  readonly keyrings: ReadonlyMap<number, Uint8Array>;
  readonly journals: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly tables: ReadonlyMap<string, readonly object[]>;
}

/** Everything but the header, as somebody may have copied it before. */
async function imageOf({ disk, database }: App): Promise<Image> {
  const tables = new Map<string, readonly object[]>();
  const db = await new Dexie(await copyOf(database)).open();
  for (const table of db.tables) tables.set(table.name, await table.toArray());
  db.close();
  const journals = [...disk.journals].map(([n, entries]) => [n, [...entries]] as const);
  return { keyrings: new Map(disk.keyrings), journals: new Map(journals), tables };
}

async function copyOf(database: string): Promise<string> {
  const names = await Dexie.getDatabaseNames();
  const name = names.find((one) => one.startsWith(`${database}-`));
  if (name === undefined) throw new Error('no copy');
  return name;
}

/** Old files beside the new header; where a name is taken, the new file stays. */
async function putBack(app: App, { keyrings, journals, tables }: Image): Promise<void> {
  const { disk } = app;
  for (const [n, bytes] of keyrings) if (!disk.keyrings.has(n)) disk.keyrings.set(n, bytes);
  for (const [n, entries] of journals)
    if (!disk.journals.has(n)) disk.journals.set(n, [...entries]);
  const db = await new Dexie(await copyOf(app.database)).open();
  for (const [name, rows] of tables) await db.table(name).bulkPut([...rows]);
  db.close();
}

const found = async (app: App, text: string): Promise<number> =>
  (
    await app.desk.search({
      text,
      kinds: ['message', 'case', 'evidence'],
      from: null,
      to: null,
      codes: [],
      operator: null,
      language: null,
      limit: 20,
    })
  ).hits.length;

test('after an erase the old journal, keyring and IndexedDB, put back, show no word of the case', async () => {
  const { app, other, id } = await written();
  const before = await imageOf(app);
  expect(await app.desk.eraseCase({ case: id })).toEqual({ ok: true, value: null });
  await settled();
  app.crash();
  await putBack(app, before);
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  expect((await again.desk.cases({ from: 0, limit: 9 })).total).toBe(0);
  expect(await inboxOf(again)).toMatchObject([{ id: other.keys.conversation }]);
  expect(textsOf(await read(again, other.keys.conversation))).toEqual(['Bleibt hier']);
  for (const word of words) expect(await found(again, word)).toBe(0);
  expect(JSON.stringify(again.facts)).not.toMatch(new RegExp(words.join('|')));
});

test('nor does any key that the passphrase still opens', async () => {
  const { app, id } = await written();
  const before = await imageOf(app);
  await app.desk.eraseCase({ case: id });
  await settled();
  const tools = await toolsOver(app.disk);
  const opened = await unlockFiles(tools, PASSPHRASE, await prefetch(tools.carrier));
  if (!opened.ok) throw new Error(opened.refusal);
  const keyring = opened.value.keyring();
  if (keyring === null) throw new Error('no keyring');
  const values = valuesOf((before.tables.get('rows') ?? []) as readonly SealedRow[], keyring);
  expect(values.join()).toContain('Bleibt hier');
  for (const word of words) expect(values.join()).not.toContain(word);
  for (const [number, bytes] of before.keyrings) {
    const place = { number, generation: 0 };
    expect(openCore(bytes, place, opened.value.keys.keyring)).toBeTypeOf('string');
  }
});

/** Every row under every key, as any kind of record. */
function valuesOf(rows: readonly SealedRow[], { buckets }: Keyring): readonly string[] {
  return rows.flatMap(({ id, version, sealed }) =>
    [...buckets.values()].flatMap(({ data }) =>
      TABLES.flatMap((table) => {
        const value = openRow(data, { table, id, version }, sealed);
        return value === null ? [] : [JSON.stringify(value.value)];
      }),
    ),
  );
}

/** A message of a kind that this version does not know. */
const laterFrom = (reporter: FakeReporter, text: string): string =>
  JSON.stringify({ v: 1, ...reporter.body(text), type: 'of-tomorrow' }, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );

test('what of it waited in quarantine is gone too', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  reporter.sendBytes(new TextEncoder().encode(laterFrom(reporter, 'Noch ein Wort')));
  await settled();
  expect((await valuesIn(app)).join()).toContain('Noch ein Wort');
  const before = ((await imageOf(app)).tables.get('rows') ?? []) as readonly SealedRow[];
  expect(await app.desk.eraseConversation({ conversation })).toEqual({ ok: true, value: null });
  await settled();
  expect((await valuesIn(app)).join()).not.toContain('Noch ein Wort');
  expect((await valuesIn(app)).join()).not.toContain(conversation);
  // Nor does it open in a copy made before, with the keys of today.
  expect(valuesOf(before, await keyringOf(app)).join()).not.toContain('Noch ein Wort');
});

test('killed before it is erased, what of it waited in quarantine still waits', async () => {
  const { app, reporter } = await begun();
  reporter.sendBytes(new TextEncoder().encode(laterFrom(reporter, 'Noch ein Wort')));
  await settled();
  app.disk.hanging.add('openJournal');
  const { conversation } = reporter.keys;
  void app.desk.eraseConversation({ conversation }).catch(() => undefined);
  await settled();
  app.disk.hanging.clear();
  app.crash();
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste']);
  expect((await valuesIn(again)).join()).toContain('Noch ein Wort');
});

test('what waits about somebody else outlasts an erase, and a restart after it', async () => {
  const { app, reporter } = await begun();
  const other = new FakeReporter(app.relay, app.env.now);
  other.sendBytes(new TextEncoder().encode(laterFrom(other, 'Etwas Neues')));
  await settled();
  const { conversation } = reporter.keys;
  expect(await app.desk.eraseConversation({ conversation })).toEqual({ ok: true, value: null });
  expect((await valuesIn(app)).join()).toContain('Etwas Neues');
  const again = await unlocked(app);
  expect((await valuesIn(again)).join()).toContain('Etwas Neues');
  other.sendBytes(new TextEncoder().encode(laterFrom(other, 'Noch etwas')));
  await settled();
  expect(await again.desk.eraseConversation({ conversation: other.keys.conversation })).toEqual(
    refuse('unknown-conversation'),
  );
  expect((await valuesIn(again)).join()).toContain('Noch etwas');
});

test('a tab that is still open after the erase is answered', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.eraseConversation({ conversation });
  reporter.say('Ich schreibe gerade noch');
  await settled();
  expect(await app.desk.send({ conversation, text: 'Wir sind da.' })).toMatchObject({ ok: true });
  await settled();
  expect(reporter.got.map(({ body }) => body.type === 'text' && body.text)).toContain(
    'Wir sind da.',
  );
});

/** Every value that the passphrase opens in the copy as it is now. */
async function valuesIn(app: App): Promise<readonly string[]> {
  const { tables } = await imageOf(app);
  return valuesOf((tables.get('rows') ?? []) as readonly SealedRow[], await keyringOf(app));
}

/** What the passphrase opens today. */
async function keyringOf(app: App): Promise<Keyring> {
  const tools = await toolsOver(app.disk);
  const opened = await unlockFiles(tools, PASSPHRASE, await prefetch(tools.carrier));
  const keyring = opened.ok ? opened.value.keyring() : null;
  if (keyring === null) throw new Error('no keyring');
  return keyring;
}

test('an erased message sent again is settled and not shown; a new one begins a new conversation', async () => {
  const { app, reporter } = await begun();
  const body = reporter.body('Zweite');
  reporter.send(body);
  await settled();
  const { conversation } = reporter.keys;
  expect(await app.desk.eraseConversation({ conversation })).toEqual({ ok: true, value: null });
  reporter.send(body);
  await settled();
  expect(await inboxOf(app)).toEqual([]);
  const back = new FakeReporter(app.relay, app.env.now, reporter.keys.code);
  back.say('Ich bin wieder da');
  await settled();
  expect(textsOf(await read(app, conversation))).toEqual(['Ich bin wieder da']);
  const again = await unlocked(app);
  expect(textsOf(await read(again, conversation))).toEqual(['Ich bin wieder da']);
});

test('what is sent while a conversation is being erased goes with it or begins anew', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const erasing = app.desk.eraseConversation({ conversation });
  reporter.say('Mitten hinein');
  expect(await erasing).toEqual({ ok: true, value: null });
  await settled();
  const shown = (await inboxOf(app)).length === 0 ? [] : textsOf(await read(app, conversation));
  const stones = await app.desk.audit({ before: null, limit: 9 });
  const erased = stones.events.find(({ act }) => act === 'conversation-erased')?.count;
  expect([shown.length, erased]).toEqual(erased === 3 ? [0, 3] : [1, 2]);
});
