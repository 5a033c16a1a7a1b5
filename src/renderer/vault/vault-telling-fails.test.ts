import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { App } from './testing/bench.ts';
import { begun, waitingFor } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

/** Two batches in a delivery of three. */
vi.mock('./limits.ts', async (original) => ({
  ...(await original<object>()),
  BATCH_ENVELOPES: 2,
}));

/** A mistake of ours: this text is kept, and cannot be shown. */
const NOT_TO_BE_SHOWN = vi.hoisted(() => 'Zweite');
vi.mock(import('./inbox/message-row.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    toScreen: (conversation, message, base) => {
      const { body } = message;
      if (body.type === 'text' && body.text === NOT_TO_BE_SHOWN) throw new TypeError('a mistake');
      return real.toScreen(conversation, message, base);
    },
  };
});

const shown = ({ facts }: App): readonly string[] =>
  facts.flatMap((fact) =>
    fact.type === 'message-arrived' && fact.message.kind === 'text' ? [fact.message.text] : [],
  );

test('a message that is kept and cannot be told of keeps nothing else from being told, kept and settled', async () => {
  const { app, reporter } = await begun();
  app.main.goOffline();
  await settled();
  for (const text of ['Zweite', 'Dritte', 'Vierte']) reporter.say(text);
  app.main.goOnline();
  await settled();
  expect(shown(app)).toEqual(['Erste', 'Dritte', 'Vierte']);
  expect(waitingFor(app)).toBe(0);
  expect(app.env.faults).toHaveLength(1);
});
