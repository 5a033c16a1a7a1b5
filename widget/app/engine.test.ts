import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { readTalk } from '../../protocol/talk/reporter-body.ts';
import type { TeamDocument } from '../../protocol/team/document.ts';
import { formatPin } from '../../protocol/team/pin.ts';
import { signedBy, testTeam } from '../../protocol/testing/team.ts';
import { writeRelayFrame, type RelayFrame } from '../../protocol/wire/relay-frames.ts';
import { startEngine, type Core } from './engine.ts';
import { newTab } from './new-tab.ts';
import { makeStore } from './store.ts';
import { FakeShelf } from './testing/fake-shelf.ts';

/** A relay nobody reaches; what counts is who dials. */
class SilentSocket extends EventTarget {
  static dialled = 0;
  static last: SilentSocket | null = null;
  readonly readyState: number = 0;
  constructor() {
    super();
    SilentSocket.dialled += 1;
    SilentSocket.last = this;
  }
  close(): void {}
}

/** A relay that greets; what it says then is the test's to say. */
class OpenSocket extends SilentSocket {
  static readonly OPEN = 1;
  override readonly readyState = OpenSocket.OPEN;
  send(): void {}
}

const say = (frame: RelayFrame): void => {
  const data = writeRelayFrame(frame).slice().buffer;
  SilentSocket.last?.dispatchEvent(new MessageEvent('message', { data }));
};

const real = testTeam('heard', undefined, Date.now());

/** An engine on the line of such a relay, which has heard nothing of the team yet. */
function greeted(): Core {
  vi.stubGlobal('WebSocket', OpenSocket);
  vi.stubGlobal('navigator', { onLine: true });
  const settings = { pinText: formatPin(real.pin), origins: ['ws://127.0.0.1:1'] };
  const one = startEngine(
    { ...settings, frameDate: undefined, language: 'de' },
    makeStore(new FakeShelf(), new FakeShelf()),
    (release) => release(),
  );
  say({ type: 'hello', version: 1, nonce: new Uint8Array(32), time: Date.now(), workBits: 0 });
  return one;
}

/** The relay's answer about the team, the first one unless told otherwise. */
const answerTeam = (document: Uint8Array, ref = 1): void =>
  say({
    type: 'team',
    ref,
    time: Date.now(),
    document,
    bundles: [],
    beacon: new Uint8Array(),
  });

const signed = (changed: Partial<TeamDocument>): Uint8Array =>
  signedBy(real.roots[0], { ...real.document, ...changed });

const DAY_MS = 24 * 60 * 60 * 1000;
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

test('whoever writes before the team is heard names its consent text with the first message after', async () => {
  const one = greeted();
  await one.write('schon geschrieben');
  const text = (key: string, value: string) => ({ key, lang: '', value });
  const profile = [text('privacy', 'Wir löschen.'), text('privacy.version', '2026-11')];
  answerTeam(signed({ profile }));
  expect(one.state().face.privacyVersion).toBe('2026-11');
  await one.write('und jetzt');
  await one.write('und noch etwas');
  const named = one.state().tab?.talk.map((shown) => {
    const bytes = new TextEncoder().encode((shown.by === 'me' && shown.body) || '');
    const body = readTalk(bytes);
    return 'reporter' in body && body.reporter?.consent;
  });
  expect(named).toEqual([undefined, '2026-11', undefined]);
  one.stop();
});

const channel = (value: string) => [
  { key: 'channel.0.label', lang: '', value: 'Telefon' },
  { key: 'channel.0.value', lang: '', value },
];

test('an expired document closes the chat and still says how its team could be reached', () => {
  const [issued, expires] = [real.now - 40 * DAY_MS, real.now - 10 * DAY_MS];
  const one = greeted();
  answerTeam(signed({ issued, expires, profile: channel('030 1234567') }));
  expect(one.state().team).toMatchObject({
    status: 'refused',
    why: 'expired',
    ways: [{ value: '030 1234567' }],
  });
  expect(one.state().face.ways).toEqual([]);
  one.stop();
});

test('a forged document closes the chat, and no way it names is shown, expired or not', () => {
  for (const issued of [real.now, real.now - 40 * DAY_MS]) {
    const expires = issued + 30 * DAY_MS;
    const stranger = { ...real.document, issued, expires, profile: channel('0900 666666') };
    const one = greeted();
    answerTeam(signedBy(real.roots[2], stranger));
    expect(one.state().team).toEqual({ status: 'refused', why: 'forged', ways: [] });
    one.stop();
  }
});

test('after a document that was in force, a refused one shows the ways of that', () => {
  const one = greeted();
  answerTeam(signed({ seq: 2, prev: new Uint8Array(32).fill(1), profile: channel('030 1234567') }));
  expect(one.state().team.status).toBe('verified');
  one.probe();
  answerTeam(signed({ profile: channel('030 7654321') }), 2);
  expect(one.state().team).toMatchObject({
    status: 'refused',
    why: 'older',
    ways: [{ value: '030 1234567' }],
  });
  one.stop();
});
