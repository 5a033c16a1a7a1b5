import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  formatRootCode,
  newDevice,
  parseRootCode,
  rootSeed,
} from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import {
  CHANGE_TRIES,
  DOCUMENT_LIFE_MS,
  INVITE_LIFE_MS,
  ROOT_LEAP,
} from '../../../../protocol/limits.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import {
  documentHash,
  readDocument,
  signDocument,
  type TeamDocument,
} from '../../../../protocol/team/document.ts';
import { deviceOf, publicKeysOf } from '../team/device.ts';
import { PASSPHRASE, restart, startApp, type App } from '../testing/bench.ts';
import { endAll, keep, POLL, team } from '../testing/journey.ts';
import { asking, invited, letIn, newcomer, roster, twoCoordinators } from '../testing/newcomers.ts';
import { settled } from '../testing/test-env.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

type Founder = App & { readonly rootCode: string };

const RELAY = 'ws://127.0.0.1:1';
const about = { alias: 'Noa', language: 'de', passphrase: PASSPHRASE } as const;
const idOf = async (app: App): Promise<string> => (await app.desk.team(null)).device;

/** The only coordinator's machine is gone; this is an empty one at the same relay. */
function emptyMachine(first: App): App {
  first.crash();
  return keep(startApp({ env: first.env, relay: first.relay }));
}

async function looked(app: App, code: string, relay = RELAY) {
  return await app.desk.lookForTeam({ relay, code, language: 'de' });
}

async function regained(first: Founder, lost: readonly string[] | null): Promise<App> {
  const app = emptyMachine(first);
  expect(await looked(app, first.rootCode)).toMatchObject({ ok: true });
  const answer = await app.desk.regainTeam({ ...about, code: first.rootCode, lost });
  expect(answer).toEqual({ ok: true, value: null });
  await settled();
  return app;
}

test('an empty machine with relay and root code coordinates the team, and what it found is told before', async () => {
  const first = await team();
  const lost = await idOf(first);
  const app = emptyMachine(first);
  const found = await looked(app, first.rootCode);
  const before = readDocument(first.relay.document);
  const { issued, expires } = before;
  expect(found).toMatchObject({
    ok: true,
    value: { name: 'Anlaufstelle', seq: 1, issued, expires, relay: RELAY, relays: [RELAY] },
  });
  expect(found).toMatchObject({
    value: { devices: [{ id: lost, roles: ['operator', 'manager', 'coordinator'] }] },
  });
  const input = { ...about, code: first.rootCode, lost: null };
  expect(await app.desk.regainTeam(input)).toEqual({ ok: true, value: null });
  const after = readDocument(first.relay.document);
  expect(after).toMatchObject({ seq: 2, revoked: [], signer: before.signer });
  const { standing, mayChange, devices } = await roster(app);
  expect({ standing, mayChange, count: devices.length }).toEqual({
    standing: 'member',
    mayChange: true,
    count: 2,
  });
  const next = await letIn(app);
  expect((await roster(next)).devices).toHaveLength(3);
});

