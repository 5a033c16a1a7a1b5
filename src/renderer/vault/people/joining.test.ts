import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { deviceKeys, newDevice } from '../../../../protocol/crypto/identity.ts';
import { formatInvite, parseInvite } from '../../../../protocol/crypto/join.ts';
import { newSignKeys } from '../../../../protocol/crypto/keys.ts';
import {
  INVITE_LIFE_MS,
  JOIN_AGAIN_MS,
  JOIN_POLL_MS,
  MAX_NEWCOMER_NAME,
} from '../../../../protocol/limits.ts';
import { readDocument } from '../../../../protocol/team/document.ts';
import { NAME_LIMIT } from '../../../contract/people.ts';
import { MAX_INVITES } from '../limits.ts';
import { PASSPHRASE, restart, startApp, type App } from '../testing/bench.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team } from '../testing/journey.ts';
import { asking, invited, letIn, NAME, newcomer, roster, say } from '../testing/newcomers.ts';
import { settled } from '../testing/test-env.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

test('who is invited asks, is seen with the same numbers on both screens, and is let in', async () => {
  const first = await team();
  const { link } = await invited(first);
  expect(link).toMatch(/^beistand:\/\/join#/);
  const second = await newcomer(first, link);
  const waiting = await roster(second);
  expect(waiting).toMatchObject({ standing: 'waiting', mayChange: false });
  expect(waiting.joining).toMatchObject({ name: NAME, expires: first.env.now() + INVITE_LIFE_MS });
  const request = await asking(first);
  expect(request.name).toBe(NAME);
  expect(request.numbers).toMatch(/^\d{5}( \d{5}){11}$/);
  await expect.poll(async () => (await roster(second)).joining?.heard, POLL).toBe(true);
  expect((await roster(second)).joining?.numbers).toBe(request.numbers);
  expect(request.words).toMatch(/^([a-z]{3,8} ){11}[a-z]{3,8}$/);
  expect((await roster(second)).joining?.words).toBe(request.words);

  const { invite } = request;
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual({
    ok: true,
    value: null,
  });
  await first.env.advance(JOIN_POLL_MS);
  await expect.poll(async () => (await roster(second)).standing, POLL).toBe('member');
  expect((await roster(second)).joining).toBeNull();
  const listed = await roster(first);
  expect(listed).toMatchObject({ asking: [], invites: [] });
  for (const app of [first, second]) {
    expect(app.facts.find(({ type }) => type === 'team-news')).toMatchObject({
      news: [{ kind: 'joined', name: NAME, roles: ['operator'] }],
    });
  }
  expect(listed.devices.find(({ mine }) => !mine)).toMatchObject({
    name: NAME,
    roles: ['operator'],
  });
  expect(listed.history).toMatchObject([{ kind: 'joined', name: NAME, roles: ['operator'] }]);
  expect(await second.desk.team(null)).toMatchObject({
    member: true,
    name: 'Anlaufstelle',
    alias: NAME,
  });
});

test('whoever was let in writes under the name they came with, whatever their device is called here', async () => {
  const first = await team();
  const { link } = await invited(first);
  await newcomer(first, link);
  const { invite } = await asking(first);
  await first.desk.letIn({ invite, roles: ['operator'] });
  const device = (await roster(first)).devices.find(({ mine }) => !mine)?.id ?? '';
  await first.desk.nameDevice({ device, name: 'Laptop am Empfang' });
  expect((await roster(first)).devices.find(({ mine }) => !mine)).toMatchObject({
    name: 'Laptop am Empfang',
    alias: { now: NAME, before: '' },
  });
});

test('an invite outlives a restart, is used once, and cannot be shown any more once it is used', async () => {
  const before = await team();
  await before.desk.team(null);
  await settled();
  const { id, link } = await invited(before);
  const first = keep(restart(before));
  expect(await first.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await settled();
  expect(await first.desk.showInvite({ invite: id })).toBe(link);
  say(first, link);
  await asking(first);
  say(first, link, { name: 'Jemand anders' });
  await settled();
  expect((await roster(first)).asking).toMatchObject([{ name: NAME }]);
  expect(await first.desk.showInvite({ invite: id })).toBeNull();
});

test.each([
  [
    'was taken back',
    async (app: App, id: string) => void (await app.desk.dropInvite({ invite: id })),
  ],
  ['is over', async (app: App) => await app.env.sleep(INVITE_LIFE_MS)],
])(
  'a request under an invite that %s is dropped, and the relay is told that it may forget it',
  async (_, end) => {
    const first = await team();
    const { id, link } = await invited(first);
    await end(first, id);
    say(first, link);
    await settled();
    expect(await roster(first)).toMatchObject({ asking: [], invites: [] });
    const { device } = await first.desk.team(null);
    await expect.poll(() => first.relay.queue(device).waiting.size, POLL).toBe(0);
  },
);

test('who guesses at the secret is dropped, and leaves the invite as it was', async () => {
  const first = await team();
  const { id, link } = await invited(first);
  say(first, link, { secret: new Uint8Array(16) });
  await settled();
  expect(await roster(first)).toMatchObject({ asking: [], invites: [{ id }] });
});

test('turned away, the request is gone, and the newcomer hears nothing and can stop waiting', async () => {
  const first = await team();
  const second = await newcomer(first, (await invited(first)).link);
  const { invite } = await asking(first);
  expect(await first.desk.dropInvite({ invite })).toEqual({ ok: true, value: null });
  expect((await roster(first)).asking).toEqual([]);
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual({
    ok: false,
    refusal: 'gone',
  });
  await first.env.advance(3 * JOIN_POLL_MS);
  expect((await roster(second)).joining).not.toBeNull();
  expect(await second.desk.stopAsking(null)).toEqual({ ok: true, value: null });
  expect((await roster(second)).joining).toBeNull();
});

test('a full disk costs no request: it comes again', async () => {
  const first = await team();
  const { link } = await invited(first);
  first.disk.full = true;
  say(first, link);
  await settled();
  expect((await roster(first)).asking).toEqual([]);
  first.disk.full = false;
  first.main.goOffline();
  first.main.goOnline();
  expect((await asking(first)).name).toBe(NAME);
});

test('an app that dies after the request was kept still has it, and asks nobody to send it again', async () => {
  const before = await team();
  await before.desk.team(null);
  await settled();
  say(before, (await invited(before)).link);
  await asking(before);
  const first = keep(restart(before));
  expect(await first.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  expect((await asking(first)).name).toBe(NAME);
});

test('a colleague who signs in is seen without anybody asking', async () => {
  const first = await team();
  const second = await letIn(first);
  const { device } = await second.desk.team(null);
  const before = first.facts.length;
  first.main.tell({ type: 'team-newer', documentSeq: 2 });
  await expect
    .poll(() => first.facts.slice(before).findLast(({ type }) => type === 'roster-changed'), POLL)
    .toMatchObject({
      roster: {
        devices: expect.arrayContaining([
          expect.objectContaining({ id: device, seen: expect.any(Number) }),
        ]),
      },
    });
});

test('who joined can answer a conversation that was going on, once its reporter has heard of the new document', async () => {
  const first = await team();
  const reporter = reporterOf(first);
  reporter.say('Das war vor dir.');
  await settled();
  const second = await letIn(first);
  await expect.poll(() => first.relay.bundles.size, POLL).toBe(2);
  const where = { mailboxKey: reporter.keys.mailboxKeys.publicKey, eph: reporter.eph.publicKey };
  reporter.write({ type: 'text', text: 'Und das danach.', lang: 'de' }, where);
  await expect
    .poll(async () => (await inboxOf(second)).map(({ preview }) => preview), POLL)
    .toEqual(['Und das danach.']);
  const [line] = await inboxOf(second);
  if (line === undefined) throw new Error('no conversation');
  const messages = await read(second, line.id);
  expect(messages).toMatchObject([{ text: 'Und das danach.', gap: true }]);
  expect(
    await second.desk.send({ conversation: line.id, text: 'Ich bin jetzt auch da.' }),
  ).toMatchObject({ ok: true });
  const heard = () => reporter.got.map(({ body }) => (body.type === 'text' ? body.text : ''));
  await expect.poll(heard, POLL).toEqual(['Ich bin jetzt auch da.']);
});

test('there are at most ten invites at once, and those that are over make room', async () => {
  const first = await team();
  for (let n = 0; n < MAX_INVITES; n += 1) await invited(first);
  expect(await first.desk.makeInvite(null)).toEqual({ ok: false, refusal: 'too-many' });
  await first.env.sleep(INVITE_LIFE_MS);
  expect((await roster(first)).invites).toEqual([]);
  await invited(first);
});

test('what is no invite of a team leaves nothing behind', async () => {
  const first = await team();
  const { link } = await invited(first);
  const app = keep(startApp({ env: first.env, relay: first.relay }));
  const join = async (changed: object) =>
    await app.desk.joinTeam({
      link,
      name: NAME,
      language: 'de',
      passphrase: PASSPHRASE,
      ...changed,
    });
  expect(await join({ link: 'beistand://join#x' })).toEqual({ ok: false, refusal: 'bad-invite' });
  expect(await join({ passphrase: 'kurz' })).toEqual({ ok: false, refusal: 'weak-passphrase' });
  const foreign = link.replace(/#[0-9a-f]{32}/, `#${'a'.repeat(32)}`);
  expect(await join({ link: foreign })).toEqual({ ok: false, refusal: 'unknown-team' });
  await first.env.sleep(INVITE_LIFE_MS);
  expect(await join({})).toEqual({ ok: false, refusal: 'expired-invite' });
  expect(await app.desk.state(null)).toMatchObject({ vault: 'none' });
});

test('the screen and the law bound a name alike', () => {
  expect(NAME_LIMIT).toBe(MAX_NEWCOMER_NAME);
});

test('a request goes again to a coordinator whose queue had no room, and not more often than the relay bears', async () => {
  const first = await team();
  const second = await letIn(first, ['coordinator']);
  first.main.tell({ type: 'team-newer', documentSeq: 2 });
  await expect.poll(async () => (await roster(second)).mayChange, POLL).toBe(true);
  const { device } = await second.desk.team(null);
  first.relay.full.add(device);
  const third = await newcomer(first, (await invited(second)).link);
  await expect.poll(async () => (await roster(third)).joining?.heard, POLL).toBe(true);
  expect((await roster(third)).joining?.missing).toBe(1);
  const asked = first.relay.posts.length;
  await first.env.advance(JOIN_AGAIN_MS - JOIN_POLL_MS);
  // The request keeps its eid; what else devices say to each other meanwhile has others.
  const said = new Set(first.relay.posts.slice(0, asked).map(({ eid }) => eid));
  const sentTo = () =>
    first.relay.posts
      .slice(asked)
      .filter(({ eid }) => said.has(eid))
      .flatMap(({ targets }) => targets.map((to) => to.kind));
  expect(sentTo()).toEqual([]);
  first.relay.full.delete(device);
  await first.env.advance(2 * JOIN_POLL_MS);
  expect((await asking(second)).name).toBe(NAME);
  expect((await roster(third)).joining?.missing).toBe(0);
  await first.env.advance(JOIN_AGAIN_MS);
  expect(sentTo()).toEqual(['device']);
});

test('a removed device’s ik is refused beside new login and signing keys: what it wrote would count again', async () => {
  const first = await team();
  const old = deviceKeys(newDevice());
  say(first, (await invited(first)).link, { keys: old });
  const { invite } = await asking(first);
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toMatchObject({ ok: true });
  expect(await first.desk.removeDevice({ device: old.id })).toMatchObject({ ok: true });
  const { link } = await invited(first);
  const { login, sign } = deviceKeys(newDevice());
  say(first, link, { keys: { login, sign, ik: old.ik } });
  await settled();
  expect((await roster(first)).asking).toEqual([]);
  say(first, link);
  expect((await asking(first)).name).toBe(NAME);
});

test('a vault of the team asks under no invite of another root, and under one of the next root only once the document is there', async () => {
  const first = await team();
  const second = await newcomer(first, (await invited(first)).link);
  await second.desk.stopAsking(null);
  const { signer, next } = readDocument(first.relay.document);
  const invite = parseInvite((await invited(first)).link, 0);
  const under = async (root: Uint8Array, named: Uint8Array) => {
    const link = formatInvite({ ...invite, pin: { ...invite.pin, root, next: named } });
    const posts = first.relay.posts.length;
    const answer = await second.desk.askToJoin({ link, name: NAME });
    await settled();
    await second.desk.stopAsking(null);
    return [answer.ok ? 'asks' : answer.refusal, first.relay.posts.length - posts];
  };
  const thief = newSignKeys().publicKey;
  expect(await under(thief, next)).toEqual(['other-team', 0]);
  expect(await under(signer, thief)).toEqual(['other-team', 0]);
  expect(await under(next, thief)).toEqual(['asks', 0]);
  expect(await under(signer, next)).toEqual(['asks', 1]);
});
