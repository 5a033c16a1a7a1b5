import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type * as limits from './limits.ts';
import { CATCH_UP_AWAY_MS } from './limits.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, keep, POLL, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

const older = vi.hoisted(() => ({ writes: false }));

vi.mock('./limits.ts', async (original) => ({
  ...(await original<typeof limits>()),
  MAX_CHAINS: 6,
}));

/** While an older version writes, what is said here stands in no chain. */
vi.mock(import('./inbox/apply.ts'), async (original) => {
  const now = await original();
  return {
    ...now,
    withOwn: (before, ...rest) => {
      const next = now.withOwn(before, ...rest);
      return older.writes ? { ...next, chains: before.chains, linksOwn: false } : next;
    },
  };
});

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => {
  older.writes = false;
  endAll();
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test('a lone reply from before own chains were kept is told to who was away', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  for (const { device } of (await one.desk.roster(null)).newcomers)
    await one.desk.tellEarlier({ device, said: 'yes' });
  await one.env.advance(MINUTE);
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  other.main.goOffline();
  await settled();
  older.writes = true;
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  older.writes = false;
  await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
  one.relay.queue((await other.desk.team(null)).device).waiting.clear();
  other.main.goOnline();
  await settled();
  await one.env.advance(MINUTE);
  expect(textsOf(await read(other, conversation)).at(-1)).toBe('Ich bin da.');
});

test('a reply whose chain was forgotten for newer ones begins anew, whatever is remembered of notes', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  const { conversation } = reporter.keys;
  const visits = [reporter];
  const comesBack = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      const visit = new FakeReporter(app.relay, app.env.now, reporter.code);
      visit.say('Wieder da');
      visits.push(visit);
    }
    await settled();
  };
  reporter.say('Hallo');
  await settled();
  await app.desk.send({ conversation, text: 'Eins' });
  await comesBack(3);
  await app.desk.note({ conversation, text: 'Kommt oft wieder' });
  await comesBack(2);
  await app.desk.send({ conversation, text: 'Zwei' });
  const got = (text: string) =>
    visits
      .flatMap((visit) => visit.got.map(({ body }) => body))
      .find((body) => body.type === 'text' && body.text === text);
  await expect.poll(() => got('Zwei'), POLL).toMatchObject({ seq: 0 });
  expect(got('Zwei')?.session).not.toBe(got('Eins')?.session);
  const shown = await read(app, conversation);
  expect(shown.filter(({ gap }) => gap)).toEqual([]);
});