test('the lost device is removed in the same document, by the next key, and the old one counts no more', async () => {
  const first = await team();
  const lost = await idOf(first);
  const before = readDocument(first.relay.document);
  const app = await regained(first, [lost]);
  const after = readDocument(first.relay.document);
  expect(after).toMatchObject({ seq: 2, signer: before.next, revoked: [lost] });
  expect(after.devices.map(({ id, roles }) => ({ id, roles }))).toEqual([
    { id: await idOf(app), roles: ['operator', 'coordinator'] },
  ]);
  expect((await roster(app)).mayChange).toBe(true);
  const back = keep(restart(first));
  expect(await back.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  back.main.tell({ type: 'not-let-in' });
  await expect.poll(async () => (await roster(back)).standing, POLL).toBe('removed');
});

test('a team that two have coordinated loses both at once, and a third who is left is told of everything', async () => {
  const { first, second, device } = await twoCoordinators();
  const third = await letIn(first);
  second.crash();
  const lost = [await idOf(first), device];
  const app = await regained(first, lost);
  const { devices, revoked } = readDocument(first.relay.document);
  expect(devices).toHaveLength(2);
  expect([...revoked].toSorted()).toEqual(lost.toSorted());
  third.main.tell({ type: 'team-newer', documentSeq: readDocument(first.relay.document).seq });
  await expect.poll(async () => (await roster(third)).removed.length, POLL).toBe(2);
  const { history } = await roster(third);
  expect(history.slice(0, 3).map(({ kind }) => kind)).toEqual(['left', 'left', 'joined']);
  expect(history[2]?.device).toBe(await idOf(app));
});

test('where the thief’s list names no coordinating device, the next key signs all the same, and theirs counts no more', async () => {
  const first = await team();
  const held = readDocument(first.relay.document);
  const devices = held.devices.map((one) => ({ ...one, roles: ['operator' as const] }));
  first.relay.document = forged(first, {
    devices,
    seq: held.seq + 1,
    prev: documentHash(first.relay.document),
  });
  await regained(first, []);
  const after = readDocument(first.relay.document);
  expect(after).toMatchObject({ seq: held.seq + 2, signer: held.next, revoked: [] });
  expect(after.devices).toHaveLength(2);
});

test('a code that is not this team’s finds nothing, and no vault is made', async () => {
  const first = await team();
  const app = emptyMachine(first);
  const other = formatRootCode(new Uint8Array(16));
  expect(await looked(app, 'abc')).toEqual({ ok: false, refusal: 'bad-code' });
  expect(await looked(app, other)).toEqual({ ok: false, refusal: 'wrong-code' });
  expect(await looked(app, first.rootCode, 'relay.example.org')).toMatchObject({
    refusal: 'bad-relay',
  });
  expect(await app.desk.regainTeam({ ...about, code: other, lost: null })).toMatchObject({
    refusal: 'no-such-team',
  });
  expect(await looked(app, first.rootCode)).toMatchObject({ ok: true });
  expect(await app.desk.regainTeam({ ...about, code: other, lost: null })).toMatchObject({
    refusal: 'wrong-code',
  });
  expect(await app.desk.state(null)).toMatchObject({ vault: 'none' });
});

test('an old invite or a setup link names the relay too, but an invite of another team does not', async () => {
  const first = await team();
  const { link } = await invited(first);
  const other = await team();
  const foreign = (await invited(other)).link;
  const app = emptyMachine(first);
  other.crash();
  await settled();
  await first.env.advance(2 * INVITE_LIFE_MS);
  expect(await looked(app, first.rootCode, link)).toMatchObject({ value: { relay: RELAY } });
  const setup = `beistand://setup#relay=${encodeURIComponent(RELAY)}&claim=ABCD-EFGH`;
  expect(await looked(app, first.rootCode, setup)).toMatchObject({ value: { relay: RELAY } });
  expect(await looked(app, first.rootCode, foreign)).toMatchObject({ refusal: 'wrong-code' });
});

/** A document of this team that its code does not make: one thing about it is changed. */
function forged(first: Founder, changed: Partial<TeamDocument>, index = 0): Uint8Array {
  const root = signKeysFrom(rootSeed(parseRootCode(first.rootCode), index));
  const held = readDocument(first.relay.document);
  return signDocument({ ...held, ...changed }, (message) => sign(root, message));
}

test('a relay that shows something else than the code’s own document is not believed', async () => {
  const first = await team();
  const app = emptyMachine(first);
  const { relay, rootCode } = first;
  const real = relay.document;
  const stranger = signKeysFrom(new Uint8Array(32).fill(3)).publicKey;
  const damaged = real.slice();
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  for (const bytes of [
    forged(first, { next: stranger }),
    forged(first, { signer: stranger }),
    forged(first, {}, 1),
    damaged,
    real.slice(0, 40),
  ]) {
    relay.document = bytes;
    expect(await looked(app, rootCode)).toEqual({ ok: false, refusal: 'wrong-code' });
  }
  relay.document = new Uint8Array();
  expect(await looked(app, rootCode)).toEqual({ ok: false, refusal: 'no-such-team' });
  relay.document = real;
  expect(await looked(app, rootCode)).toMatchObject({ ok: true });
});

test('a team whose document ran out while nobody could sign it is in force again', async () => {
  const first = await team();
  const lost = await idOf(first);
  first.crash();
  await settled();
  await first.env.advance(2 * DOCUMENT_LIFE_MS);
  const app = await regained(first, [lost]);
  const { expires } = readDocument(first.relay.document);
  expect(expires).toBe(first.env.now() + DOCUMENT_LIFE_MS);
  expect((await roster(app)).mayChange).toBe(true);
});

test('whoever has the lost machine and signs on meanwhile keeps nobody out, and brings nobody in to coordinate', async () => {
  const first = await team();
  const lost = await idOf(first);
  const { relay, rootCode: code } = first;
  const app = emptyMachine(first);
  await looked(app, code);
  const put = relay.putTeam.bind(relay);
  const thief = deviceEntry(publicKeysOf(deviceOf({ device: newDevice() })), ['coordinator']);
  let puts = 0;
  relay.putTeam = (document, claim) => {
    const held = readDocument(relay.document);
    const { seq } = held;
    const prev = documentHash(relay.document);
    const devices = [...held.devices.filter(({ id }) => id !== thief.id), thief];
    if (put(forged(first, { seq: seq + 1, prev, devices }), '').ok) puts += 1;
    return put(document, claim);
  };
  const answer = await app.desk.regainTeam({ ...about, code, lost: [lost] });
  expect({ answer, puts }).toEqual({ answer: { ok: true, value: null }, puts: CHANGE_TRIES });
  const { devices, revoked, seq } = readDocument(relay.document);
  expect(devices.map(({ id }) => id)).toEqual([await idOf(app)]);
  expect({ revoked, leapt: seq > ROOT_LEAP }).toEqual({ revoked: [lost], leapt: true });
});

test('without a connection the vault is there and asks again from within; the key is not held meanwhile', async () => {
  const first = await team();
  const lost = [await idOf(first)];
  const code = first.rootCode;
  const app = emptyMachine(first);
  await looked(app, code);
  first.relay.losesDocuments = true;
  expect(await app.desk.regainTeam({ ...about, code, lost })).toMatchObject({ refusal: 'offline' });
  first.relay.losesDocuments = false;
  expect(await roster(app)).toMatchObject({ standing: 'waiting', mayChange: false });
  app.main.tell({ type: 'team-newer', documentSeq: 1 });
  await settled();
  expect(await app.desk.regain({ code, lost })).toEqual({ ok: true, value: null });
  expect(await roster(app)).toMatchObject({ standing: 'member', mayChange: true });
});

/** Regains, and something happens the moment that the relay takes the document; then the app starts again. */
async function cutOff(removed: boolean, during: (app: App) => unknown) {
  const first = await team();
  const lost = removed ? [await idOf(first)] : null;
  const { relay, rootCode: code } = first;
  const app = emptyMachine(first);
  await looked(app, code);
  const put = relay.putTeam.bind(relay);
  relay.putTeam = (document, claim) => {
    const done = put(document, claim);
    during(app);
    return done;
  };
  void app.desk.regainTeam({ ...about, code, lost }).catch(() => undefined);
  await expect.poll(() => readDocument(relay.document).seq, POLL).toBe(2);
  await expect.poll(() => app.disk.crashAfter, POLL).toBe(Infinity);
  relay.putTeam = put;
  const again = keep(restart(app));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  return again;
}

for (const removed of [true, false]) {
  const way = removed ? 'next' : 'present';
  test(`an app that dies as soon as the relay has the ${way} key’s document coordinates when it comes back`, async () => {
    const again = await cutOff(removed, (app) => app.crash());
    await expect.poll(async () => (await roster(again)).mayChange, POLL).toBe(true);
  });

  test(`killed between the ${way} key’s document and the key, it takes the key over at the next answer`, async () => {
    const again = await cutOff(removed, (app) => {
      // What is written next is the document; the key would come after it.
      app.disk.crashAfter = 1;
    });
    await expect.poll(async () => (await roster(again)).mayChange, POLL).toBe(true);
  });
}

test('a colleague’s device that is left takes the role by the code, and keeps its other roles', async () => {
  const first = await team();
  const lost = await idOf(first);
  const second = await letIn(first, ['operator', 'manager']);
  const code = first.rootCode;
  first.crash();
  expect(await second.desk.regain({ code, lost: [lost] })).toEqual({ ok: true, value: null });
  expect(await roster(second)).toMatchObject({
    mayChange: true,
    devices: [{ mine: true, roles: ['operator', 'manager', 'coordinator'] }],
  });
});

test('who waits to be let in begins by the code instead, and who was removed cannot', async () => {
  const first = await team();
  const code = first.rootCode;
  const waiting = await newcomer(first, (await invited(first)).link);
  expect(await waiting.desk.regain({ code, lost: [await idOf(first)] })).toMatchObject({
    ok: true,
  });
  expect(await roster(waiting)).toMatchObject({ standing: 'member', joining: null });
  first.main.tell({ type: 'not-let-in' });
  await expect.poll(async () => (await roster(first)).standing, POLL).toBe('removed');
  expect(await first.desk.regain({ code, lost: null })).toMatchObject({ refusal: 'removed' });
});

test('a device cannot be among the lost ones itself, nor one that nobody ever listed', async () => {
  const first = await team();
  const second = await letIn(first);
  const code = first.rootCode;
  expect(await second.desk.regain({ code, lost: [await idOf(second)] })).toMatchObject({
    refusal: 'own-device',
  });
  expect(await second.desk.regain({ code, lost: ['ab'.repeat(16)] })).toMatchObject({
    refusal: 'gone',
  });
  expect(readDocument(first.relay.document).seq).toBe(2);
});

test('a coordinator who was never given the key, because whoever had it is lost, takes it by the code', async () => {
  const first = await team();
  const code = first.rootCode;
  const second = await newcomer(first, (await invited(first)).link);
  const { invite } = await asking(first);
  first.relay.full.add(await idOf(second));
  expect(await first.desk.letIn({ invite, roles: ['coordinator'] })).toMatchObject({ ok: true });
  first.crash();
  second.main.tell({ type: 'team-newer', documentSeq: 2 });
  await expect.poll(async () => (await roster(second)).standing, POLL).toBe('member');
  expect((await roster(second)).mayChange).toBe(false);
  expect(await second.desk.regain({ code, lost: null })).toEqual({ ok: true, value: null });
  expect((await roster(second)).mayChange).toBe(true);
  expect(readDocument(first.relay.document).seq).toBe(2);
});
