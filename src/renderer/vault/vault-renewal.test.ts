import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { JOIN_POLL_MS } from '../../../protocol/limits.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { texts, unlocked } from './testing/begun.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { asking, invited, letIn, NAME, roster } from './testing/newcomers.ts';
import { settled } from './testing/test-env.ts';

/** New identity keys for a device whose old ones may have been copied (ADR 0038). Each unlock derives a real key. */
vi.setConfig({ testTimeout: 120_000 });
afterEach(endAll);

const MINUTE = 60_000;

const idOf = async (app: App): Promise<string> => (await app.desk.team(null)).device;

const renewed = async (app: App, code: string | null = null): Promise<App> => {
  expect(await app.desk.renewDevice({ passphrase: PASSPHRASE, code })).toEqual(ok(null));
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  return again;
};

/** A coordinator, and an operator who holds a conversation with a case. */
async function working() {
  const first = await team();
  const second = await letIn(first);
  const old = await idOf(second);
  first.main.tell({ type: 'team-newer', documentSeq: 2 });
  await settled();
  await first.desk.tellEarlier({ device: old, said: 'yes' });
  // It has compared everything, and would ask again only after days.
  await first.env.advance(MINUTE);
  expect(second.facts.findLast(({ type }) => type === 'catch-up')).toMatchObject({ view: null });
  const reporter = reporterOf(first);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await expect.poll(async () => (await inboxOf(second)).length, POLL).toBe(1);
  await second.desk.send({ conversation, text: 'Ich bin da.' });
  expect(await second.desk.openCase({ conversation })).toMatchObject({ ok: true });
  await settled();
  return { first, second, old, reporter, conversation };
}

/** Asked under a fresh invite, compared, let in and told what was before. */
async function letInAgain(first: App, app: App): Promise<void> {
  const { link } = await invited(first);
  expect(await app.desk.askToJoin({ link, name: NAME })).toEqual(ok(null));
  await settled();
  const request = await asking(first);
  expect((await roster(app)).joining?.numbers).toBe(request.numbers);
  const { invite } = request;
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual(ok(null));
  await first.env.advance(JOIN_POLL_MS);
  await expect.poll(async () => (await roster(app)).standing, POLL).toBe('member');
  // Its coordinator learns how to reach it.
  first.main.tell({ type: 'team-newer', documentSeq: readDocument(first.relay.document).seq });
  await settled();
  expect(await first.desk.tellEarlier({ device: await idOf(app), said: 'yes' })).toEqual(ok(null));
  await first.env.advance(MINUTE);
}

test('everything stays, the device is another one, and after it was let in it hears what came meanwhile', async () => {
  const { first, second, old, reporter, conversation } = await working();
  const again = await renewed(second);
  expect(await texts(again, reporter)).toEqual(['Hallo', 'Ich bin da.']);
  expect((await again.desk.cases({ from: 0, limit: 9 })).cases).toHaveLength(1);
  expect(await idOf(again)).not.toBe(old);
  expect(await roster(again)).toMatchObject({ standing: 'waiting', former: [old], joining: null });

  reporter.say('Bist du noch da?');
  await first.env.advance(MINUTE);
  expect(await texts(again, reporter)).toHaveLength(2);
  await letInAgain(first, again);
  await expect.poll(async () => await texts(again, reporter), POLL).toHaveLength(3);
  expect(await texts(again, reporter)).toContain('Bist du noch da?');

  expect(await first.desk.removeDevice({ device: old })).toEqual(ok(null));
  const { revoked, devices } = readDocument(first.relay.document);
  expect(revoked).toEqual([old]);
  expect(devices.map(({ id }) => id)).toContain(await idOf(again));
  await again.desk.claim({ conversation, anyway: true });
  await again.desk.send({ conversation, text: 'Unter neuen Schlüsseln' });
  await settled();
  expect(reporter.got.map(({ body }) => body)).toContainEqual(
    expect.objectContaining({ text: 'Unter neuen Schlüsseln' }),
  );
  expect(textsOf(await read(first, conversation)).at(-1)).toBe('Unter neuen Schlüsseln');
});

test('the old login is let go before the vault is locked', async () => {
  const { second } = await working();
  const dials = () => second.main.log.filter((what) => what.startsWith('dial'));
  expect(dials().at(-1)).toBe('dial to sign in');
  expect(await second.desk.renewDevice({ passphrase: PASSPHRASE, code: null })).toEqual(ok(null));
  expect(dials().at(-1)).toBe('dial');
});

