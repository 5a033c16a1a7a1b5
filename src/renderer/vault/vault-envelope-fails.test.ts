import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { QUARANTINE_PER_SENDER } from '../../../protocol/limits.ts';
import type { App } from './testing/bench.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(() => {
  failAt();
  tooLarge.clear();
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

function failAt(...said: readonly string[]): void {
  failsAt.clear();
  for (const text of said) failsAt.add(text);
}

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
  expect(app.facts).toContainEqual({
    type: 'trouble',
    trouble: { kind: 'set-aside', count: many.length },
  });
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
  expect(again.facts.filter(({ type }) => type === 'trouble')).toEqual([]);
});
