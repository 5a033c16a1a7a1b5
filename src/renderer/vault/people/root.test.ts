import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type * as Identity from '../../../../protocol/crypto/identity.ts';
import { formatRootCode, parseRootCode, rootSeed } from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { DeviceId } from '../../../../protocol/ids.ts';
import {
  CHANGE_TRIES,
  MAX_DOCUMENT_BYTES,
  MAX_PROFILE_VALUE_BYTES,
  MAX_REVOKED,
  MAX_RELAY_FIRST_SEQ,
  ROOT_LEAP,
} from '../../../../protocol/limits.ts';
import {
  documentHash,
  readDocument,
  signDocument,
  type TeamDocument,
} from '../../../../protocol/team/document.ts';
import { PASSPHRASE, restart, type App } from '../testing/bench.ts';
import { CLAIM } from '../testing/fake-relay.ts';
import { endAll, keep, POLL, team } from '../testing/journey.ts';
import { letIn, roster, twoCoordinators } from '../testing/newcomers.ts';
import { settled } from '../testing/test-env.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** Every code read and every seed made from one, as the vault was given them. */
const made = vi.hoisted((): Uint8Array[] => []);
vi.mock('../../../../protocol/crypto/identity.ts', async (original) => {
  const real = await original<typeof Identity>();
  const kept = (bytes: Uint8Array): Uint8Array => {
    made.push(bytes);
    return bytes;
  };
  return {
    ...real,
    parseRootCode: (typed: string) => kept(real.parseRootCode(typed)),
    rootSeed: (code: Uint8Array, i: number) => kept(real.rootSeed(code, i)),
  };
});

test('a second coordinator is given the key, can change the team, and cannot be removed without the root code', async () => {
  const first = await team();
  const second = await letIn(first, ['operator', 'coordinator']);
  first.main.tell({ type: 'team-newer', documentSeq: 2 });
  await expect.poll(async () => (await roster(second)).mayChange, POLL).toBe(true);
  const third = await letIn(second);
  const { device } = await third.desk.team(null);
  first.main.tell({ type: 'team-newer', documentSeq: 3 });
  await expect.poll(async () => (await roster(first)).devices.length, POLL).toBe(3);
  expect(await first.desk.removeDevice({ device: (await second.desk.team(null)).device })).toEqual({
    ok: false,
    refusal: 'coordinator',
  });
  expect(await second.desk.removeDevice({ device })).toMatchObject({ ok: true });
});

test('a coordinator is removed with the root code: the team has its next key, and the old one counts no more', async () => {
  const { first, second, device } = await twoCoordinators();
  const third = await letIn(first, ['operator', 'coordinator']);
  first.main.tell({ type: 'team-newer', documentSeq: 3 });
  await expect.poll(async () => (await roster(third)).mayChange, POLL).toBe(true);
  const before = readDocument(first.relay.document);
  const code = first.rootCode;
  const posted = first.relay.posts.length;
  expect(await first.desk.removeCoordinator({ device, code })).toEqual({ ok: true, value: null });
  const after = readDocument(first.relay.document);
  // Nothing is sealed to who was removed, least of all the new key: a relay could keep it for them.
  const sealedTo = first.relay.posts.slice(posted).flatMap(({ targets }) => targets);
  expect(sealedTo.filter((target) => target.kind === 'device' && target.device === device)).toEqual(
    [],
  );
  expect(after).toMatchObject({ signer: before.next, revoked: [device] });
  expect(after.next).not.toEqual(before.signer);
  expect((await roster(first)).mayChange).toBe(true);
  third.main.tell({ type: 'team-newer', documentSeq: after.seq });
  await expect.poll(async () => (await roster(third)).devices.length, POLL).toBe(2);
  await expect.poll(async () => (await roster(third)).mayChange, POLL).toBe(true);
  second.main.tell({ type: 'not-let-in' });
  await expect.poll(async () => (await roster(second)).standing, POLL).toBe('removed');
  const fourth = await letIn(third);
  expect((await roster(fourth)).devices).toHaveLength(3);
});

