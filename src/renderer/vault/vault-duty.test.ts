import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { verify } from '../../../protocol/crypto/keys.ts';
import { checkBeacon } from '../../../protocol/team/beacon.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { PLAIN_RULES, type Duty } from '../../contract/duty.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { endAll, inboxOf, keep, reporterOf, team } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;

/** Whether the chat would say that somebody is here. */
function isHere({ relay, env }: App): boolean {
  try {
    checkBeacon(relay.beacon, readDocument(relay.document), env.now(), verify);
    return true;
  } catch {
    return false;
  }
}

const choose = async ({ desk }: App, duty: Duty): Promise<void> => {
  await desk.setDuty({ duty });
  await settled();
};

const called = ({ main }: App): number => main.log.filter((what) => what.startsWith('call')).length;

test('whoever says to be away is nobody here two minutes later, and back at once', async () => {
  const app = await team();
  expect(isHere(app)).toBe(true);
  await choose(app, 'away');
  await app.env.advance(2 * MINUTE);
  expect(isHere(app)).toBe(false);
  await app.env.advance(2 * MINUTE);
  expect(isHere(app)).toBe(false);
  await choose(app, 'available');
  expect(isHere(app)).toBe(true);
});

test('whoever touches nothing is away until they are back, whatever they said before', async () => {
  const app = await team();
  expect(app.main.awayMinutes).toBe(PLAIN_RULES.awayMinutes);
  app.main.tell({ type: 'left' });
  await app.env.advance(2 * MINUTE);
  expect(isHere(app)).toBe(false);
  expect(await app.desk.duty(null)).toMatchObject({ chosen: 'available', now: 'away' });
  app.main.tell({ type: 'returned' });
  await settled();
  expect(isHere(app)).toBe(true);
  expect(app.facts.filter(({ type }) => type === 'duty-changed')).toHaveLength(2);
  await choose(app, 'away');
  app.main.tell({ type: 'left' });
  app.main.tell({ type: 'returned' });
  await settled();
  expect(await app.desk.duty(null)).toMatchObject({ now: 'away' });
});

test('whoever is busy is there for those they answered, and for nobody else', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('Hallo');
  await settled();
  reporter.alive();
  await choose(app, 'busy');
  await app.env.advance(2 * MINUTE);
  expect(isHere(app)).toBe(false);
  const [line] = await inboxOf(app);
  if (line === undefined) throw new Error('no conversation');
  await app.desk.send({ conversation: line.id, text: 'Hallo, ich bin da.' });
  for (let minute = 0; minute < 3; minute += 1) {
    for (let beat = 0; beat < 3; beat += 1) {
      reporter.alive();
      await app.env.advance(20_000);
    }
  }
  expect(isHere(app)).toBe(true);
  await app.env.advance(4 * MINUTE);
  expect(isHere(app)).toBe(false);
});

test('whoever is busy is called for their own conversations alone, until the lock', async () => {
  const app = await team();
  const own = reporterOf(app);
  own.say('Hallo');
  await settled();
  const [line] = await inboxOf(app);
  if (line === undefined) throw new Error('no conversation');
  await app.desk.claim({ conversation: line.id, anyway: false });
  await choose(app, 'busy');
  // What wakes main says not whose it is.
  expect(app.main.heedsWakes).toBe(false);
  reporterOf(app).say('Ist da jemand?');
  await settled();
  expect(called(app)).toBe(0);
  own.say('Noch etwas');
  await settled();
  expect(app.main.log).toContain('call waits');
  await app.desk.lock(null);
  expect(app.main.heedsWakes).toBe(true);
});

test('whoever is back and sets something counts as here at once', async () => {
  const app = await team();
  app.main.tell({ type: 'left' });
  expect(await app.desk.duty(null)).toMatchObject({ now: 'away' });
  await app.desk.setDutyRules({ rules: { ...PLAIN_RULES, sound: false } });
  expect(await app.desk.duty(null)).toMatchObject({ now: 'available' });
});

