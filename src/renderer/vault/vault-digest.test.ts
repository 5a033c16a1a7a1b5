import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import { CATCH_UP_AWAY_MS, CATCH_UP_GAP_MS } from './limits.ts';
import type { App } from './testing/bench.ts';
import { colleagueOf, toldAll, type FakeColleague } from './testing/fake-colleague.ts';
import { endAll, inboxOf, POLL, read, reporterOf, team } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A conversation that one colleague may not read on, and one that all may; colleagues say that there is nothing more. */
async function restricted() {
  const one = await team();
  const [open, closed] = [reporterOf(one), reporterOf(one)];
  open.say('Für alle');
  closed.say('Für wenige');
  await settled();
  const [allowed, out] = [await colleagueOf(one), await colleagueOf(one)];
  for (const each of [allowed, out]) each.answer = () => toldAll([]);
  const { conversation } = closed.keys;
  const said = await one.desk.restrict({ conversation, devices: [allowed.keys.id] });
  expect(said).toEqual(ok(null));
  await expect.poll(async () => await lockedIn(one), POLL).toBe(1);
  return { one, open, closed, allowed, out };
}

const lockedIn = async (app: App): Promise<number> =>
  (await inboxOf(app)).filter(({ restricted: card }) => card !== null).length;

const heard = ({ digests }: FakeColleague, from: number): string =>
  JSON.stringify(digests.slice(from));

test('a digest names a restricted conversation to those alone who may read it on', async () => {
  const { one, open, closed, allowed, out } = await restricted();
  one.main.goOffline();
  await one.env.sleep(CATCH_UP_AWAY_MS + DAY);
  one.main.goOnline();
  await settled();
  await one.env.advance(2 * MINUTE);
  for (const each of [allowed, out]) expect(heard(each, 0)).toContain(open.keys.conversation);
  const { conversation, box } = closed.keys;
  expect(heard(allowed, 0)).toContain(conversation);
  expect(heard(out, 0)).not.toContain(conversation);
  expect(heard(out, 0)).not.toContain(Buffer.from(box.publicKey).toString('hex'));
  expect(heard(out, 0)).not.toContain(closed.session);
});

test('a gap in a restricted conversation is asked about among those who may read it on', async () => {
  const { one, closed, allowed, out } = await restricted();
  const before = [allowed.digests.length, out.digests.length];
  one.main.goOffline();
  closed.say('Fehlt');
  await settled();
  one.relay.queue((await one.desk.team(null)).device).waiting.clear();
  one.main.goOnline();
  closed.say('Danach');
  await settled();
  expect((await read(one, closed.keys.conversation)).at(-1)).toMatchObject({ gap: true });
  await one.env.advance(CATCH_UP_GAP_MS + 2 * MINUTE);
  expect(heard(allowed, before[0] ?? 0)).toContain(closed.keys.conversation);
  expect(heard(out, 0)).not.toContain(closed.keys.conversation);
});
