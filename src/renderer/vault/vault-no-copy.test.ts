import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { DeskFact } from '../../contract/desk.ts';
import { CHECK_AFTER_MS, REPAIRS_GATHER_MS } from './limits.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import { PASSPHRASE, type App } from './testing/bench.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);
afterEach(() => vi.restoreAllMocks());

const full = (): never => {
  throw new DOMException('Encountered full disk', 'QuotaExceededError');
};

/** What Chromium does on a full or broken disk, by what it refuses. */
const faults: Readonly<Record<string, () => void>> = {
  'is not opened, made, deleted or named': () => {
    for (const name of ['open', 'deleteDatabase', 'databases'] as const) {
      vi.spyOn(indexedDB, name).mockImplementation(full);
    }
  },
  'takes nothing': () => {
    for (const name of ['put', 'add', 'delete', 'clear'] as const) {
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(full);
    }
  },
  'gives nothing': () => {
    for (const name of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor'] as const) {
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(full);
    }
  },
  'begins no transaction': () => {
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(full);
  },
};

/** That anything was wrong, damaged or lost: nothing was, for the copy was only silent. */
const isTrouble = (fact: DeskFact): boolean => fact.type === 'trouble';

const SAID = ['Erste', 'Zweite', 'Dritte'];

/** Locked, or ended by a crash before there was a checkpoint. */
const ends: Readonly<Record<string, (app: App) => Promise<unknown>>> = {
  locked: async (app) => await app.desk.lock(null),
  killed: async (app) => {
    app.crash();
  },
};

const cases = Object.keys(ends).flatMap((end) =>
  Object.keys(faults).flatMap((fault) =>
    [false, true].map((isFull) => [end, fault, isFull] as const),
  ),
);

test.each(cases)(
  '%s; then the copy %s (disk full: %s): it opens, is read, searched and locked, and nothing is lost',
  async (end, fault, isFull) => {
    const { app, reporter } = await begun();
    for (const text of SAID.slice(1)) reporter.say(text);
    await settled();
    await ends[end]?.(app);
    faults[fault]?.();
    app.disk.full = isFull;

    const hurt = await unlocked(app);
    expect(hurt.answer).toEqual({ ok: true, value: { rebuilt: 0 } });
    expect(await texts(hurt, reporter)).toEqual(SAID);
    expect((await hurt.desk.conversations({ from: 0, limit: 9 })).total).toBe(1);
    const sent = await hurt.desk.send({
      conversation: reporter.keys.conversation,
      text: 'Antwort',
    });
    expect(sent).toMatchObject(isFull ? { ok: false, refusal: 'disk-full' } : { ok: true });
    await hurt.env.advance(CHECK_AFTER_MS);
    await settled();
    expect(await hurt.desk.lock(null)).toBeNull();
    expect(hurt.facts).toContainEqual({ type: 'lock', ended: null });
    expect(hurt.facts.filter(isTrouble)).toEqual([]);

    vi.restoreAllMocks();
    app.disk.full = false;
    const again = await unlocked(hurt);
    expect(again.answer).toMatchObject({ ok: true });
    expect(await texts(again, reporter)).toEqual(isFull ? SAID : [...SAID, 'Antwort']);
    expect(waitingFor(again)).toBe(0);
  },
);

test('a copy that breaks while the vault is open costs nothing but time', async () => {
  const { app, reporter } = await begun();
  // One that begins no transaction makes this IndexedDB, which is not Chromium's, hang when it opens another.
  for (const [name, begin] of Object.entries(faults)) if (name !== 'begins no transaction') begin();
  reporter.say('Zweite');
  await settled();
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite']);
  expect(waitingFor(app)).toBe(0);
  await app.env.advance(REPAIRS_GATHER_MS);
  expect(app.facts.filter(isTrouble)).toEqual([]);
  const { conversation } = reporter.keys;
  const changed = await app.desk.changePassphrase({
    current: PASSPHRASE,
    next: 'Leuchtturm Zwieback Ackerwinde 4',
  });
  expect(changed).toEqual({ ok: true, value: null });
  expect(await app.desk.rotateKeys({ passphrase: 'Leuchtturm Zwieback Ackerwinde 4' })).toEqual({
    ok: false,
    refusal: 'disk-full',
  });
  expect(await app.desk.snapshot(null)).toEqual({ ok: true, value: null });
  expect(await app.desk.eraseConversation({ conversation })).toMatchObject({ ok: true });
  expect(await texts(app, reporter)).toEqual([]);
});
