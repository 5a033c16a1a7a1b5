import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import type { FromEngine, ToEngine } from '../../widget/app/engine-messages.ts';
import { serveEngine } from '../../widget/app/engine-host.ts';
import type { Kept } from '../../widget/app/mirror.ts';
import { connectOperator, createTestTeam, type TestOperator } from '../support/operator.ts';
import type { TestTeam } from '../support/test-team.ts';

/**
 * The widget's engine against a real relay, with a page that answers late, or never (PROTOCOL §4:
 * durable before SEND, durable before ACK).
 */
interface Ready {
  readonly claim: string;
}

let folder: string;
let relay: Child<Ready>;
let origin: string;
let team: TestTeam;
let operator: TestOperator;
const pages: Page[] = [];

beforeEach(async () => {
  // A tab that is gone has no lock any more; here all pages are one process, so there are none.
  vi.stubGlobal('navigator', { onLine: true });
  folder = await mkdtemp(path.join(tmpdir(), 'barrier-'));
  const port = await freePort();
  origin = `ws://127.0.0.1:${port}`;
  const env = { RELAY_PORT: String(port), RELAY_DB: path.join(folder, 'relay.sqlite') };
  relay = await startChild<Ready>('server/main.ts', env, path.join(folder, 'relay.log'));
  team = createTestTeam({ origins: [origin] });
  operator = await connectOperator({ team, relay: origin, claim: relay.ready.claim });
});

afterEach(async () => {
  for (const page of pages.splice(0)) page.die();
  await operator.stop();
  await relay.stop();
  await rm(folder, { recursive: true });
  vi.unstubAllGlobals();
});

interface Page {
  /** What is durable. */
  readonly items: Map<string, string>;
  /** From now on writes are neither made nor answered, as on a page that is busy. */
  readonly freeze: () => void;
  /** Makes and answers what waited, oldest first. */
  readonly thaw: () => void;
  readonly write: (text: string) => void;
  readonly until: (check: (heard: readonly FromEngine[]) => boolean) => Promise<void>;
  /** Page and engine are gone at once, with whatever was not written. */
  readonly die: () => void;
}

/** A page in whose place the test writes. */
function open(left: ReadonlyMap<string, string> = new Map()): Page {
  const { port1, port2 } = new MessageChannel();
  const stop = serveEngine(port2);
  const items = new Map(left);
  const heard: FromEngine[] = [];
  const held: Extract<FromEngine, { type: 'write' }>[] = [];
  let frozen = false;
  let asks = 0;
  const say = (message: ToEngine): void => port1.postMessage(message);
  const make = ({ write }: Extract<FromEngine, { type: 'write' }>): void => {
    items.set(write.name, write.value);
    say({ type: 'wrote', write, kept: true });
  };
  port1.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => {
    heard.push(data);
    if (data.type !== 'write') return;
    if (frozen) held.push(data);
    else make(data);
  });
  port1.start();
  const kept: Kept = { session: Object.fromEntries(items), local: {} };
  const settings = { pinText: team.pin, origins: [origin], frameDate: undefined } as const;
  say({ type: 'start', settings: { ...settings, language: 'de' }, kept });
  const made: Page = {
    items,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
      for (const write of held.splice(0)) make(write);
    },
    write: (text) => {
      asks += 1;
      say({ type: 'do', verb: 'write', args: [text], ask: asks });
    },
    until: async (check) => {
      await expect.poll(() => check(heard)).toBe(true);
    },
    die: () => {
      stop();
      port1.close();
    },
  };
  pages.push(made);
  return made;
}

const verified = (heard: readonly FromEngine[]): boolean =>
  heard.some((m) => m.type === 'news' && m.state.team?.status === 'verified');
const answered = (heard: readonly FromEngine[]): boolean => heard.some((m) => m.type === 'answer');
/** Everything that could have been sent would have arrived by now: the relay is on this machine. */
const LONG_MS = 400;
const long = async (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, LONG_MS));
const words = (): readonly string[] =>
  operator.messages.flatMap(({ body }) => (body.type === 'text' ? [body.text] : []));

test('while the page does not answer nothing leaves, and when it does everything leaves once and in order', async () => {
  const one = open();
  await one.until(verified);
  one.write('vorher');
  await operator.heard('vorher');
  one.freeze();
  for (const text of ['eins', 'zwei', 'drei']) one.write(text);
  await long();
  expect(words()).toEqual(['vorher']);
  one.thaw();
  await operator.heard('drei');
  await long();
  expect(words()).toEqual(['vorher', 'eins', 'zwei', 'drei']);
  expect(operator.repeats()).toBe(0);
  expect(operator.messages.map(({ body }) => body.seq)).toEqual([0, 1, 2, 3]);
});

test('a page that dies before it has written a message has sent none of it: written again it arrives once', async () => {
  const first = open();
  await first.until(verified);
  first.write('vorher');
  const { body } = await operator.heard('vorher');
  first.freeze();
  first.write('noch einmal');
  await first.until(answered);
  await long();
  first.die();
  const second = open(first.items);
  await second.until(verified);
  second.write('noch einmal');
  const again = await operator.heard('noch einmal');
  await long();
  expect(words()).toEqual(['vorher', 'noch einmal']);
  expect([again.body.session, again.body.seq]).toEqual([body.session, 1]);
});

test('an answer is not taken from the relay before it is written down, and comes again to the next page', async () => {
  const first = open();
  await first.until(verified);
  first.write('frage');
  const { conversation } = await operator.heard('frage');
  await first.until((heard) =>
    heard.some(
      (m) =>
        m.type === 'news' && m.state.tab?.talk.some((s) => s.by === 'me' && s.state === 'sent'),
    ),
  );
  first.freeze();
  expect(await operator.reply(conversation, 'antwort')).toBe('accepted');
  await first.until((heard) =>
    heard.some((m) => m.type === 'write' && m.write.value.includes('antwort')),
  );
  await long();
  first.die();
  expect([...first.items.values()].join()).not.toContain('antwort');
  const second = open(first.items);
  await second.until((heard) =>
    heard.some(
      (m) => m.type === 'news' && m.state.tab?.talk.some(({ text }) => text === 'antwort'),
    ),
  );
  await expect.poll(() => [...second.items.values()].join()).toContain('antwort');
});
