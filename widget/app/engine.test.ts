import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { startEngine, type Engine } from './engine.ts';
import { newTab } from './new-tab.ts';
import { makeStore, type Shelf, type Store } from './store.ts';

class FakeShelf implements Shelf {
  readonly items = new Map<string, string>();
  getItem = (name: string): string | null => this.items.get(name) ?? null;
  setItem = (name: string, value: string): void => void this.items.set(name, value);
  removeItem = (name: string): void => void this.items.delete(name);
}

/** A relay nobody reaches; what counts is who dials. */
class SilentSocket extends EventTarget {
  static dialled = 0;
  readonly readyState = 0;
  constructor() {
    super();
    SilentSocket.dialled += 1;
  }
  close(): void {}
}

const team = TeamId('01'.repeat(16));
const pinText = `${team}.${'02'.repeat(32)}.${'03'.repeat(32)}`;
const shelves = { session: new FakeShelf(), local: new FakeShelf() };
let store: Store;
let engine: Engine | null = null;
/** Answers what is waiting for the session's lock: another tab has it. */
let refuseLock: () => void;

beforeEach(() => {
  shelves.session.items.clear();
  shelves.local.items.clear();
  SilentSocket.dialled = 0;
  store = makeStore(shelves.session, shelves.local);
  const refused = new Promise<never>((_, reject) => {
    refuseLock = () => reject(new Error('taken'));
  });
  refused.catch(() => undefined);
  vi.stubGlobal('WebSocket', SilentSocket);
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('navigator', { onLine: true, locks: { request: () => refused } });
});

afterEach(() => {
  engine?.stop();
  engine = null;
  vi.unstubAllGlobals();
});

function started(): Engine {
  engine = startEngine(
    { pinText, origins: ['ws://127.0.0.1:1'], frameDate: undefined, language: 'de' },
    store,
  );
  return engine;
}

const rest = async (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 5));
const left = (): readonly string[] => [
  ...shelves.session.items.keys(),
  ...shelves.local.items.keys(),
];

test('what was on its way when quick exit came is not written down afterwards', async () => {
  const one = started();
  void one.write('Ich habe Angst');
  one.leave();
  one.saveDraft('noch ein Wort');
  one.speak('nl', true);
  await rest();
  expect(left()).toEqual([]);
});

test('a copied tab that is cleared before its lock was decided does not come back', async () => {
  for (const forget of ['leave', 'clear'] as const) {
    store = makeStore(shelves.session, shelves.local);
    store.saveTab(newTab(team));
    const one = started();
    one[forget]();
    refuseLock();
    await rest();
    expect(left()).toEqual([]);
    one.stop();
  }
});

test('a frame that stands where it must not stays silent, whatever wakes it', async () => {
  const one = started();
  one.misplaced();
  const before = SilentSocket.dialled;
  one.probe();
  one.retry();
  one.takeBack();
  expect(SilentSocket.dialled).toBe(before);
});
