import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { PASSPHRASE, restart } from './testing/bench.ts';
import { endAll, inboxOf, keep, reporterOf, team } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

test('locked, nothing can be asked, and everything is there again after the passphrase', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('Erste Nachricht');
  await settled();
  await app.desk.team(null);
  await settled();
  await app.desk.lock(null);
  expect(app.facts.at(-1)).toEqual({ type: 'lock', ended: null });
  expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
  await expect(inboxOf(app)).rejects.toThrow('conversations failed');
  const again = keep(restart(app));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toEqual({
    ok: true,
    value: { rebuilt: 0 },
  });
  expect(await inboxOf(again)).toMatchObject([{ preview: 'Erste Nachricht', unread: 1 }]);
  expect([...again.env.durations.keys()]).toEqual(
    expect.arrayContaining(['vault-kdf', 'vault-open']),
  );
});

test('the operating system locking locks the vault', async () => {
  const app = await team();
  await app.desk.team(null);
  app.main.tell({ type: 'os-locked' });
  await settled();
  expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
});

test('a wrong passphrase opens nothing, and the fourth try has to wait', async () => {
  const app = await team();
  await app.desk.team(null);
  await settled();
  const again = keep(restart(app));
  for (let i = 0; i < 3; i += 1) {
    expect(await again.desk.unlock({ passphrase: `falsch ${i}` })).toEqual({
      ok: false,
      refusal: 'wrong-passphrase',
    });
  }
  let answered = false;
  const fourth = again.desk.unlock({ passphrase: PASSPHRASE }).then((answer) => {
    answered = true;
    return answer;
  });
  await settled();
  expect(answered).toBe(false);
  await again.env.advance(1000);
  expect(await fourth).toMatchObject({ ok: true });
});

test('a message that came while the vault was locked is there after unlocking', async () => {
  const app = await team();
  await app.desk.team(null);
  const reporter = reporterOf(app);
  const again = keep(restart(app));
  reporter.say('Während du weg warst');
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  expect(await inboxOf(again)).toMatchObject([{ preview: 'Während du weg warst' }]);
});
