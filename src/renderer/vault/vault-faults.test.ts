import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, test } from 'vitest';
import { EnvelopeId, MessageId } from '../../../protocol/ids.ts';
import { writeBody } from '../../../protocol/talk/body.ts';
import { newBoxKeys } from '../../../protocol/crypto/keys.ts';
import { seal } from '../../../protocol/crypto/envelope.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { readPrekey } from '../../../protocol/team/prekey.ts';
import type { OpenMessage } from '../../contract/desk.ts';
import { newTeam, PASSPHRASE, restart, type App } from './testing/bench.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { wordsIn } from './testing/bytes.ts';
import { settled } from './testing/test-env.ts';

const apps: App[] = [];
afterEach(() => {
  for (const app of apps.splice(0)) app.crash();
});

/** A founded team with one conversation of one message. */
async function begun(): Promise<{ readonly app: App; readonly reporter: FakeReporter }> {
  const app = await newTeam();
  apps.push(app);
  await app.desk.team(null);
  const reporter = new FakeReporter(app.relay, app.env.now);
  reporter.say('Erste');
  await settled();
  return { app, reporter };
}

async function unlocked(
  app: App,
  changes: { readonly database?: string } = {},
): Promise<App & { readonly answer: unknown }> {
  const again = restart(app, changes);
  apps.push(again);
  const answer = await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  return { ...again, answer };
}

async function texts(app: App, reporter: FakeReporter): Promise<readonly string[]> {
  const { conversation } = reporter.keys;
  const { messages } = await app.desk.read({ conversation, before: null, limit: 100 });
  return messages.map((message: OpenMessage) => (message.kind === 'text' ? message.text : ''));
}

const waitingFor = (app: App): number => {
  const [device] = readDocument(app.relay.document).devices;
  return app.relay.queue(device?.id ?? '').waiting.size;
};

