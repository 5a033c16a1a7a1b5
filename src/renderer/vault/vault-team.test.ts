import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { verify } from '../../../protocol/crypto/keys.ts';
import { checkBeacon } from '../../../protocol/team/beacon.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { refuse } from '../../contract/outcome.ts';
import type { KeyringCore } from './keys/keyring.ts';
import { loadSodium } from './keys/passphrase.ts';
import { PASSPHRASE, restart, startApp, type App } from './testing/bench.ts';
import { CLAIM } from './testing/fake-relay.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';
import { prefetch, unlockFiles } from './unlock.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

test('a new team claims its relay, prints a root code and pins itself', async () => {
  const app = await team();
  expect(app.rootCode).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
  const view = await app.desk.team(null);
  expect(view).toMatchObject({
    name: 'Anlaufstelle',
    alias: 'Team Ahorn',
    devices: 1,
    documentSeq: 1,
  });
  const document = readDocument(app.relay.document);
  expect(view.pin.startsWith(document.team)).toBe(true);
  expect(document.devices[0]?.roles).toEqual(['operator', 'manager', 'coordinator']);
  const languages = new Set(
    document.profile.filter(({ key }) => key === 'greeting').map(({ lang }) => lang),
  );
  expect(languages).toEqual(new Set(['de', 'en', 'nl', 'he', 'ru', 'ar', 'tr', 'uk']));
});

test('what cannot become a team is refused with a word', async () => {
  const app = keep(startApp());
  const input = {
    relay: 'ws://127.0.0.1:1',
    claim: CLAIM,
    teamName: 'Team',
    alias: 'Ahorn',
    language: 'de',
    passphrase: PASSPHRASE,
  } as const;
  expect(await app.desk.createTeam({ ...input, passphrase: 'kurz' })).toEqual({
    ok: false,
    refusal: 'weak-passphrase',
  });
  expect(await app.desk.createTeam({ ...input, relay: 'http://x' })).toEqual({
    ok: false,
    refusal: 'bad-relay',
  });
  expect(await app.desk.createTeam({ ...input, claim: 'ZZZZ-ZZZZ' })).toEqual({
    ok: false,
    refusal: 'bad-claim',
  });
  app.main.online = false;
  const waiting = app.desk.createTeam(input);
  app.main.tell({ type: 'link-changed', link: 'offline' });
  await settled();
  await app.env.advance(20_000);
  expect(await waiting).toEqual({ ok: false, refusal: 'relay-unreachable' });
  app.disk.full = true;
  app.main.online = true;
  expect(await app.desk.createTeam(input)).toEqual({ ok: false, refusal: 'disk-full' });
  expect(await app.desk.state(null)).toMatchObject({ vault: 'none' });
});

test('an app that dies while founding takes up the same team, with the same root code', async () => {
  const app = await team();
  await app.env.sleep(5000);
  const again = keep(restart(app));
  expect(await again.desk.state(null)).toMatchObject({ vault: 'none' });
  const created = await again.desk.createTeam({
    relay: 'ws://127.0.0.1:1',
    claim: '',
    teamName: 'Diesmal anders geschrieben',
    alias: 'Team Ahorn',
    language: 'de',
    passphrase: PASSPHRASE,
  });
  expect(created).toEqual({ ok: true, value: { rootCode: app.rootCode } });
  expect(await again.desk.team(null)).toMatchObject({ name: 'Anlaufstelle', documentSeq: 1 });
});

test('once the screen has gone on, the root code is gone from the vault', async () => {
  const app = await team();
  await app.desk.team(null);
  await settled();
  const again = keep(restart(app));
  expect(await again.desk.state(null)).toMatchObject({ vault: 'locked' });
  const input = {
    claim: '',
    teamName: 'x',
    alias: 'x',
    language: 'de',
    relay: 'ws://127.0.0.1:1',
  } as const;
  await expect(again.desk.createTeam({ ...input, passphrase: PASSPHRASE })).rejects.toThrow();
});

test('a disk that is full while the founding ends costs neither the team nor its root code', async () => {
  const app = await team();
  const header = app.disk.header;
  let refusals = 1;
  Object.defineProperty(app.disk, 'full', { get: () => refusals-- > 0, configurable: true });
  await app.desk.team(null);
  await settled();
  expect(app.disk.header).toEqual(header);
  expect((await keyringOf(app)).rootCode).not.toBeNull();
  await app.desk.team(null);
  await settled();
  expect((await keyringOf(app)).rootCode).toBeNull();
  expect(await keep(restart(app)).desk.state(null)).toMatchObject({ vault: 'locked' });
});

test('a root code that a crash left in the keyring is gone after the next unlock', async () => {
  const app = await team();
  const founding = app.disk.keyring;
  await app.desk.team(null);
  await settled();
  app.disk.keyring = founding;
  expect((await keyringOf(app)).rootCode).not.toBeNull();
  const again = keep(restart(app));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  expect((await keyringOf(again)).rootCode).toBeNull();
});