test('the choice ends with the lock, and how to be called stays', async () => {
  const app = await team();
  await app.desk.team(null);
  const rules = {
    awayMinutes: 10,
    alarmMinutes: 0,
    sound: false,
    notices: false,
    help: false,
  } as const;
  expect(await app.desk.setDutyRules({ rules })).toMatchObject({ ok: true });
  expect(app.main.heedsWakes).toBe(false);
  await choose(app, 'away');
  await app.desk.lock(null);
  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await again.desk.duty(null)).toEqual({ chosen: 'available', now: 'available', rules });
  expect([again.main.awayMinutes, again.main.heedsWakes]).toEqual([10, false]);
});

test('rules that do not fit on the disk are not in force', async () => {
  const app = await team();
  app.disk.full = true;
  const rules = { ...PLAIN_RULES, sound: false };
  expect(await app.desk.setDutyRules({ rules })).toEqual({ ok: false, refusal: 'disk-full' });
  expect(await app.desk.duty(null)).toMatchObject({ rules: PLAIN_RULES });
});

test('whoever waits too long is called out, again and again, until there is an answer', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  reporter.say('Ist da jemand?');
  await app.env.advance(2.5 * MINUTE);
  expect(called(app)).toBe(0);
  await app.env.advance(MINUTE);
  const [line] = await inboxOf(app);
  if (line === undefined) throw new Error('no conversation');
  expect(app.facts).toContainEqual({ type: 'waits-long', conversations: [line.id] });
  expect(called(app)).toBe(1);
  await app.env.advance(3 * MINUTE);
  expect(called(app)).toBe(2);
  await app.desk.send({ conversation: line.id, text: 'Ja.' });
  await app.env.advance(7 * MINUTE);
  expect(called(app)).toBe(2);
});

test('who is away is called by nothing, and back only by what waits on from then', async () => {
  const app = await team();
  await choose(app, 'away');
  expect(app.main.heedsWakes).toBe(false);
  reporterOf(app).say('Ist da jemand?');
  await app.env.advance(7 * MINUTE);
  expect(called(app)).toBe(0);
  await choose(app, 'available');
  expect(app.main.heedsWakes).toBe(true);
  await app.env.advance(2 * MINUTE);
  expect(called(app)).toBe(0);
  await app.env.advance(1.5 * MINUTE);
  expect(called(app)).toBe(1);
});

test('what rests calls nobody before its time, and what is busy calls for nothing new', async () => {
  const app = await team();
  reporterOf(app).say('Eins');
  await settled();
  const [line] = await inboxOf(app);
  if (line === undefined) throw new Error('no conversation');
  const snoozedUntil = app.env.now() + 30 * MINUTE;
  await app.desk.setWork({ conversation: line.id, change: { snoozedUntil } });
  await app.env.advance(7 * MINUTE);
  expect(called(app)).toBe(0);
  await choose(app, 'busy');
  await app.env.advance(7 * MINUTE);
  expect(called(app)).toBe(0);
});

test('without the alarm nobody is called out', async () => {
  const app = await team();
  await app.desk.setDutyRules({ rules: { ...PLAIN_RULES, alarmMinutes: 0 } });
  reporterOf(app).say('Ist da jemand?');
  await app.env.advance(8 * MINUTE);
  expect(called(app)).toBe(0);
});

test('this computer is asked about by an open vault alone', async () => {
  const app = await team();
  await app.desk.team(null);
  const wish = { atLogin: true, sign: true, badge: false, shortcut: null };
  expect(await app.desk.setMachine(wish)).toEqual({ ok: true, value: { ...wish, taken: false } });
  await app.desk.countUnread({ unread: 2 });
  expect(app.main.log).toContain('unread 2');
  await app.desk.lock(null);
  await expect(app.desk.setMachine(wish)).rejects.toThrow();
});