test('a code that is no root code of this team changes nothing', async () => {
  const { first, device } = await twoCoordinators();
  const { document } = first.relay;
  expect(await first.desk.removeCoordinator({ device, code: 'abc' })).toEqual({
    ok: false,
    refusal: 'bad-code',
  });
  const code = formatRootCode(new Uint8Array(16));
  expect(await first.desk.removeCoordinator({ device, code })).toEqual({
    ok: false,
    refusal: 'wrong-code',
  });
  expect(first.relay.document).toEqual(document);
  expect((await roster(first)).mayChange).toBe(true);
});

test('an app that dies as soon as the relay has the next key’s document holds that key when it comes back', async () => {
  const { first: before, device } = await twoCoordinators();
  await before.desk.team(null);
  await settled();
  const { relay, rootCode: code } = before;
  const put = relay.putTeam.bind(relay);
  relay.putTeam = (document, claim) => {
    const done = put(document, claim);
    before.crash();
    return done;
  };
  void before.desk.removeCoordinator({ device, code }).catch(() => undefined);
  await expect.poll(() => readDocument(relay.document).revoked, POLL).toEqual([device]);
  relay.putTeam = put;
  const first = keep(restart(before));
  expect(await first.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await expect.poll(async () => (await roster(first)).devices.length, POLL).toBe(1);
  await expect.poll(async () => (await roster(first)).mayChange, POLL).toBe(true);
});

test('a key that was cut off between its document and the keyring is taken over at the next answer', async () => {
  const { first: before, device } = await twoCoordinators();
  await settled();
  const { relay, rootCode: code } = before;
  const put = relay.putTeam.bind(relay);
  relay.putTeam = (document, claim) => {
    // What is written next is the document; the key would come after it.
    before.disk.crashAfter = 1;
    return put(document, claim);
  };
  void before.desk.removeCoordinator({ device, code }).catch(() => undefined);
  await expect.poll(() => readDocument(relay.document).revoked, POLL).toEqual([device]);
  await expect.poll(() => before.disk.crashAfter, POLL).toBe(Infinity);
  relay.putTeam = put;
  const first = keep(restart(before));
  expect(await first.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await expect.poll(async () => (await roster(first)).mayChange, POLL).toBe(true);
});

test('the next key of a change that never reached the relay is forgotten: it lives in the printed code alone', async () => {
  const { first, device } = await twoCoordinators();
  const { relay, rootCode: code } = first;
  relay.losesDocuments = true;
  expect(await first.desk.removeCoordinator({ device, code })).toMatchObject({
    refusal: 'offline',
  });
  relay.losesDocuments = false;
  first.main.tell({ type: 'team-newer', documentSeq: 2 });
  await settled();
  expect((await roster(first)).mayChange).toBe(true);
  // Only a relay that kept the document could do this now; the code then takes the team on from there.
  relay.putTeam(relay.lost[0] ?? new Uint8Array(), '');
  first.main.tell({ type: 'team-newer', documentSeq: 3 });
  await expect.poll(async () => (await roster(first)).devices.length, POLL).toBe(1);
  expect((await roster(first)).mayChange).toBe(false);
});

test('a disk that was full while the relay had the next key’s document costs the team nothing', async () => {
  const { first, device } = await twoCoordinators();
  await settled();
  const { relay, disk, rootCode: code } = first;
  const put = relay.putTeam.bind(relay);
  relay.putTeam = (document, claim) => {
    put(document, claim);
    return { ok: false, refusal: 'offline' };
  };
  expect(await first.desk.removeCoordinator({ device, code })).toMatchObject({
    refusal: 'offline',
  });
  relay.putTeam = put;
  disk.keyringsRefused = 1;
  for (const turn of ['full', 'room again']) {
    first.main.tell({ type: 'team-newer', documentSeq: readDocument(relay.document).seq });
    await settled();
    expect((await roster(first)).devices, turn).toHaveLength(turn === 'full' ? 2 : 1);
  }
  expect((await roster(first)).mayChange).toBe(true);
});

/** Whether it may change the newest list, and not only the one it was shown before. */
async function holdsNext(app: App): Promise<boolean> {
  const { removed, mayChange } = await roster(app);
  return removed.length === 1 && mayChange;
}

test('a coordinator who missed the next key gets it from whoever has it, though they gave them the one before', async () => {
  const { first, device } = await twoCoordinators();
  const third = await letIn(first, ['operator', 'coordinator']);
  const fourth = await letIn(first, ['operator', 'coordinator']);
  const seq = (): number => readDocument(first.relay.document).seq;
  for (const app of [first, third, first, fourth, third]) {
    app.main.tell({ type: 'team-newer', documentSeq: seq() });
    await settled();
  }
  for (const app of [third, fourth]) expect((await roster(app)).mayChange).toBe(true);
  const { full } = first.relay;
  const fourthId = (await fourth.desk.team(null)).device;
  full.add(fourthId);
  const code = first.rootCode;
  expect(await first.desk.removeCoordinator({ device, code })).toMatchObject({ ok: true });
  third.main.tell({ type: 'team-newer', documentSeq: seq() });
  await expect.poll(async () => await holdsNext(third), POLL).toBe(true);
  first.crash();
  full.delete(fourthId);
  for (const app of [third, fourth]) app.main.tell({ type: 'team-newer', documentSeq: seq() });
  await expect.poll(async () => await holdsNext(fourth), POLL).toBe(true);
});

test('neither the printed code nor a seed made from it stays in memory, whether it was the right one or not', async () => {
  const { first, device } = await twoCoordinators();
  made.length = 0;
  const wrong = formatRootCode(new Uint8Array(16).fill(7));
  expect(await first.desk.removeCoordinator({ device, code: wrong })).toMatchObject({ ok: false });
  const code = first.rootCode;
  expect(await first.desk.removeCoordinator({ device, code })).toMatchObject({ ok: true });
  expect(made.length).toBeGreaterThan(4);
  for (const secret of made) expect(secret).toEqual(new Uint8Array(secret.length));
  expect((await roster(first)).mayChange).toBe(true);
});

/** A document more, signed with the key of a coordinator who is to be removed. */
function signedByThem(
  { relay, rootCode, env }: Awaited<ReturnType<typeof twoCoordinators>>['first'],
  change: (held: TeamDocument) => Partial<TeamDocument>,
): Uint8Array {
  const root = signKeysFrom(rootSeed(parseRootCode(rootCode), 0));
  const held = readDocument(relay.document);
  const prev = documentHash(relay.document);
  const next = { ...held, seq: held.seq + 1, prev, issued: env.now(), ...change(held) };
  return signDocument(next, (message) => sign(root, message));
}

/** A document more before each one of ours, each with one more revoked. */
function racing(app: Awaited<ReturnType<typeof twoCoordinators>>['first']): { puts: number } {
  const { relay } = app;
  const put = relay.putTeam.bind(relay);
  const race = { puts: 0 };
  relay.putTeam = (document, claim) => {
    const more = signedByThem(app, ({ revoked }) => ({
      revoked: [...revoked, DeviceId.random()],
    }));
    if (put(more, '').ok) race.puts += 1;
    return put(document, claim);
  };
  return race;
}

test('a coordinator who becomes a mere operator and then leaves the list is removed with the root code all the same', async () => {
  const { first, device } = await twoCoordinators();
  const { relay, rootCode: code, main } = first;
  const demoted = signedByThem(first, ({ devices }) => ({
    devices: devices.map((one) => (one.id === device ? { ...one, roles: ['operator'] } : one)),
  }));
  expect(relay.putTeam(demoted, '')).toMatchObject({ ok: true });
  main.tell({ type: 'team-newer', documentSeq: 3 });
  const listed = async () => (await roster(first)).devices.find(({ id }) => id === device);
  await expect.poll(listed, POLL).toMatchObject({ roles: ['operator'], holdsKey: true });
  expect(await first.desk.removeDevice({ device })).toMatchObject({ refusal: 'coordinator' });
  const put = relay.putTeam.bind(relay);
  let left = false;
  relay.putTeam = (document, claim) => {
    if (!left) {
      const without = signedByThem(first, ({ devices }) => ({
        devices: devices.filter(({ id }) => id !== device),
      }));
      left = put(without, '').ok;
    }
    return put(document, claim);
  };
  expect(await first.desk.removeCoordinator({ device, code })).toEqual({ ok: true, value: null });
  expect(left).toBe(true);
  expect(readDocument(relay.document)).toMatchObject({ revoked: [device] });
  expect((await roster(first)).mayChange).toBe(true);
});

test('a coordinator who puts one document after the other is removed all the same', async () => {
  const { first, device } = await twoCoordinators();
  const race = racing(first);
  const code = first.rootCode;
  expect(await first.desk.removeCoordinator({ device, code })).toEqual({ ok: true, value: null });
  expect(race.puts).toBeGreaterThanOrEqual(CHANGE_TRIES);
  const { seq, devices, revoked } = readDocument(first.relay.document);
  expect({ left: devices.length, leapt: seq > ROOT_LEAP }).toEqual({ left: 1, leapt: true });
  expect(revoked).toContain(device);
  expect((await roster(first)).mayChange).toBe(true);
  expect(first.facts).not.toContainEqual(
    expect.objectContaining({ trouble: expect.objectContaining({ kind: 'forked-team' }) }),
  );
});

/** At which seq a relay that lost everything is claimed with the key that is to go, and what else its document says. */
const claims: readonly (readonly [string, (seq: number) => Partial<TeamDocument>])[] = [
  ['out of the reach of every device', () => ({ seq: MAX_RELAY_FIRST_SEQ })],
  ['further than the next root leaps, with an empty list', (seq) => ({ seq: seq + 2 * ROOT_LEAP })],
];
for (const [where, change] of claims) {
  test(`an emptied relay that is claimed ${where} takes the next root all the same, and so do colleagues`, async () => {
    const { first, second, device } = await twoCoordinators();
    const third = await letIn(first);
    const gone = (await (await letIn(first)).desk.team(null)).device;
    expect(await first.desk.removeDevice({ device: gone })).toMatchObject({ ok: true });
    second.crash();
    const { relay, rootCode: code } = first;
    const claimed = signedByThem(first, ({ seq }) => ({ revoked: [], ...change(seq) }));
    relay.document = new Uint8Array();
    expect(relay.putTeam(claimed, CLAIM)).toMatchObject({ ok: true });
    expect(await first.desk.removeCoordinator({ device, code })).toEqual({ ok: true, value: null });
    const { seq, revoked } = readDocument(relay.document);
    expect(revoked).toEqual(expect.arrayContaining([gone, device]));
    third.main.tell({ type: 'team-newer', documentSeq: seq });
    await expect.poll(async () => (await third.desk.team(null)).documentSeq, POLL).toBe(seq);
  });
}

test('neither a full list of revoked devices nor a full document keeps a coordinator in the team', async () => {
  const { first, device } = await twoCoordinators();
  const { relay, rootCode: code } = first;
  const third = await letIn(first);
  const gone = (await third.desk.team(null)).device;
  expect(await first.desk.removeDevice({ device: gone })).toMatchObject({ ok: true });
  const strangers = Array.from({ length: MAX_REVOKED - 1 }, () => DeviceId.random());
  const filled = (bytes: number): Uint8Array =>
    signedByThem(first, ({ revoked }) => ({
      revoked: [...revoked, ...strangers],
      profile: paddedTo(bytes),
    }));
  const room = MAX_DOCUMENT_BYTES - filled(0).length;
  const full = filled(room);
  expect(full.length).toBe(MAX_DOCUMENT_BYTES);
  expect(relay.putTeam(full, '')).toMatchObject({ ok: true });
  expect(await first.desk.removeCoordinator({ device, code })).toEqual({ ok: true, value: null });
  const { revoked, devices } = readDocument(relay.document);
  expect(devices).toHaveLength(1);
  expect(revoked).toHaveLength(MAX_REVOKED / 2 + 1);
  expect(revoked).toEqual(expect.arrayContaining([device, gone]));
});

/** Entries of a profile that take up so many bytes more than the shortest. */
function paddedTo(bytes: number) {
  const most = MAX_PROFILE_VALUE_BYTES - 1;
  return Array.from({ length: 8 }, (_, n) => {
    const more = Math.min(most, Math.max(0, bytes - n * most));
    return { key: `a.${n}`, lang: '', value: 'x'.repeat(1 + more) };
  });
}