describe('crashes', () => {
  test('dying between journal and IndexedDB loses nothing: unlock rebuilds, redelivery is known', async () => {
    const { app, reporter } = await begun();
    app.disk.appendsUntilCrash = 1;
    reporter.say('Zweite');
    await settled();
    expect(waitingFor(app)).toBe(1);
    const again = await unlocked(app);
    expect(again.answer).toMatchObject({ ok: true, value: { rebuilt: 2 } });
    expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
    expect(await again.desk.conversations(null)).toMatchObject([{ unread: 2 }]);
    expect(waitingFor(again)).toBe(0);
  });

  test('a message delivered again, under the same or another envelope, is shown once', async () => {
    const { app, reporter } = await begun();
    const body = reporter.body('Zweite');
    const eid = EnvelopeId.random();
    reporter.send(body, eid);
    await settled();
    reporter.send(body, eid);
    reporter.send(body);
    await settled();
    expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite']);
    expect(await app.desk.conversations(null)).toMatchObject([{ unread: 2 }]);
    expect(waitingFor(app)).toBe(0);
  });

  test('a full disk settles nothing, and the message comes when there is room', async () => {
    const { app, reporter } = await begun();
    app.disk.full = true;
    reporter.say('Zweite');
    await settled();
    expect(waitingFor(app)).toBe(1);
    expect(await texts(app, reporter)).toEqual(['Erste']);
    expect(await app.desk.send({ conversation: reporter.keys.conversation, text: 'x' })).toEqual({
      ok: false,
      refusal: 'disk-full',
    });
    app.disk.full = false;
    app.main.goOffline();
    app.main.goOnline();
    await settled();
    expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite']);
    expect(waitingFor(app)).toBe(0);
  });

  test('a new conversation refused by a full disk begins cleanly later', async () => {
    const { app } = await begun();
    app.disk.full = true;
    const other = new FakeReporter(app.relay, app.env.now);
    other.say('Ich auch');
    await settled();
    expect(await app.desk.conversations(null)).toHaveLength(1);
    app.disk.full = false;
    app.main.goOffline();
    app.main.goOnline();
    await settled();
    expect(await app.desk.conversations(null)).toHaveLength(2);
  });

  test('locking in the middle of a delivery settles nothing that was not kept', async () => {
    const { app, reporter } = await begun();
    const said = Array.from({ length: 40 }, (_, i) => `Nachricht ${i}`);
    for (const text of said) reporter.say(text);
    await Promise.resolve();
    await app.desk.lock(null);
    await settled();
    const again = await unlocked(app);
    expect(await texts(again, reporter)).toEqual(['Erste', ...said]);
    expect(waitingFor(again)).toBe(0);
  });

  test('a lost database is rebuilt whole', async () => {
    const { app, reporter } = await begun();
    await app.desk.send({ conversation: reporter.keys.conversation, text: 'Antwort' });
    await settled();
    await Dexie.delete(app.database);
    const again = await unlocked(app, { database: `${app.database}-new` });
    expect(again.answer).toMatchObject({ ok: true, value: { rebuilt: 3 } });
    expect(await texts(again, reporter)).toEqual(['Erste', 'Antwort']);
  });

  test('a journal cut behind the recorded head is called rolled back, a changed one damaged', async () => {
    const { app, reporter } = await begun();
    reporter.say('Zweite');
    await settled();
    await app.desk.lock(null);
    const whole = [...app.disk.journal];
    app.disk.journal.splice(whole.length - 1, 1);
    expect((await unlocked(app)).answer).toEqual({ ok: false, refusal: 'rolled-back' });
    const changed = whole.map((bytes) => bytes.slice());
    const [first] = changed;
    if (first !== undefined) first[70] = (first[70] ?? 0) ^ 1;
    app.disk.journal.splice(0, app.disk.journal.length, ...changed);
    expect((await unlocked(app)).answer).toEqual({ ok: false, refusal: 'damaged' });
    app.disk.journal.splice(0, app.disk.journal.length, ...whole);
    expect((await unlocked(app)).answer).toMatchObject({ ok: true });
  });

  test('the head is recorded at the latest a minute after an entry', async () => {
    const { app } = await begun();
    const writes = app.disk.keyringWrites;
    await app.env.advance(61_000);
    expect(app.disk.keyringWrites).toBe(writes + 1);
    app.disk.journal.pop();
    expect((await unlocked(app)).answer).toEqual({ ok: false, refusal: 'rolled-back' });
  });

  test('a damaged or older keyring is refused', async () => {
    const { app, reporter } = await begun();
    const { keyring } = app.disk;
    if (keyring === null) throw new Error('no keyring');
    app.disk.keyring = keyring.slice();
    app.disk.keyring[50] = (app.disk.keyring[50] ?? 0) ^ 1;
    expect((await unlocked(app)).answer).toEqual({ ok: false, refusal: 'damaged' });
    app.disk.keyring = keyring;
    const again = await unlocked(app);
    await again.env.advance(61_000);
    reporter.say('Nach dem neueren Schlüsselbund');
    await settled();
    app.disk.keyring = keyring;
    expect((await unlocked(again)).answer).toEqual({ ok: false, refusal: 'damaged' });
  });
});