test('nothing more is sealed to the old keys from here, also while the team still lists them', async () => {
  const { first, second, old, conversation } = await working();
  const again = await renewed(second);
  await letInAgain(first, again);
  const { waiting } = first.relay.queue(old);
  const before = waiting.size;
  await again.desk.claim({ conversation, anyway: true });
  await again.desk.send({ conversation, text: 'Nicht für die alten Schlüssel' });
  await settled();
  expect(textsOf(await read(first, conversation))).toContain('Nicht für die alten Schlüssel');
  expect(waiting.size).toBe(before);
});

test('a device that was removed first comes back under new keys', async () => {
  const { first, second, old } = await working();
  expect(await first.desk.removeDevice({ device: old })).toEqual(ok(null));
  await first.env.advance(JOIN_POLL_MS);
  second.main.tell({ type: 'team-newer', documentSeq: 3 });
  await expect.poll(async () => (await roster(second)).standing, POLL).toBe('removed');
  const again = await renewed(second);
  expect((await roster(again)).standing).toBe('waiting');
  await letInAgain(first, again);
});

test('what had not gone out is shown as such, and never goes out in another name', async () => {
  const { first, second, reporter, conversation } = await working();
  second.main.goOffline();
  await settled();
  await second.desk.send({ conversation, text: 'Nie gesendet' });
  await second.desk.note({ conversation, text: 'Nie erzählt' });
  const before = reporter.got.length;
  const again = await renewed(second);
  again.main.goOnline();
  await letInAgain(first, again);
  await first.env.advance(MINUTE);
  expect(reporter.got).toHaveLength(before);
  const last = (await read(again, conversation)).slice(-2);
  expect(last).toMatchObject([
    { text: 'Nie gesendet', state: 'expired' },
    { text: 'Nie erzählt', state: 'unheard' },
  ]);
  for (const { id: message } of last) {
    expect(await again.desk.sendAgain({ conversation, message })).toEqual(refuse('former'));
  }
});

test('a file that was on its way does not go out in another name, and nothing of it stays here', async () => {
  const { first, second, reporter, conversation } = await working();
  second.main.goOffline();
  await settled();
  const bytes = new Uint8Array(1_000);
  const looked = await second.desk.prepareFile({ conversation, bytes });
  if (!looked.ok) throw new Error(looked.refusal);
  const wish = { conversation, look: looked.value.look, as: 'original', name: 'Blatt' } as const;
  expect(await second.desk.sendFile(wish)).toEqual(ok(null));
  expect(second.disk.files.size).toBe(1);
  const again = await renewed(second);
  expect(await again.desk.outgoingFile({ conversation })).toBe(null);
  again.main.goOnline();
  await letInAgain(first, again);
  // What no row names is swept once the vault has come to rest.
  await again.env.advance(MINUTE);
  expect(reporter.got.filter(({ body }) => body.type === 'attachment')).toEqual([]);
  expect([again.main.brought, again.disk.files.size]).toEqual([0, 0]);
});

test('the log begins anew and is sound, and says so once', async () => {
  const { second, old } = await working();
  await second.env.advance(2_000);
  const again = await renewed(second);
  await again.env.advance(2_000);
  expect(await again.desk.verifyAudit(null)).toMatchObject({ sound: true });
  const { events } = await again.desk.audit({ before: null, limit: 50 });
  const mine = await idOf(again);
  expect(events.map(({ by }) => by)).toEqual(events.map(() => mine));
  expect(events.at(-1)).toMatchObject({ seq: 1, act: 'device-renewed', about: old });
  const later = await unlocked(again);
  await later.env.advance(2_000);
  expect(await later.desk.verifyAudit(null)).toMatchObject({ sound: true });
  const { events: more } = await later.desk.audit({ before: null, limit: 50 });
  expect(more.filter(({ act }) => act === 'device-renewed')).toHaveLength(1);
});

test('whoever has the old keys is told nothing of what was said before by this device', async () => {
  const { first, second, old } = await working();
  const again = await renewed(second);
  await letInAgain(first, again);
  expect((await roster(again)).newcomers).toMatchObject([{ device: old, declined: true }]);
});

