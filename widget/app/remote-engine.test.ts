import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { serveEngine } from './engine-host.ts';
import type { Engine } from './engine.ts';
import { hireHere, type Hire, type HireEvents } from './hire.ts';
import { newTab } from './new-tab.ts';
import { makePageStore } from './page-store.ts';
import { remoteEngine } from './remote-engine.ts';
import { makeStore } from './store.ts';
import { FakeShelf, full } from './testing/fake-shelf.ts';

/** The engine itself behind a real channel, on this thread; only its relay is out of reach. */
const here: Hire = (_attempt, events) => hireHere(events, async () => serveEngine);

const team = TeamId('01'.repeat(16));
const pinText = `${team}.${'02'.repeat(32)}.${'03'.repeat(32)}`;
const shelves = { session: new FakeShelf(), local: new FakeShelf() };
const engines: Engine[] = [];
/** Answers what is waiting for the session's lock: another tab has it. */
let refuseLock: () => void;

class SilentSocket extends EventTarget {
  readonly readyState = 0;
  close(): void {}
}

beforeEach(() => {
  shelves.session.items.clear();
  shelves.local.items.clear();
  const refused = new Promise<never>((_, reject) => {
    refuseLock = () => reject(new Error('taken'));
  });
  refused.catch(() => undefined);
  vi.stubGlobal('WebSocket', SilentSocket);
  vi.stubGlobal('navigator', { onLine: true, locks: { request: () => refused } });
});

afterEach(() => {
  for (const engine of engines.splice(0)) engine.leave();
  vi.unstubAllGlobals();
});

function started(hire: Hire = here, store = makePageStore(shelves.session, shelves.local)): Engine {
  const settings = { pinText, origins: ['ws://127.0.0.1:1'], frameDate: undefined } as const;
  const engine = remoteEngine(hire, store, { ...settings, language: 'de' });
  engines.push(engine);
  return engine;
}

const rest = async (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 20));
const left = (): readonly string[] => [
  ...shelves.session.items.keys(),
  ...shelves.local.items.keys(),
];
const said = (engine: Engine): readonly (string | null)[] =>
  engine.state().tab?.talk.map(({ text }) => text) ?? [];

test('when a message counts as written it stands in the storage, and the screen has been told', async () => {
  const one = started();
  expect(await one.write('Ich habe Angst')).toBe(true);
  expect(makeStore(shelves.session, null).tab(team)?.talk).toHaveLength(1);
  expect(said(one)).toEqual(['Ich habe Angst']);
  expect(one.code()).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  expect(await one.write('  ')).toBe(false);
});

test('what was on its way when quick exit came is not written down afterwards', async () => {
  for (const wait of [async () => undefined, rest]) {
    const one = started();
    await wait();
    void one.write('Ich habe Angst');
    one.leave();
    one.saveDraft('noch ein Wort');
    one.speak('nl', true);
    expect(left()).toEqual([]);
    await rest();
    expect(left()).toEqual([]);
  }
});

test('a copied tab that is cleared before its lock was decided does not come back', async () => {
  for (const forget of ['leave', 'clear'] as const) {
    makeStore(shelves.session, shelves.local).saveTab(newTab(team));
    const one = started();
    await rest();
    one[forget]();
    refuseLock();
    await rest();
    expect(left()).toEqual([]);
    expect(one.state().tab === null).toBe(forget === 'clear');
  }
});

test('after everything was deleted a new conversation begins with a new code', async () => {
  const one = started();
  await one.write('das erste');
  const code = one.code();
  one.clear();
  expect([one.state().tab, one.code(), left()]).toEqual([null, '', []]);
  one.anew();
  expect(await one.write('das zweite')).toBe(true);
  expect(said(one)).toEqual(['das zweite']);
  expect(one.code()).not.toBe(code);
});

