import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { sha512 } from '@noble/hashes/sha2.js';
import { ARGON_FLOOR } from './limits.ts';
import type { App } from './testing/bench.ts';
import { CLAIM } from './testing/fake-relay.ts';
import { newTeam, PASSPHRASE, restart } from './testing/bench.ts';
import { whole } from './testing/incidents.ts';
import { endAll, inboxOf, keep, reporterOf, team } from './testing/journey.ts';
import { settled, testEnv } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 30_000 });
afterEach(endAll);

const NEW = 'zwölf Boote im Nebel';

/** A founded team whose root code was seen. */
async function begun(): Promise<App> {
  const app = await team();
  await app.desk.team(null);
  await settled();
  return app;
}

const founding = {
  relay: 'ws://127.0.0.1:1',
  claim: CLAIM,
  teamName: 'Anlaufstelle',
  alias: 'Team Ahorn',
  language: 'de',
  passphrase: PASSPHRASE,
} as const;

test.each(['os-locked', 'idle'] as const)(
  '%s while the passphrase is tried: what it opens is thrown away',
  async (type) => {
    const again = keep(restart(await begun()));
    const unlock = again.desk.unlock({ passphrase: PASSPHRASE });
    const thrown = expect(unlock).rejects.toThrow('unlock failed');
    again.main.tell({ type });
    await thrown;
    expect(again.facts).toContainEqual({ type: 'lock', ended: null });
    expect(await again.desk.state(null)).toMatchObject({ vault: 'locked' });
    await expect(again.desk.team(null)).rejects.toThrow();
    expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  },
);

test('a new vault asks for as much work as the machine does now', async () => {
  const work = { ...ARGON_FLOOR, memory: ARGON_FLOOR.memory * 2 };
  const app = keep(await newTeam({ env: { ...testEnv(), workFor: () => work } }));
  expect(await app.desk.security(null)).toMatchObject({ argonMiB: 128 });
});

test('locked while the root code is on the screen, the same passphrase shows it again', async () => {
  const app = await team();
  app.main.tell({ type: 'idle' });
  await settled();
  expect(app.facts.at(-1)).toEqual({ type: 'lock', ended: null });
  const again = keep(restart(app));
  expect(await again.desk.state(null)).toMatchObject({ vault: 'none' });
  expect(await again.desk.createTeam(founding)).toEqual({
    ok: true,
    value: { rootCode: app.rootCode },
  });
});

test('locked while a team is being founded, it is taken up where it was', async () => {
  const app = keep(restart(await team()));
  const creating = app.desk.createTeam(founding);
  const thrown = expect(creating).rejects.toThrow('createTeam failed');
  app.main.tell({ type: 'os-locked' });
  await thrown;
  const again = keep(restart(app));
  expect(await again.desk.createTeam(founding)).toMatchObject({ ok: true });
});

test('what was sent to be saved before the lock is saved', async () => {
  const app = await begun();
  const reporter = reporterOf(app);
  reporter.say('Hallo');
  await settled();
  const [line] = await inboxOf(app);
  if (line === undefined) throw new Error('no conversation');
  const opened = await app.desk.openCase({ conversation: line.id });
  if (!opened.ok) throw new Error(opened.refusal);
  const { id } = opened.value;
  const saving = app.desk.saveIncident({ case: id, incident: whole });
  const locking = app.desk.lock(null);
  expect(await saving).toMatchObject({ ok: true });
  await locking;
  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await again.desk.readCase({ case: id })).toMatchObject({ incident: whole });
});

test('a vault whose header is missing is no first run: nothing is made in its place', async () => {
  const app = await begun();
  await app.desk.lock(null);
  const again = keep(restart(app));
  const { header, keyring } = again.disk;
  const journal = [...again.disk.journal];
  expect(journal).not.toHaveLength(0);
  again.disk.header = null;
  expect(await again.desk.state(null)).toMatchObject({ vault: 'locked' });
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({
    refusal: 'damaged-header',
  });
  await expect(again.desk.createTeam(founding)).rejects.toThrow('createTeam failed');
  expect(again.disk.keyring).toEqual(keyring);
  expect(again.disk.journal).toEqual(journal);
  again.disk.header = header;
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
});

