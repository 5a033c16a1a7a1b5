import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { writeRelayFrame } from '../../protocol/wire/relay-frames.ts';
import { startEngine } from './engine.ts';
import { newTab } from './new-tab.ts';
import { makeStore } from './store.ts';
import { FakeShelf } from './testing/fake-shelf.ts';

/** A relay nobody reaches; what counts is who dials. */
class SilentSocket extends EventTarget {
  static dialled = 0;
  static last: SilentSocket | null = null;
  readonly readyState = 0;
  constructor() {
    super();
    SilentSocket.dialled += 1;
    SilentSocket.last = this;
  }
  close(): void {}
}

const team = TeamId('01'.repeat(16));
const pinText = `${team}.${'02'.repeat(32)}.${'03'.repeat(32)}`;

beforeEach(() => {
  SilentSocket.dialled = 0;
  vi.stubGlobal('WebSocket', SilentSocket);
});

afterEach(() => vi.unstubAllGlobals());

test('a frame that stands where it must not stays silent, whatever wakes it', async () => {
  const settings = { pinText, origins: ['ws://127.0.0.1:1'], frameDate: undefined };
  const store = makeStore(null, null);
  const one = startEngine({ ...settings, language: 'de' }, store, (release) => release());
  one.misplaced();
  const before = SilentSocket.dialled;
  one.probe();
  one.retry();
  one.takeBack();
  one.network(true);
  one.stop();
  expect(SilentSocket.dialled).toBe(before);
});

test('without a network it says so, also when the line fell before the browser noticed', () => {
  vi.stubGlobal('navigator', { onLine: true });
  const settings = { pinText, origins: ['ws://127.0.0.1:1'], frameDate: undefined };
  const store = makeStore(null, null);
  const one = startEngine({ ...settings, language: 'de' }, store, (release) => release());
  SilentSocket.last?.dispatchEvent(new Event('close'));
  expect(one.state().link).toBe('connecting');
  one.network(false);
  expect(one.state().link).toBe('offline');
  one.network(true);
  expect(one.state().link).toBe('connecting');
  one.stop();
});

test('a relay that says "done" unasked has forgotten nothing: neither is that claimed, nor the line given up', () => {
  vi.stubGlobal('navigator', {
    onLine: true,
    locks: { request: () => new Promise(() => undefined) },
  });
  const settings = { pinText, origins: ['ws://127.0.0.1:1'], frameDate: undefined };
  const store = makeStore(new FakeShelf(), null);
  store.saveTab(newTab(team));
  const one = startEngine({ ...settings, language: 'de' }, store, (release) => release());
  const data = writeRelayFrame({ type: 'done', ref: 0 }).slice().buffer;
  SilentSocket.last?.dispatchEvent(new MessageEvent('message', { data }));
  expect(one.state().erased).toBe(false);
  one.network(false);
  one.network(true);
  expect(SilentSocket.dialled).toBe(2);
  one.stop();
});
