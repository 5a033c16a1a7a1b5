import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { CarrierRequests } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { begun } from './testing/begun.ts';
import { PASSPHRASE, restart, startApp, type App } from './testing/bench.ts';
import { endAll, inboxOf, keep } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

const SECRET = 'sieben Kraniche über dem kalten Moor';

/** Each of them derives several real keys. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** A backup whose file is written and being read again; that goes on once it is let. */
async function backingUp() {
  const { app } = await begun();
  const read = Promise.withResolvers<undefined>();
  const go = Promise.withResolvers<undefined>();
  app.main.reading = async () => {
    read.resolve(undefined);
    await go.promise;
  };
  const answer = app.desk.backup({ passphrase: SECRET });
  await read.promise;
  return { app, answer, go: () => go.resolve(undefined) };
}

async function isIdle(app: App): Promise<void> {
  app.main.tell({ type: 'idle' });
  await settled();
}

test('nobody there: a backup goes on behind a shut door that answers nothing, and is locked at its end', async () => {
  const { app, answer, go } = await backingUp();
  await isIdle(app);
  expect(app.facts.at(-1)).toEqual({ type: 'shut', errand: 'backup' });
  expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
  await expect(inboxOf(app)).rejects.toThrow('conversations failed');
  await expect(app.desk.security(null)).rejects.toThrow('security failed');
  expect(app.main.savedFiles.size).toBe(0);
  go();
  expect(await answer).toMatchObject({ ok: true, value: { messages: 1 } });
  await expect.poll(() => app.facts.at(-1)).toEqual({ type: 'lock', stopped: null });
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

test.each(['the system locks', 'a person locks'] as const)(
  '%s: the backup is stopped, and the screen is told what was',
  async (who) => {
    const { app, answer, go } = await backingUp();
    await isIdle(app);
    if (who === 'the system locks') app.main.tell({ type: 'os-locked' });
    else void app.desk.lock(null);
    await expect.poll(() => app.facts.at(-1)).toEqual({ type: 'lock', stopped: 'backup' });
    go();
    expect(await answer).toMatchObject({ ok: false });
    expect(app.main.savedFiles.size).toBe(0);
    expect(app.facts.filter(({ type }) => type === 'lock')).toHaveLength(1);
  },
);

test('nobody there while the file is still to be chosen: the vault locks', async () => {
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
  await isIdle(choosing);
  expect(choosing.facts.at(-1)).toEqual({ type: 'lock', stopped: null });
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
  await expect.poll(() => fresh.facts.at(-1)).toEqual({ type: 'lock', stopped: null });
  expect(await fresh.desk.state(null)).toMatchObject({ vault: 'locked' });
});
