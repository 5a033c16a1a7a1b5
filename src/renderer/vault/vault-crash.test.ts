import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { EnvelopeId } from '../../../protocol/ids.ts';
import { CHECK_AFTER_MS } from './limits.ts';
import { vaultDb } from './store/db.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import { PASSPHRASE, type App } from './testing/bench.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

const lines = async (app: App) =>
  (await app.desk.conversations({ from: 0, limit: 50 })).conversations;

test('dying between journal and IndexedDB loses nothing: unlock rebuilds, redelivery is known', async () => {
  const { app, reporter } = await begun();
  app.disk.appendsUntilCrash = 1;
  reporter.say('Zweite');
  await settled();
  expect(waitingFor(app)).toBe(1);
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true, value: { rebuilt: 2 } });
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
  expect(await lines(again)).toMatchObject([{ unread: 2 }]);
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
  expect(await lines(app)).toMatchObject([{ unread: 2 }]);
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
  expect(await lines(app)).toHaveLength(1);
  app.disk.full = false;
  app.main.goOffline();
  app.main.goOnline();
  await settled();
  expect(await lines(app)).toHaveLength(2);
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
  app.crash();
  await Dexie.delete(`${app.database}-1`);
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  expect(again.answer).not.toEqual({ ok: true, value: { rebuilt: 0 } });
  expect(await texts(again, reporter)).toEqual(['Erste', 'Antwort']);
});

test('a journal cut behind the recorded head is called rolled back', async () => {
  const { app, reporter } = await begun();
  reporter.say('Zweite');
  await settled();
  await app.desk.lock(null);
  const whole = [...app.disk.journal];
  app.disk.journal.splice(whole.length - 1, 1);
  expect((await unlocked(app)).answer).toEqual({ ok: false, refusal: 'rolled-back' });
  app.disk.journal.splice(0, app.disk.journal.length, ...whole);
  expect((await unlocked(app)).answer).toMatchObject({ ok: true });
});

test('a changed byte in an old part of the journal is found soon after the unlock, and healed', async () => {
  const { app, reporter } = await begun();
  await app.desk.lock(null);
  const [first] = app.disk.journal;
  if (first !== undefined) first[70] = (first[70] ?? 0) ^ 1;
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  await again.env.advance(CHECK_AFTER_MS);
  await expect
    .poll(() => again.facts.filter(({ type }) => type === 'trouble'))
    .toEqual([{ type: 'trouble', trouble: { kind: 'journal-healed', count: 1 } }]);
  const last = await unlocked(again);
  expect(last.answer).toMatchObject({ ok: true });
  expect(await texts(last, reporter)).toEqual(['Erste']);
});

const damageIn = ({ facts }: App) => facts.filter(({ type }) => type === 'trouble');

/** Three messages and a checkpoint; then a bit of the entry that holds the second has changed. */
async function damaged() {
  const { app, reporter } = await begun();
  const at = app.disk.journal.length;
  reporter.say('Zweite');
  await settled();
  reporter.say('Dritte');
  await settled();
  await app.desk.lock(null);
  const entry = app.disk.journal[at];
  if (entry === undefined) throw new Error('no such entry');
  // Its rows are the message and the line of the conversation, which was written again since.
  const place = entry.length >> 2;
  entry[place] = (entry[place] ?? 0) ^ 4;
  return { app, reporter };
}

test('a bit flipped in an old entry, and the copy sound: healed, and everything is readable', async () => {
  const { app, reporter } = await damaged();
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  await again.env.advance(CHECK_AFTER_MS);
  await expect
    .poll(() => damageIn(again))
    .toEqual([{ type: 'trouble', trouble: { kind: 'journal-healed', count: 1 } }]);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
  again.crash();
  await Dexie.delete(`${again.database}-1`);
  const last = await unlocked(again);
  expect(await texts(last, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
});

test('a bit flipped in an old entry, and the rows of the copy gone: the lost are counted, the rest is there', async () => {
  const { app, reporter } = await damaged();
  app.crash();
  const db = vaultDb(`${app.database}-1`);
  await db.open();
  await db.rows.clear();
  db.close();
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  await again.env.advance(CHECK_AFTER_MS);
  await expect
    .poll(() => damageIn(again))
    .toContainEqual({ type: 'trouble', trouble: { kind: 'journal-damaged', count: 1 } });
  expect(await texts(again, reporter)).toEqual(['Erste', 'Dritte']);
  reporter.say('Vierte');
  await settled();
  expect(await again.desk.lock(null)).toBeNull();
  const last = await unlocked(again);
  expect(last.answer).toMatchObject({ ok: true });
  expect(await texts(last, reporter)).toEqual(['Erste', 'Dritte', 'Vierte']);
});

test('a bit flipped in an old entry, and the whole copy gone: refused in words, and nothing is changed', async () => {
  const { app } = await damaged();
  app.crash();
  await Dexie.delete(`${app.database}-1`);
  const before = app.disk.journal.map((entry) => entry.slice());
  const refused = { ok: false, refusal: 'damaged-journal' };
  const again = await unlocked(app);
  expect(again.answer).toEqual(refused);
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toEqual(refused);
  expect(app.disk.journal).toEqual(before);
});

test('the newest files are all that is left after an unlock', async () => {
  const { app } = await begun();
  app.disk.journals.set(7, []);
  app.disk.keyrings.set(9, new Uint8Array(3));
  app.crash();
  await unlocked(app);
  expect([...app.disk.journals.keys()]).toEqual([1]);
  expect([...app.disk.keyrings.keys()]).toEqual([1]);
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
  expect((await unlocked(app)).answer).toEqual({ ok: false, refusal: 'damaged-keyring' });
  app.disk.keyring = keyring;
  const again = await unlocked(app);
  await again.env.advance(61_000);
  reporter.say('Nach dem neueren Schlüsselbund');
  await settled();
  app.disk.keyring = keyring;
  expect((await unlocked(again)).answer).toEqual({ ok: false, refusal: 'rolled-back' });
});

test('every trouble that the screen is told of stands in the log', async () => {
  const { app } = await damaged();
  app.crash();
  const db = vaultDb(`${app.database}-1`);
  await db.open();
  await db.rows.clear();
  db.close();
  const again = await unlocked(app);
  await again.env.advance(CHECK_AFTER_MS);
  await expect.poll(() => damageIn(again).length).toBeGreaterThan(0);
  await settled();
  const { events } = await again.desk.audit({ before: null, limit: 50 });
  const noted = events.filter(({ act }) => act === 'trouble' || act === 'copy-repaired');
  expect(noted).toHaveLength(damageIn(again).length);
});
