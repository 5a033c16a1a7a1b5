import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { QUARANTINE_LIFE_MS, QUARANTINE_PER_SENDER } from '../../../protocol/limits.ts';
import type { App } from './testing/bench.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, keep, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => {
  failAt();
  tooLarge.clear();
  notOpened.clear();
  endAll();
});

/** A mistake of ours: taking these texts in throws, when half of each is drafted. */
const failsAt = vi.hoisted(() => new Set<string>());
vi.mock(import('./inbox/apply.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    withMessage: (before, arrived, now) => {
      const { body } = arrived;
      if (body.type === 'text' && failsAt.has(body.text)) throw new TypeError('a mistake of ours');
      return real.withMessage(before, arrived, now);
    },
  };
});

/** These are too much for a row. */
const tooLarge = vi.hoisted(() => new Set<string>());
vi.mock(import('./store/sealed-row.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    sealRow: (key, name, value, random) => {
      const json = name.table === 'message' ? JSON.stringify(value) : '';
      if ([...tooLarge].some((text) => json.includes(text))) throw new RangeError('row too large');
      return real.sealRow(key, name, value, random);
    },
  };
});

/** … and these we fail to open. */
const notOpened = vi.hoisted(() => new Set<string>());
vi.mock(import('../../../protocol/crypto/envelope.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    open: (copy, keys) => {
      const opened = real.open(copy, keys);
      const body = new TextDecoder().decode(opened.body);
      if ([...notOpened].some((text) => body.includes(text))) throw new TypeError('a mistake');
      return opened;
    },
  };
});

/** So many rows in quarantine as can be sent in a moment. */
const ROWS = vi.hoisted(() => 24);
vi.mock('../../../protocol/limits.ts', async (original) => ({
  ...(await original<object>()),
  QUARANTINE_ROWS: ROWS,
}));

function failAt(...said: readonly string[]): void {
  failsAt.clear();
  for (const text of said) failsAt.add(text);
}

async function reconnected({ main }: App): Promise<void> {
  main.goOffline();
  await settled();
  main.goOnline();
  await settled();
}

/** The numbers that were told, in order. */
const told = ({ facts }: App): readonly number[] =>
  facts.flatMap((fact) =>
    fact.type === 'trouble' && fact.trouble.kind === 'set-aside' ? [fact.trouble.count] : [],
  );

/** One delivery. */
async function atOnce(
  { main }: App,
  reporter: FakeReporter,
  said: readonly string[],
): Promise<void> {
  main.goOffline();
  await settled();
  for (const text of said) reporter.say(text);
  main.goOnline();
  await settled();
}

test('an envelope at which we fail costs no other: all of its delivery are kept and settled', async () => {
  const { app, reporter } = await begun();
  failAt('Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte', 'Vierte']);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Vierte']);
  expect(waitingFor(app)).toBe(0);
});

test('what the relay could not be told of is durable and shown, comes once more, and stands there once', async () => {
  const { app, reporter } = await begun();
  app.main.settleFails = true;
  app.facts.length = 0;
  await atOnce(app, reporter, ['Zweite', 'Dritte']);
  expect(app.facts.filter(({ type }) => type === 'message-arrived')).toHaveLength(2);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
  expect(waitingFor(app)).toBe(2);
  app.main.settleFails = false;
  await reconnected(app);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
  expect(waitingFor(app)).toBe(0);
});

test('it is not lost: once we no longer fail at it, it stands in its place', async () => {
  const { app, reporter } = await begun();
  failAt('Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte', 'Vierte']);
  failAt();
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite', 'Dritte', 'Vierte']);
});

test('one in quarantine at which we still fail keeps no other there', async () => {
  const { app, reporter } = await begun();
  failAt('Zweite', 'Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte', 'Vierte']);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Vierte']);
  failAt('Zweite');
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Dritte', 'Vierte']);
});

test('more than a stranger may have there wait as well, and all of them are told of', async () => {
  const { app, reporter } = await begun();
  const many = Array.from({ length: QUARANTINE_PER_SENDER + 2 }, (_, n) => `Nummer ${n}`);
  failAt(...many);
  await atOnce(app, reporter, many);
  expect(await texts(app, reporter)).toEqual(['Erste']);
  expect(told(app)).toEqual([many.length]);
  failAt();
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', ...many]);
});

