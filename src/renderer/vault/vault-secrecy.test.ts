import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { begun } from './testing/begun.ts';
import { wordsIn } from './testing/bytes.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

const words = ['Schulhof', 'Aylin', 'Kippa', 'Zeugin', 'Ahornteam', 'Musterschule'];

test('no written word stands in journal, keyring, header, database or on the wire', async () => {
  const { app, reporter } = await begun();
  reporter.say('Auf dem Schulhof haben sie Aylin die Kippa weggenommen.');
  await settled();
  const { conversation } = reporter.keys;
  await app.desk.send({ conversation, text: 'Gab es eine Zeugin? Viele Grüße, dein Ahornteam' });
  const opened = await app.desk.openCase({ conversation });
  if (!opened.ok) throw new Error('no case');
  const { id, incident } = opened.value;
  await app.desk.saveIncident({
    case: id,
    incident: {
      ...incident,
      institution: 'Musterschule',
      identifiers: ['Aylin'],
      narrative: 'Kippa',
    },
  });
  await settled();
  await app.desk.lock(null);
  const stored = await databaseBytes(`${app.database}-1`);
  const { journal, keyring, header } = app.disk;
  const wire = app.relay.posts.flatMap(({ header: head, ct, targets }) => [
    head,
    ct,
    ...targets.map(({ wrap }) => wrap),
  ]);
  expect(stored.length).toBeGreaterThan(3);
  expect(wire.length).toBeGreaterThan(3);
  for (const bytes of [
    ...journal,
    ...stored,
    ...wire,
    keyring ?? new Uint8Array(),
    header ?? new Uint8Array(),
  ]) {
    expect(wordsIn(bytes, words)).toEqual([]);
  }
});

test('the search for words finds them where they are, in every form', () => {
  const text = 'xy Schulhof z';
  const utf16 = new Uint8Array(new Uint16Array(Array.from(text, (c) => c.charCodeAt(0))).buffer);
  for (const bytes of [
    new TextEncoder().encode(text),
    utf16,
    new TextEncoder().encode(btoa(text)),
    new TextEncoder().encode(btoa(`1${text}`)),
  ]) {
    expect(wordsIn(bytes, ['Schulhof', 'Kippa'])).toEqual(['Schulhof']);
  }
});

test('IndexedDB holds ids, a bucket, a place, a version and sealed bytes, no index, and nothing else', async () => {
  const { app } = await begun();
  const db = await new Dexie(`${app.database}-1`).open();
  const rows: unknown[] = await db.table('rows').toArray();
  for (const row of rows) {
    expect(Object.keys(row as object).toSorted()).toEqual([
      'bucket',
      'id',
      'sealed',
      'seq',
      'version',
    ]);
  }
  expect(
    db
      .table('rows')
      .schema.indexes.map(({ src }) => src)
      .toSorted(),
  ).toEqual([]);
  const sheets: unknown[] = await db.table('sheets').toArray();
  for (const sheet of sheets) expect(Object.keys(sheet as object)).toEqual(['id', 'sealed']);
  db.close();
});

async function databaseBytes(name: string): Promise<readonly Uint8Array[]> {
  const db = await new Dexie(name).open();
  const rows = [...(await db.table('rows').toArray()), ...(await db.table('sheets').toArray())];
  db.close();
  return rows.flatMap((row: Record<string, unknown>) => [
    new TextEncoder().encode(JSON.stringify({ ...row, sealed: '' })),
    row['sealed'] as Uint8Array,
  ]);
}