test('what is handed over is not in this tab any more, nothing of it is written after that, and it can come back', async () => {
  const one = started();
  await one.write('zieht um');
  one.saveDraft('halb');
  const code = one.code();
  one.remember(true);
  void one.write('noch unterwegs');
  const kept = one.handOver();
  expect([one.state().tab, one.code(), left()]).toEqual([null, '', ['sc1:code']]);
  await rest();
  expect(left()).toEqual(['sc1:code']);
  one.takeOver(kept);
  expect(said(one)).toEqual(['zieht um']);
  expect(one.draft()).toBe('halb');
  await vi.waitFor(() => expect(one.code()).toBe(code));
  expect(one.remembered()).toBe(true);
  one.takeOver({ session: kept.session, local: {} });
  expect(left()).not.toContain('sc1:code');
});

test('an engine that cannot be loaded twice is loaded again, and what was asked for meanwhile is done once', async () => {
  const attempts: number[] = [];
  const hire: Hire = (attempt, events: HireEvents) => {
    attempts.push(attempt);
    return attempt < 2
      ? hireHere(events, async () => Promise.reject(new Error('tunnel')))
      : here(attempt, events);
  };
  const one = started(hire);
  const first = one.write('im tunnel');
  const second = one.write('noch im tunnel');
  await vi.waitFor(() => expect(one.state().link).toBe('offline'));
  one.network(true);
  await vi.waitFor(() => expect(attempts).toEqual([0, 1]));
  await rest();
  one.network(true);
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(attempts).toEqual([0, 1, 2]);
  expect(said(one)).toEqual(['im tunnel', 'noch im tunnel']);
  expect(one.state().link).toBe('connecting');
});

test('nobody need do anything for an engine to be asked for again', async () => {
  vi.useFakeTimers();
  try {
    let attempts = 0;
    const fails: Hire = (_attempt, { failed }) => {
      attempts += 1;
      queueMicrotask(failed);
      return { post: () => undefined, end: () => undefined };
    };
    started(fails);
    await vi.advanceTimersByTimeAsync(60_000);
    // At 0, 1, 3, 7, 15, 30, 45 and 60 seconds.
    expect(attempts).toBe(8);
  } finally {
    vi.useRealTimers();
  }
});

test('a browser that refuses to keep the tab is told to the reporter, and writing goes on', async () => {
  const one = started(here, makePageStore(full, full));
  expect(await one.write('trotzdem')).toBe(true);
  await vi.waitFor(() => expect(one.state().storage).toBe('refused'));
  expect(said(one)).toEqual(['trotzdem']);
});

test('what is wrong with a code is answered, and a right one brings back its conversation', async () => {
  const one = started();
  expect(await one.comeBack('7K4M')).toEqual({ problem: 'short', by: 24 });
  await one.write('x');
  const code = one.code();
  const other = started(here, makePageStore(new FakeShelf(), null));
  expect(await other.comeBack(code.toLowerCase())).toBeNull();
  expect(other.state().tab).toMatchObject({ returned: true, codeStep: 'kept' });
  expect(other.code()).toBe(code);
});

test('a device remembers the code of this conversation when asked to, and comes back by itself', async () => {
  const one = started();
  expect([one.remembered(), one.remember(true)]).toEqual([false, false]);
  await one.write('x');
  expect(left()).toEqual(['sc1:tab']);
  expect(one.remember(true)).toBe(true);
  const [code, page] = [one.code(), new FakeShelf()];
  const next = started(here, makePageStore(page, shelves.local));
  await vi.waitFor(() => expect(next.remembered()).toBe(true));
  expect(next.state().tab).toMatchObject({ returned: true });
  expect(next.code()).toBe(code);
  expect(next.remember(false)).toBe(false);
  expect([next.remembered(), one.remembered()]).toEqual([false, false]);
  expect([...shelves.local.items.values()].join('')).not.toContain(code);
});

test('a tab that has a conversation keeps it, whatever this device remembers', async () => {
  const pages = makePageStore(shelves.session, shelves.local);
  expect(pages.saveCode(team, '7K4M')).toBe(true);
  makeStore(shelves.session, null).saveTab(newTab(team));
  const one = started();
  await rest();
  expect([one.remembered(), one.state().tab?.returned]).toEqual([false, false]);
});