test('one that cannot be written costs no other, and stands in its place once it can be', async () => {
  const { app, reporter } = await begun();
  tooLarge.add('Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte', 'Vierte']);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Vierte']);
  expect(waitingFor(app)).toBe(0);
  const before = await unlocked(app);
  expect(await texts(before, reporter)).toEqual(['Erste', 'Zweite', 'Vierte']);
  tooLarge.clear();
  const again = await unlocked(before);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite', 'Dritte', 'Vierte']);
});

test('what cannot be written in quarantine keeps no other there', async () => {
  const { app, reporter } = await begun();
  failAt('Zweite', 'Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte', 'Vierte']);
  failAt();
  tooLarge.add('Zweite');
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Dritte', 'Vierte']);
});

test('what may be durable is neither tried again nor set aside: it comes again, and is known', async () => {
  const { app, reporter } = await begun();
  app.disk.unsure.add('append');
  await atOnce(app, reporter, ['Zweite', 'Dritte']);
  app.disk.unsure.clear();
  app.crash();
  const again = await unlocked(app);
  expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
  expect(told(again)).toEqual([]);
});

test('when fewer wait that is told once, and so it is when none does any more', async () => {
  const { app, reporter } = await begun();
  failAt('Zweite', 'Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte']);
  failAt('Zweite');
  await reconnected(app);
  await reconnected(app);
  failAt();
  await reconnected(app);
  expect(told(app)).toEqual([2, 1, 0]);
});

test('what a full quarantine has no room for stays with the relay, and counts until it found its place', async () => {
  const { app, reporter } = await begun();
  const many = Array.from({ length: ROWS + 2 }, (_, n) => `Nummer ${n}`);
  failAt(...many);
  await atOnce(app, reporter, many);
  expect(waitingFor(app)).toBe(2);
  expect(told(app)).toEqual([many.length]);
  failAt();
  await reconnected(app);
  expect(waitingFor(app)).toBe(0);
  expect(told(app).at(-1)).toBe(0);
  expect(await texts(app, reporter)).toEqual(['Erste', ...many]);
});

test('one that we fail to open stays with the relay, is told of, and stands in its place once we can', async () => {
  const { app, reporter } = await begun();
  notOpened.add('Dritte');
  await atOnce(app, reporter, ['Zweite', 'Dritte', 'Vierte']);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Vierte']);
  expect(waitingFor(app)).toBe(1);
  await reconnected(app);
  expect(told(app)).toEqual([1]);
  notOpened.clear();
  await reconnected(app);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Dritte', 'Vierte']);
  expect(told(app)).toEqual([1, 0]);
});

test('one that waited for its conversation, and at which we fail then, waits on like any of these', async () => {
  const app = await team();
  const colleague = keep(await secondDevice(app));
  app.main.tell({ type: 'team-newer', documentSeq: 2 });
  await settled();
  app.main.goOffline();
  const reporter = reporterOf(app);
  reporter.say('Erste');
  await settled();
  app.relay.queue((await app.desk.team(null)).device).waiting.clear();
  app.main.goOnline();
  const { conversation } = reporter.keys;
  await colleague.desk.send({ conversation, text: 'Antwort' });
  await settled();
  failAt('Antwort');
  reporter.say('Zweite');
  await settled();
  expect(await texts(app, reporter)).toEqual(['Zweite']);
  expect(told(app)).toEqual([1]);
  await app.env.sleep(QUARANTINE_LIFE_MS + DAY_MS);
  await reconnected(app);
  failAt();
  await reconnected(app);
  expect(await texts(app, reporter)).toEqual(['Antwort', 'Zweite']);
});

test('a call for help that comes with one at which we fail rings once', async () => {
  const app = await team();
  const colleague = keep(await secondDevice(app));
  app.main.tell({ type: 'team-newer', documentSeq: 2 });
  await settled();
  colleague.main.goOffline();
  await app.desk.callHelp({ about: null });
  failAt('Erste');
  reporterOf(app).say('Erste');
  await settled();
  colleague.main.goOnline();
  await settled();
  expect(told(colleague)).toEqual([1]);
  expect(colleague.facts.filter(({ type }) => type === 'help-rings')).toHaveLength(1);
});
