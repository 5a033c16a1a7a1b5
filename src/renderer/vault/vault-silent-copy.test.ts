import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type * as limits from './limits.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

vi.mock('./limits.ts', async (original) => ({
  ...(await original<typeof limits>()),
  COPY_PATIENCE_MS: 100,
}));

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 30_000 });
afterEach(endAll);
afterEach(() => vi.restoreAllMocks());

/** A request that is neither done nor fails. */
const silent = (): never => new EventTarget() as never;

/** What Chromium was seen to do on a full disk, by what it leaves open. */
const faults: Readonly<Record<string, () => void>> = {
  'is never opened, made, deleted or named': () => {
    for (const name of ['open', 'deleteDatabase'] as const) {
      vi.spyOn(indexedDB, name).mockImplementation(silent);
    }
    vi.spyOn(indexedDB, 'databases').mockReturnValue(new Promise(() => undefined));
  },
  'never answers a question': () => {
    for (const name of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor'] as const) {
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(silent);
    }
  },
  'never takes anything': () => {
    for (const name of ['put', 'add', 'delete', 'clear'] as const) {
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(silent);
    }
  },
};

const SAID = ['Erste', 'Zweite', 'Dritte'];

test.each(Object.keys(faults))(
  'a copy that %s is not waited for: everything opens, is read, written and locked',
  async (fault) => {
    const { app, reporter } = await begun();
    reporter.say('Zweite');
    await settled();
    app.crash();
    faults[fault]?.();

    const hurt = await unlocked(app);
    expect(hurt.answer).toMatchObject({ ok: true });
    reporter.say('Dritte');
    await vi.waitFor(async () => expect(await texts(hurt, reporter)).toEqual(SAID), WAIT);
    const { conversation } = reporter.keys;
    expect(await hurt.desk.send({ conversation, text: 'Antwort' })).toMatchObject({ ok: true });
    await hurt.desk.lock(null);

    vi.restoreAllMocks();
    const again = await unlocked(hurt);
    expect(await texts(again, reporter)).toEqual([...SAID, 'Antwort']);
    expect(waitingFor(again)).toBe(0);
  },
);

test('a copy that falls silent while the vault is open is asked once and then left alone', async () => {
  const { app, reporter } = await begun();
  const get = vi.spyOn(IDBObjectStore.prototype, 'get');
  faults['never answers a question']?.();
  expect(await texts(app, reporter)).toEqual(['Erste']);
  const asked = get.mock.calls.length;
  reporter.say('Zweite');
  await vi.waitFor(
    async () => expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite']),
    WAIT,
  );
  expect(get.mock.calls).toHaveLength(asked);
  expect(asked).toBeGreaterThan(0);
});

const WAIT = { timeout: 10_000, interval: 50 };