test('a wrong passphrase, and a device that is in no team, change nothing', async () => {
  const { second, old } = await working();
  const wrong = { passphrase: 'eine ganz andere', code: null };
  expect(await second.desk.renewDevice(wrong)).toEqual(refuse('wrong-passphrase'));
  expect(await idOf(second)).toBe(old);
  const again = await renewed(second);
  const right = { passphrase: PASSPHRASE, code: null };
  expect(await again.desk.renewDevice(right)).toEqual(refuse('not-in-team'));
});

test('the only coordinating device needs the root code, and comes back by it', async () => {
  const app = await team();
  const old = await idOf(app);
  const ask = async (code: string | null) =>
    await app.desk.renewDevice({ passphrase: PASSPHRASE, code });
  expect(await ask(null)).toEqual(refuse('only-coordinator'));
  expect(await ask('0000')).toEqual(refuse('bad-code'));
  const other = await team();
  expect(await ask(other.rootCode)).toEqual(refuse('wrong-root-code'));
  expect(await idOf(app)).toBe(old);
  const again = await renewed(app, app.rootCode);
  expect(await roster(again)).toMatchObject({ standing: 'waiting', mayChange: false });
  expect(await again.desk.regain({ code: app.rootCode, lost: [old] })).toEqual(ok(null));
  expect(await roster(again)).toMatchObject({ standing: 'member', mayChange: true });
  expect(readDocument(app.relay.document).revoked).toEqual([old]);
});

test('renewed again, it knows both it was', async () => {
  const { first, second, old } = await working();
  const once = await renewed(second);
  const between = await idOf(once);
  await letInAgain(first, once);
  const twice = await renewed(once);
  expect((await roster(twice)).former).toEqual([old, between]);
});

test('killed anywhere, it opens as it was or as put down, and never as half of both', async () => {
  const first = await team();
  await first.desk.team(null);
  const old = await idOf(first);
  const reporter = reporterOf(first);
  const { conversation } = reporter.keys;
  reporter.say('Erste');
  await settled();
  first.main.goOffline();
  await first.desk.send({ conversation, text: 'Ungesendet' });
  let app: App = first;
  let points = 0;
  let isDown = false;
  while (!isDown) {
    points += 1;
    app.disk.crashAfter = points;
    void app.desk.renewDevice({ passphrase: PASSPHRASE, code: first.rootCode }).catch(() => null);
    await settled();
    app = await unlocked(app);
    isDown = (await idOf(app)) !== old;
    const { standing, former, mayChange } = await roster(app);
    expect({ standing, former, mayChange }).toEqual(
      isDown
        ? { standing: 'waiting', former: [old], mayChange: false }
        : { standing: 'member', former: [], mayChange: true },
    );
    expect(await texts(app, reporter)).toEqual(['Erste', 'Ungesendet']);
  }
  expect(points).toBeGreaterThan(2);
});

test('killed while it settles what hung on the old device, the next unlock goes on until nothing does', async () => {
  const first = await team();
  const reporter = reporterOf(first);
  const { conversation } = reporter.keys;
  reporter.say('Erste');
  await settled();
  first.main.goOffline();
  await settled();
  await first.desk.send({ conversation, text: 'Ungesendet' });
  await first.env.advance(2_000);
  const code = first.rootCode;
  expect(await first.desk.renewDevice({ passphrase: PASSPHRASE, code })).toEqual(ok(null));
  let app: App = first;
  let deaths = 0;
  for (let isOpen = false; !isOpen;) {
    app = keep(restart(app));
    app.disk.crashAfter = deaths + 1;
    void app.desk.unlock({ passphrase: PASSPHRASE }).catch(() => null);
    await settled();
    isOpen = app.disk.crashAfter !== Infinity;
    if (!isOpen) deaths += 1;
  }
  expect(deaths).toBeGreaterThan(3);
  app = await unlocked(app);
  await app.env.advance(2_000);
  expect(await app.desk.verifyAudit(null)).toMatchObject({ sound: true });
  const { events } = await app.desk.audit({ before: null, limit: 50 });
  const said = events.filter(({ act }) => act === 'device-renewed');
  expect(said.map(({ seq }) => seq)).toEqual([1]);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Ungesendet']);
  expect((await read(app, conversation)).at(-1)).toMatchObject({ state: 'expired' });
});
