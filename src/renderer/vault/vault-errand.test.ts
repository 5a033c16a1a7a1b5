import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { CarrierRequests } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import type { ErrandEnd } from '../../contract/jobs.ts';
import { ERRAND_STILL_MS, LOCK_PATIENCE_MS } from './limits.ts';
import { begun } from './testing/begun.ts';
import { PASSPHRASE, restart, startApp, type App } from './testing/bench.ts';
import { endAll, inboxOf, keep } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

const SECRET = 'sieben Kraniche über dem kalten Moor';

/** Each of them derives several real keys. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** A backup whose file is written, and whose first piece is being read again; it goes on once it is let. */
async function backingUp(files: Partial<Handlers<CarrierRequests>> = {}) {
  const { app: founder } = await begun();
  await founder.desk.lock(null);
  founder.crash();
  const { env, disk, relay, database } = founder;
  const app = keep(startApp({ env, disk, relay, database, files }));
  expect(await app.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await settled();
  const pieces = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const asked = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let at = 0;
  app.main.reading = async () => {
    const piece = at;
    at += 1;
    asked[piece]?.resolve(undefined);
    await pieces[piece]?.promise;
  };
  const answer = app.desk.backup({ passphrase: SECRET });
  // Not every test lets it end.
  void answer.catch(() => undefined);
  await asked[0]?.promise;
  return {
    app,
    answer,
    go: () => {
      for (const { resolve } of pieces) resolve(undefined);
    },
    /** Gives the first piece, and waits until the next is asked for. */
    step: async () => {
      pieces[0]?.resolve(undefined);
      await asked[1]?.promise;
    },
  };
}

/** A backup whose file is still to be chosen, and never is. */
async function choosingAFile(): Promise<App> {
  const asked = Promise.withResolvers<undefined>();
  const files: Partial<Handlers<CarrierRequests>> = {
    beginSave: async () => {
      asked.resolve(undefined);
      return await new Promise(() => undefined);
    },
  };
  const { app } = await begun();
  const choosing = keep(startApp({ env: app.env, disk: app.disk, relay: app.relay, files }));
  expect(await choosing.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  void choosing.desk.backup({ passphrase: SECRET }).catch(() => undefined);
  await asked.promise;
  return choosing;
}

const lockAfter = (state: ErrandEnd['state']) => ({
  type: 'lock',
  ended: { what: 'backup', state },
});

async function isIdle(app: App): Promise<void> {
  app.main.tell({ type: 'idle' });
  await settled();
}

test('nobody there: a backup goes on behind a shut door that answers nothing, and is locked at its end', async () => {
  const { app, answer, go } = await backingUp();
  await isIdle(app);
  expect(app.facts).toContainEqual({ type: 'shut', errand: 'backup' });
  expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
  await expect(inboxOf(app)).rejects.toThrow('conversations failed');
  await expect(app.desk.security(null)).rejects.toThrow('security failed');
  expect(app.main.savedFiles.size).toBe(0);
  go();
  expect(await answer).toMatchObject({ ok: true, value: { messages: 1 } });
  await expect.poll(() => app.facts.at(-1)).toEqual(lockAfter('done'));
  expect(app.main.savedFiles.size).toBe(1);
  const again = keep(restart(app));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  expect((await again.desk.backupState(null)).lastAt).not.toBeNull();
});

test('whoever comes back before its end opens the door with the passphrase, and is not locked out', async () => {
  const { app, answer, go } = await backingUp();
  await isIdle(app);
  expect(await app.desk.unlock({ passphrase: 'falsch geraten' })).toEqual({
    ok: false,
    refusal: 'wrong-passphrase',
  });
  await expect(inboxOf(app)).rejects.toThrow('conversations failed');
  expect(await app.desk.unlock({ passphrase: PASSPHRASE })).toEqual({
    ok: true,
    value: { rebuilt: 0 },
  });
  expect(await inboxOf(app)).toHaveLength(1);
  go();
  expect(await answer).toMatchObject({ ok: true });
  await settled();
  expect(await app.desk.state(null)).toMatchObject({ vault: 'open' });
});

test('a backup that fails behind the shut door is told at the lock, with its reason', async () => {
  const { app, answer, go } = await backingUp();
  await isIdle(app);
  app.disk.full = true;
  go();
  expect(await answer).toEqual({ ok: false, refusal: 'disk-full' });
  await expect.poll(() => app.facts.at(-1)).toEqual(lockAfter('disk-full'));
  expect(app.main.savedFiles.size).toBe(0);
});

test('one that a person stops there is told as stopped', async () => {
  const { app, answer, go } = await backingUp();
  await isIdle(app);
  await app.desk.stopJob({ job: 'backup' });
  go();
  expect(await answer).toEqual({ ok: false, refusal: 'stopped' });
  await expect.poll(() => app.facts.at(-1)).toEqual(lockAfter('stopped'));
});

test('a backup that comes on keeps the door shut, and one that does not is locked', async () => {
  const { app, step } = await backingUp();
  await isIdle(app);
  await step();
  await app.env.advance(ERRAND_STILL_MS);
  expect(app.facts.some(({ type }) => type === 'lock')).toBe(false);
  await app.env.advance(ERRAND_STILL_MS);
  expect(app.facts.at(-1)).toEqual(lockAfter('cannot-write'));
});

test('a dialog of something else beside the backup: nobody there locks', async () => {
  const asked = Promise.withResolvers<undefined>();
  const { app } = await backingUp({
    save: async () => {
      asked.resolve(undefined);
      return await new Promise(() => undefined);
    },
  });
  void app.desk.exportAudit(null).catch(() => undefined);
  await asked.promise;
  await isIdle(app);
  expect(app.facts.some(({ type }) => type === 'shut')).toBe(false);
  expect(app.facts.at(-1)).toEqual(lockAfter('locked'));
});

test('behind the shut door nobody is there for reporters, whoever touches the machine, until it is opened', async () => {
  const { app } = await backingUp();
  await isIdle(app);
  const duties = () =>
    app.facts.flatMap((fact) => (fact.type === 'duty-changed' ? [fact.view.now] : []));
  expect(duties()).toEqual(['away']);
  app.relay.beacon = new Uint8Array(0);
  app.main.tell({ type: 'left' });
  app.main.tell({ type: 'returned' });
  await app.env.advance(3 * 60_000);
  expect(app.relay.beacon).toHaveLength(0);
  expect(duties()).not.toContain('available');
  expect(await app.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await settled();
  expect(duties().at(-1)).toBe('available');
  expect(app.relay.beacon.length).toBeGreaterThan(0);
});

test('the sign in the bar says nothing of what waits behind the shut door', async () => {
  const { app } = await backingUp();
  await app.desk.countUnread({ unread: 3 });
  await isIdle(app);
  expect(app.main.log.filter((what) => what.startsWith('unread'))).toEqual([
    'unread 3',
    'unread 0',
  ]);
});

test.each(['the system locks', 'a person locks'] as const)(
  '%s: the backup is stopped, and the screen is told what was',
  async (who) => {
    const { app, answer, go } = await backingUp();
    await isIdle(app);
    if (who === 'the system locks') app.main.tell({ type: 'os-locked' });
    else void app.desk.lock(null);
    await expect.poll(() => app.facts.at(-1)).toEqual(lockAfter('locked'));
    go();
    expect(await answer).toMatchObject({ ok: false });
    expect(app.main.savedFiles.size).toBe(0);
    expect(app.facts.filter(({ type }) => type === 'lock')).toHaveLength(1);
  },
);

test('nobody there while the file is still to be chosen: the vault locks', async () => {
  const choosing = await choosingAFile();
  await isIdle(choosing);
  expect(choosing.facts.at(-1)).toEqual({ type: 'lock', ended: null });
});

test('other long work beside a dialog that stands open is no errand: the vault locks', async () => {
  const choosing = await choosingAFile();
  choosing.disk.hanging.add('openJournal');
  void choosing.desk.snapshot(null).catch(() => undefined);
  await settled();
  expect(await choosing.desk.backup({ passphrase: SECRET })).toEqual({
    ok: false,
    refusal: 'busy',
  });
  await isIdle(choosing);
  expect(choosing.facts.some(({ type }) => type === 'shut')).toBe(false);
  await choosing.env.advance(LOCK_PATIENCE_MS * 4);
  expect(choosing.facts.at(-1)).toEqual({ type: 'lock', ended: null });
});

test('nobody there on the first run: the backup is read in to its end, and what it filled is locked', async () => {
  const { app } = await begun();
  expect(await app.desk.backup({ passphrase: SECRET })).toMatchObject({ ok: true });
  const fresh = keep(startApp({ env: app.env, relay: app.relay }));
  fresh.main.chosen = [...app.main.savedFiles.values()][0] ?? null;
  const read = Promise.withResolvers<undefined>();
  const go = Promise.withResolvers<undefined>();
  fresh.main.reading = async () => {
    read.resolve(undefined);
    await go.promise;
  };
  const restored = fresh.desk.restoreAsNew({
    secret: SECRET,
    passphrase: PASSPHRASE,
    alias: 'Team Birke',
    language: 'de',
  });
  await read.promise;
  await isIdle(fresh);
  go.resolve(undefined);
  expect(await restored).toMatchObject({ ok: true });
  await expect
    .poll(() => fresh.facts.at(-1))
    .toEqual({
      type: 'lock',
      ended: { what: 'restore', state: 'done' },
    });
  expect(await fresh.desk.state(null)).toMatchObject({ vault: 'locked' });
});
