import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  deviceKeys,
  newDevice,
  parseRootCode,
  rootSeed,
} from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { documentHash, readDocument, signDocument } from '../../../../protocol/team/document.ts';
import { endAll, POLL, reporterOf, team } from '../testing/journey.ts';
import { asking, invited, letIn, NAME, roster, say } from '../testing/newcomers.ts';
import { settled } from '../testing/test-env.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

test('without a connection nothing is changed, and that is said', async () => {
  const first = await team();
  say(first, (await invited(first)).link);
  const { invite } = await asking(first);
  first.main.goOffline();
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual({
    ok: false,
    refusal: 'offline',
  });
  expect(await roster(first)).toMatchObject({ asking: [{ invite }], devices: [{ mine: true }] });
});

test('who was removed is told so, keeps reading, and can never ask again with this device', async () => {
  const first = await team();
  const second = await letIn(first);
  const device = (await roster(second)).devices.find(({ mine }) => mine)?.id ?? '';
  expect(await first.desk.removeDevice({ device })).toEqual({ ok: true, value: null });
  second.main.tell({ type: 'not-let-in' });
  await expect.poll(async () => (await roster(second)).standing, POLL).toBe('removed');
  expect(readDocument(first.relay.document).revoked).toEqual([device]);
  expect(await roster(first)).toMatchObject({ removed: [{ id: device, name: NAME }] });
  const { link } = await invited(first);
  expect(await second.desk.askToJoin({ link, name: NAME })).toEqual({
    ok: false,
    refusal: 'removed',
  });
  expect(second.facts.filter(({ type }) => type === 'team-news').at(-1)).toMatchObject({
    news: [{ kind: 'left', device }],
  });
});

test('revoked only grows, whatever else is changed', async () => {
  const first = await team();
  const gone: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const app = await letIn(first);
    const device = (await app.desk.team(null)).device;
    expect(await first.desk.removeDevice({ device })).toMatchObject({ ok: true });
    gone.push(device);
    expect(readDocument(first.relay.document).revoked).toEqual(gone.toSorted());
  }
});

test('roles are changed for everybody to see, and whoever coordinates stays one', async () => {
  const first = await team();
  const second = await letIn(first);
  const { device } = await second.desk.team(null);
  expect(await first.desk.setRoles({ device, roles: ['manager', 'operator'] })).toMatchObject({
    ok: true,
  });
  second.main.tell({ type: 'team-newer', documentSeq: 3 });
  await expect
    .poll(async () => (await roster(second)).devices.find(({ mine }) => mine)?.roles, POLL)
    .toEqual(['operator', 'manager']);
  const own = await first.desk.team(null);
  expect(await first.desk.setRoles({ device: own.device, roles: ['operator'] })).toEqual({
    ok: false,
    refusal: 'coordinator',
  });
  expect(await first.desk.removeDevice({ device: own.device })).toEqual({
    ok: false,
    refusal: 'own-device',
  });
  expect(await second.desk.removeDevice({ device: own.device })).toEqual({
    ok: false,
    refusal: 'not-coordinator',
  });
});

test('two coordinators who change the team at the same moment both get what they wanted', async () => {
  const first = await team();
  const second = await letIn(first, ['operator', 'coordinator']);
  const third = await letIn(first);
  first.main.tell({ type: 'team-newer', documentSeq: 3 });
  await expect.poll(async () => (await roster(second)).mayChange, POLL).toBe(true);
  say(first, (await invited(first)).link);
  const { invite } = await asking(first);
  const { device } = await third.desk.team(null);
  const done = await Promise.all([
    first.desk.letIn({ invite, roles: ['manager'] }),
    second.desk.removeDevice({ device }),
  ]);
  expect(done).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ]);
  const { seq, devices, revoked } = readDocument(first.relay.document);
  expect({ seq, count: devices.length, revoked }).toEqual({ seq: 5, count: 3, revoked: [device] });
});

test('when others are faster again and again, it is said that nothing is in force', async () => {
  const first = await team();
  say(first, (await invited(first)).link);
  const { invite } = await asking(first);
  first.relay.putTeam = () => ({ ok: false, refusal: 'not-newest' });
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual({
    ok: false,
    refusal: 'not-in-force',
  });
  expect((await roster(first)).asking).toHaveLength(1);
});

test('a name is given on this device and nowhere else, and outlives a removal', async () => {
  const first = await team();
  const second = await letIn(first);
  const { device } = await second.desk.team(null);
  expect(await first.desk.nameDevice({ device, name: 'Miras Laptop' })).toMatchObject({ ok: true });
  expect((await roster(first)).devices.find(({ id }) => id === device)?.name).toBe('Miras Laptop');
  expect(await first.desk.nameDevice({ device: 'f'.repeat(32), name: 'x' })).toEqual({
    ok: false,
    refusal: 'gone',
  });
  await first.desk.removeDevice({ device });
  expect((await roster(first)).removed).toMatchObject([{ name: 'Miras Laptop' }]);
});

test('what a colleague held is free the moment they are removed, and the screen is told without asking', async () => {
  const first = await team();
  const second = await letIn(first);
  await expect.poll(() => first.relay.bundles.size, POLL).toBe(2);
  const reporter = reporterOf(first);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  await second.desk.claim({ conversation, anyway: false });
  const lastTold = () => first.facts.findLast(({ type }) => type === 'conversation-changed');
  const { device } = await second.desk.team(null);
  await expect.poll(lastTold, POLL).toMatchObject({ summary: { holder: { device } } });
  await first.desk.removeDevice({ device });
  expect(lastTold()).toMatchObject({ summary: { id: conversation, holder: null } });
});

test('keys that a document has listed since they asked are not let in: a yes is judged as of now', async () => {
  const first = await team();
  const keys = deviceKeys(newDevice());
  say(first, (await invited(first)).link, { keys });
  const { invite } = await asking(first);
  const { relay, env, rootCode } = first;
  const held = readDocument(relay.document);
  const others = deviceKeys(newDevice());
  const same = deviceEntry(
    { login: others.login.publicKey, sign: others.sign.publicKey, ik: keys.ik.publicKey },
    ['operator'],
  );
  const root = signKeysFrom(rootSeed(parseRootCode(rootCode), 0));
  for (const devices of [[...held.devices, same], held.devices]) {
    const before = readDocument(relay.document);
    const prev = documentHash(relay.document);
    const next = { ...before, seq: before.seq + 1, prev, issued: env.now(), devices };
    relay.putTeam(
      signDocument(next, (message) => sign(root, message)),
      '',
    );
    first.main.tell({ type: 'team-newer', documentSeq: next.seq });
    await expect.poll(async () => (await roster(first)).devices.length, POLL).toBe(devices.length);
  }
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual({
    ok: false,
    refusal: 'gone',
  });
});