describe('hostile and broken senders', () => {
  test('what cannot be read is settled, dropped and disturbs nobody', async () => {
    const { app, reporter } = await begun();
    reporter.sendBytes(new TextEncoder().encode('kein JSON'));
    reporter.sendBytes(new TextEncoder().encode('{"v":1,"type":"text"}'));
    reporter.say('Zweite');
    await settled();
    expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite']);
    expect(waitingFor(app)).toBe(0);
  });

  test('a reporter cannot write as a device, nor into another conversation', async () => {
    const { app, reporter } = await begun();
    const other = new FakeReporter(app.relay, app.env.now);
    other.send({ ...other.body('Fremd'), conversation: reporter.keys.conversation });
    const { reporter: _, ...asDevice } = reporter.body('Als Team', { from: 'device' });
    reporter.sendBytes(writeBody(asDevice));
    reporter.send(reporter.body('Notiz', { audience: 'team' }));
    await settled();
    expect(await app.desk.conversations(null)).toHaveLength(1);
    expect(await texts(app, reporter)).toEqual(['Erste']);
    expect(waitingFor(app)).toBe(0);
  });

  test('a missing message shows as a gap, and closes when it comes', async () => {
    const { app, reporter } = await begun();
    const lost = reporter.body('Zweite');
    reporter.chain = { ...reporter.chain, seq: 2, lamport: 2 };
    reporter.send(reporter.body('Dritte'));
    await settled();
    const { conversation } = reporter.keys;
    const gaps = async () => {
      const { messages } = await app.desk.read({ conversation, before: null, limit: 9 });
      return messages.map(({ gap }) => gap);
    };
    expect(await gaps()).toEqual([false, true]);
    reporter.send(lost);
    await settled();
    expect(await gaps()).toEqual([false, false, false]);
    expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
  });

  test('two messages at one place are both kept and both marked', async () => {
    const { app, reporter } = await begun();
    const body = reporter.body('So');
    reporter.send(body);
    reporter.send({ ...body, mid: MessageId.random(), text: 'Oder so' } as typeof body);
    await settled();
    const { messages } = await app.desk.read({
      conversation: reporter.keys.conversation,
      before: null,
      limit: 9,
    });
    expect(messages.map(({ forked }) => forked)).toEqual([false, true, true]);
  });

  test('one name with two bodies keeps both, marks both, and the second only once', async () => {
    const { app, reporter } = await begun();
    const body = reporter.body('So');
    reporter.send(body);
    const other = { ...body, text: 'Doch anders' } as typeof body;
    reporter.send(other);
    reporter.send(other);
    await settled();
    const { messages } = await app.desk.read({
      conversation: reporter.keys.conversation,
      before: null,
      limit: 9,
    });
    expect(messages.map(({ forked }) => forked)).toEqual([false, true, true]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3);
  });

  test('a device nobody has heard of waits in quarantine, at most twenty of one sender', async () => {
    const { app, reporter } = await begun();
    const document = readDocument(app.relay.document);
    const stranger = newBoxKeys();
    const [device] = document.devices;
    const [bundle] = [...app.relay.bundles.values()];
    if (device === undefined || bundle === undefined) throw new Error('no device');
    const { reporter: _, ...base } = reporter.body('Fremdes Gerät', { from: 'device' });
    for (let i = 0; i < 25; i += 1) {
      const body = writeBody({ ...base, mid: MessageId.random() });
      const { header, wraps, ct } = seal({
        team: document.team,
        sender: stranger,
        recipients: [{ spk: readPrekey(bundle).spk, ik: device.ik }],
        body,
      });
      const [wrap] = wraps;
      if (wrap === undefined) throw new Error('no wrap');
      app.relay.post({
        eid: EnvelopeId.random(),
        wake: false,
        header,
        ct,
        targets: [{ kind: 'device', device: device.id, wrap }],
      });
    }
    await settled();
    expect(waitingFor(app)).toBe(0);
    expect(await texts(app, reporter)).toEqual(['Erste']);
    const entries = app.disk.journal.length;
    const again = await unlocked(app);
    expect(again.answer).toMatchObject({ ok: true });
    expect(entries).toBeGreaterThan(20);
    expect(entries).toBeLessThan(25);
  });
});

describe('secrecy', () => {
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
    const stored = await databaseBytes(app.database);
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

  test('IndexedDB holds ids, a bucket, a place, a version and sealed bytes, and nothing else', async () => {
    const { app } = await begun();
    const db = await new Dexie(app.database).open();
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
    ).toEqual(['[bucket+seq]', 'seq']);
    db.close();
  });
});

async function databaseBytes(name: string): Promise<readonly Uint8Array[]> {
  const db = await new Dexie(name).open();
  const rows = await db.table('rows').toArray();
  db.close();
  return rows.flatMap((row: Record<string, unknown>) => [
    new TextEncoder().encode(JSON.stringify({ ...row, sealed: '' })),
    row['sealed'] as Uint8Array,
  ]);
}