test('the printed code opens with a new passphrase, and the forgotten one opens nothing any more', async () => {
  const app = await begun();
  const made = await app.desk.makeRecoveryCode({ passphrase: PASSPHRASE });
  if (!made.ok) throw new Error(made.refusal);
  const { code } = made.value;
  const again = keep(restart(app));
  const wrong = code.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
  expect(await again.desk.recover({ code: wrong, passphrase: NEW })).toMatchObject({
    refusal: 'bad-code',
  });
  expect(await again.desk.recover({ code, passphrase: 'anlaufstelle' })).toMatchObject({
    refusal: 'weak-passphrase',
  });
  expect(await again.desk.recover({ code, passphrase: NEW })).toMatchObject({ ok: true });
  const { events } = await again.desk.audit({ before: null, limit: 50 });
  expect(events.map(({ act }) => act)).toEqual(expect.arrayContaining(['recovered']));
  const third = keep(restart(again));
  expect(await third.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({
    refusal: 'wrong-passphrase',
  });
  expect(await third.desk.unlock({ passphrase: NEW })).toMatchObject({ ok: true });
});

test('a code that was made and never confirmed is said at the next unlock, and stands in the log', async () => {
  const app = await begun();
  const made = await app.desk.makeRecoveryCode({ passphrase: PASSPHRASE });
  if (!made.ok) throw new Error(made.refusal);
  const trouble = { kind: 'recovery-unseen', count: 1 };
  expect(app.facts).not.toContainEqual({ type: 'trouble', trouble });
  await app.desk.lock(null);
  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(again.facts).toContainEqual({ type: 'trouble', trouble });
  const { events } = await again.desk.audit({ before: null, limit: 50 });
  expect(events.map(({ act }) => act)).toContain('trouble');
  const { code } = made.value;
  expect(await again.desk.confirmRecoveryCode({ code })).toMatchObject({ ok: true });
});

test('a code for a vault that has none is told so', async () => {
  const app = await begun();
  const other = await app.desk.makeRecoveryCode({ passphrase: PASSPHRASE });
  const second = keep(restart(await begun()));
  const code = other.ok ? other.value.code : '';
  expect(await second.desk.recover({ code, passphrase: NEW })).toMatchObject({
    refusal: 'no-recovery',
  });
});

test('wrong tries stand in the log after the next unlock', async () => {
  const again = keep(restart(await begun()));
  for (let i = 0; i < 2; i += 1) await again.desk.unlock({ passphrase: `falsch ${i}` });
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await again.env.advance(5000);
  const { events } = await again.desk.audit({ before: null, limit: 50 });
  expect(events).toContainEqual(expect.objectContaining({ act: 'wrong-tries', count: 2 }));
});

test('each thing that can be wrong with the header has its own answer', async () => {
  const app = await begun();
  const sound = app.disk.header ?? new Uint8Array(0);
  const answer = async (change: (bytes: Uint8Array) => void, resum = true): Promise<unknown> => {
    const bytes = sound.slice();
    change(bytes);
    if (resum) bytes.set(sha512(bytes.subarray(0, -8)).subarray(0, 8), bytes.length - 8);
    app.disk.header = bytes;
    const again = keep(restart(app));
    const opened = await again.desk.unlock({ passphrase: PASSPHRASE });
    return opened.ok ? 'open' : opened.refusal;
  };
  const PASSES = 38 + 10 + 7;
  expect(await answer((bytes) => bytes.fill(1, 60, 61), false)).toBe('damaged-header');
  expect(await answer((bytes) => bytes.fill(1, PASSES, PASSES + 1))).toBe('weakened');
  expect(await answer((bytes) => bytes.fill(0x39, 3, 4))).toBe('newer-version');
  expect(await answer(() => undefined)).toBe('open');
});

test('a wipe leaves nothing to open, also while locked', async () => {
  const app = await begun();
  await app.desk.wipe(null);
  expect(app.disk.header).toBeNull();
  await expect(app.desk.team(null)).rejects.toThrow();
  const locked = keep(restart(await begun()));
  await locked.desk.wipe(null);
  expect(await locked.desk.state(null)).toMatchObject({ vault: 'none' });
});