/** What the disk holds right now. */
async function keyringOf({ disk, env }: App): Promise<KeyringCore> {
  const carrier = {
    readHeader: async () => disk.header,
    holdsJournal: async () => false,
    readKeyring: async () => disk.keyring,
    readSecret: async () => refuse('no-keychain'),
  };
  const parts = { env, carrier, sodium: await loadSodium() };
  const files = await unlockFiles(parts, PASSPHRASE, await prefetch(carrier));
  if (!files.ok) throw new Error(files.refusal);
  return files.value.core;
}

test('a founding under another passphrase is refused, and the unfinished one is still there', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('x');
  await settled();
  const again = keep(restart(app));
  const input = {
    relay: 'ws://127.0.0.1:1',
    claim: CLAIM,
    teamName: 'Neu',
    alias: 'Eiche',
    language: 'de',
  } as const;
  expect(await again.desk.createTeam({ ...input, passphrase: 'ein ganz anderer Satz' })).toEqual({
    ok: false,
    refusal: 'unfinished-team',
  });
  expect(await again.desk.createTeam({ ...input, passphrase: PASSPHRASE })).toEqual({
    ok: true,
    value: { rootCode: app.rootCode },
  });
  expect(await inboxOf(again)).toHaveLength(1);
});

test('the prekey is durable before it is put, and delivery starts after that', async () => {
  const app = await team();
  const { log } = app.main;
  expect(log.indexOf('keyring')).toBeLessThan(log.indexOf('prekey'));
  expect(log.indexOf('prekey')).toBeLessThan(log.indexOf('subscribe'));
});

test('a day later there is a new prekey, and envelopes for the old one still open', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  const [before] = [...app.relay.bundles.values()];
  const eid = reporter.body('Mit dem alten Schlüssel');
  await app.env.sleep(25 * 60 * 60 * 1000);
  const [after] = [...app.relay.bundles.values()];
  expect(after).not.toEqual(before);
  if (before === undefined || after === undefined) throw new Error('no bundle');
  const device = [...app.relay.bundles.keys()][0] ?? '';
  app.relay.bundles.set(device, before);
  reporter.send(eid);
  await settled();
  expect(await inboxOf(app)).toMatchObject([{ preview: 'Mit dem alten Schlüssel' }]);
});

test('a beacon says that somebody is here, every minute while online', async () => {
  const app = await team();
  const document = readDocument(app.relay.document);
  expect(checkBeacon(app.relay.beacon, document, app.env.now(), verify).device).toBe(
    document.devices[0]?.id,
  );
  const first = app.relay.beacon;
  await app.env.advance(61_000);
  expect(app.relay.beacon).not.toEqual(first);
  app.main.goOffline();
  await settled();
  const last = app.relay.beacon;
  await app.env.advance(300_000);
  expect(app.relay.beacon).toEqual(last);
});

test('a week later the document is signed again', async () => {
  const app = await team();
  await app.env.sleep(8 * 24 * 60 * 60 * 1000);
  const document = readDocument(app.relay.document);
  expect(document.seq).toBe(2);
  expect((await app.desk.team(null)).documentSeq).toBe(2);
});

test('a colleague whose answer came before the document is shown once the document is here', async () => {
  const first = await team();
  first.main.online = false;
  const second = keep(await secondDevice(first));
  const reporter = reporterOf(first);
  reporter.say('Hallo');
  const { conversation } = reporter.keys;
  await expect.poll(async () => await read(second, conversation), POLL).toHaveLength(1);
  await second.desk.send({ conversation, text: 'Von der Neuen' });
  await expect.poll(() => reporter.got.length, POLL).toBe(1);
  await settled();
  expect(textsOf(await read(first, conversation))).toEqual(['Hallo']);
  first.main.goOnline();
  const both = ['Hallo', 'Von der Neuen'];
  await expect.poll(async () => textsOf(await read(first, conversation)), POLL).toEqual(both);
});

test('a document past half its life is said', async () => {
  const app = await team();
  app.relay.putTeam = () => ({ ok: false, refusal: 'not-newest' });
  await app.env.sleep(16 * 24 * 60 * 60 * 1000);
  expect(app.facts.some(({ type }) => type === 'document-stale')).toBe(true);
});

test('a colleague gets the reporter and the answer, and the answer is not asked for twice', async () => {
  const first = await team();
  const second = keep(await secondDevice(first));
  const reporter = reporterOf(first);
  reporter.say('Hallo ihr beiden');
  await settled();
  const { conversation } = reporter.keys;
  const [line] = await inboxOf(first);
  expect(await inboxOf(second)).toMatchObject([{ name: line?.name, unread: 1 }]);
  await first.desk.send({ conversation, text: 'Ich kümmere mich.' });
  await settled();
  expect(await read(second, conversation)).toMatchObject([
    { text: 'Hallo ihr beiden' },
    { text: 'Ich kümmere mich.', author: 'operator', alias: 'Team Ahorn' },
  ]);
  expect(await inboxOf(second)).toMatchObject([{ waitingSince: null }]);
  await second.desk.send({ conversation, text: 'Ich auch.', held: 'beside' });
  await settled();
  expect(textsOf(await read(first, conversation))).toEqual([
    'Hallo ihr beiden',
    'Ich kümmere mich.',
    'Ich auch.',
  ]);
  expect(reporter.got).toHaveLength(2);
});
