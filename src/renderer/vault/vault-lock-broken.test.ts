// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { endAll, reporterOf, team } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 30_000 });
afterEach(endAll);

test('where nothing more can be appended, a lock still records the head, wipes the keys and covers the screen', async () => {
  const app = await team();
  await app.desk.team(null);
  reporterOf(app).say('Erste Nachricht');
  await settled();
  const written = app.disk.keyringWrites;
  app.disk.broken.add('append');
  await app.desk.lock(null);
  expect(app.facts.at(-1)).toEqual({ type: 'lock', ended: null });
  // The head, and what the relay is to know.
  expect(app.disk.keyringWrites).toBe(written + 2);
  expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
  await expect(app.desk.team(null)).rejects.toThrow('team failed');
});

test.each(['writeKeyring', 'append'] as const)(
  'a lock whose last %s never answers covers the screen all the same',
  async (name) => {
    const app = await team();
    await app.desk.team(null);
    reporterOf(app).say('Erste Nachricht');
    await settled();
    app.disk.hanging.add(name);
    const locked = app.desk.lock(null);
    await settled();
    await app.env.advance(3000);
    await locked;
    expect(app.facts.at(-1)).toEqual({ type: 'lock', ended: null });
    expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
  },
);
