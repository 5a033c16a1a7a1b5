import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { EnvelopeId, TeamId } from '../../../protocol/ids.ts';
import { DELIVER_WINDOW, MAX_BUFFERED_BYTES, MAX_FRAME_BYTES } from '../../../protocol/limits.ts';
import { readClientFrame, type ClientFrame } from '../../../protocol/wire/client-frames.ts';
import { writeRelayFrame, type RelayFrame } from '../../../protocol/wire/relay-frames.ts';
import type { CarrierFact } from '../../contract/carrier.ts';
import { refuse } from '../../contract/outcome.ts';
import { MAX_IN_FLIGHT } from '../limits.ts';
import { Answers } from './answers.ts';
import { Connection } from './connection.ts';
import { Link } from './link.ts';
import { BURST, Pace, PER_SECOND, take } from './pace.ts';
import { linkRequests } from './requests.ts';

// Relays that do what ours never does. What ours does is in link.test.ts.

let relay: WebSocketServer;
let origin: string;
let sockets: WebSocket[];
/** What the relay was sent, and what it does with every new socket. */
let heard: ClientFrame[];
let greet: (socket: WebSocket) => void;
const stops: (() => void)[] = [];

beforeEach(async () => {
  relay = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(relay, 'listening');
  origin = `ws://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  sockets = [];
  heard = [];
  greet = () => null;
  relay.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (bytes: Buffer) => heard.push(readClientFrame(new Uint8Array(bytes))));
    greet(socket);
  });
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const socket of sockets) socket.terminate();
  relay.close();
});

const hello: RelayFrame = {
  type: 'hello',
  version: 1,
  nonce: new Uint8Array(32),
  time: 1,
  workBits: 0,
};
const authed: RelayFrame = { type: 'authed', kid: new Uint8Array(8), documentSeq: 1 };
const say = (socket: WebSocket, ...frames: readonly RelayFrame[]): void => {
  for (const frame of frames) socket.send(writeRelayFrame(frame));
};
const delivery = (): RelayFrame => ({
  type: 'deliver',
  envelope: {
    id: EnvelopeId.random(),
    wake: false,
    header: new Uint8Array(88),
    wrap: new Uint8Array(120),
    ct: new Uint8Array(1040),
  },
});
const soon = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 5000, interval: 5 });

function connection(times?: ConstructorParameters<typeof Connection>[2]) {
  const onLost = vi.fn();
  const frames: RelayFrame[] = [];
  const made = new Connection(origin, { onFrame: (frame) => frames.push(frame), onLost }, times);
  stops.push(() => made.close());
  return { made, onLost, frames };
}

const login = {
  team: TeamId('a'.repeat(32)),
  device: 'b'.repeat(32) as never,
  seed: new Uint8Array(32),
  documentSeq: 1,
};

/** A link that has dialled this relay. */
function dialled(times = { handshake: 200, ping: 10_000, patience: 200 }) {
  const facts: CarrierFact[] = [];
  const link = new Link({ mayTell: async () => true, onWake: () => null, random: () => 0, times });
  stops.push(() => link.stop());
  link.seat((fact) => facts.push(fact));
  const requests = linkRequests(link);
  link.dial({ origins: [origin], login });
  return { link, facts, requests };
}

describe('a connection is lost, and says so once', () => {
  test.each<readonly [string, (socket: WebSocket) => void]>([
    ['text', (socket) => socket.send('hello')],
    ['noise', (socket) => socket.send(Buffer.from([1, 2, 3]))],
    ['half a frame', (socket) => socket.send(writeRelayFrame(hello).slice(0, -1))],
    [
      'a frame and more',
      (socket) => socket.send(Buffer.concat([writeRelayFrame(hello), Buffer.of(0)])),
    ],
    ['another version', (socket) => socket.send(writeRelayFrame(hello).fill(2, 1, 2))],
    ['a frame too large', (socket) => socket.send(Buffer.alloc(MAX_FRAME_BYTES + 1))],
    ['an end', (socket) => socket.close()],
    ['a cut', (socket) => socket.terminate()],
  ])('after %s', async (_what, act) => {
    greet = act;
    const { onLost } = connection();
    await soon(() => expect(onLost).toHaveBeenCalledTimes(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  test('when nobody answers there', async () => {
    relay.close();
    const { onLost } = connection();
    await soon(() => expect(onLost).toHaveBeenCalledTimes(1));
  });

  test('when the handshake never ends', async () => {
    const silent: Server = createServer();
    const open: Socket[] = [];
    silent.on('connection', (socket) => open.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    origin = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { onLost } = connection({ handshake: 100, ping: 10_000 });
    await soon(() => expect(onLost).toHaveBeenCalledTimes(1));
    for (const socket of open) socket.destroy();
    silent.close();
  });

  test('when the other side stops answering pings, as behind a dead network', async () => {
    greet = (socket) => socket.pause();
    const { onLost } = connection({ handshake: 1000, ping: 30 });
    await soon(() => expect(onLost).toHaveBeenCalledTimes(1));
  });

  test('not when it answers them', async () => {
    const { onLost } = connection({ handshake: 1000, ping: 20 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(onLost).not.toHaveBeenCalled();
  });
});

test('after close nothing is told any more', async () => {
  const { made, onLost, frames } = connection();
  await soon(() => expect(sockets).toHaveLength(1));
  made.close();
  made.close();
  for (const socket of sockets) say(socket, hello);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(onLost).not.toHaveBeenCalled();
  expect(frames).toEqual([]);
  expect(made.send({ type: 'subscribe' })).toBe(false);
});

test('a relay that reads nothing is not fed for ever', async () => {
  greet = (socket) => {
    socket.pause();
    say(socket, hello);
  };
  const { made, frames } = connection();
  await soon(() => expect(frames).toHaveLength(1));
  const large = new Uint8Array(60_000);
  let sent = 0;
  while (made.send({ type: 'team-put', ref: 1, claim: '', document: large }) && sent < 1000)
    sent += 1;
  expect(sent).toBeGreaterThan(10);
  expect(sent * large.length).toBeLessThan(3 * MAX_BUFFERED_BYTES);
});

const up = (socket: WebSocket): void => {
  say(socket, hello);
  socket.once('message', () => say(socket, authed));
};

describe('a relay that breaks the protocol is left', () => {
  test.each<readonly [string, readonly RelayFrame[]]>([
    ['a second hello', [hello]],
    ['a second authed', [authed]],
    [
      'a result nobody waits for',
      [{ type: 'result', eid: EnvelopeId.random(), results: ['accepted'] }],
    ],
    ['an answer nobody asked for', [{ type: 'done', ref: 9 }]],
    ['more than its window', Array.from({ length: DELIVER_WINDOW + 1 }, delivery)],
  ])('after %s', async (_what, frames) => {
    greet = up;
    const { facts } = dialled();
    await soon(() => expect(facts.map(({ type }) => type)).toContain('signed-in'));
    const [first] = sockets;
    if (first === undefined) throw new Error('no socket');
    say(first, ...frames);
    await once(first, 'close');
  });

  test('when it never says hello: the link goes on to look elsewhere', async () => {
    const { facts } = dialled();
    await soon(() => expect(facts.at(-1)).toEqual({ type: 'link-changed', link: 'offline' }));
    await soon(() => expect(sockets.length).toBeGreaterThan(1));
  });

  test('when it answers a login with nothing', async () => {
    greet = (socket) => say(socket, hello);
    const { facts } = dialled();
    await soon(() => expect(facts.at(-1)).toEqual({ type: 'link-changed', link: 'offline' }));
    expect(facts.map(({ type }) => type)).not.toContain('signed-in');
  });
});

test('nothing is sent before the relay knows who we are', async () => {
  greet = (socket) => say(socket, hello);
  const { requests } = dialled({ handshake: 500, ping: 10_000, patience: 5000 });
  await soon(() => expect(heard.map(({ type }) => type)).toEqual(['auth']));
  const sealed = { targets: [], header: new Uint8Array(88), ct: new Uint8Array(1040) };
  expect(await requests.subscribe(null)).toEqual(refuse('offline'));
  expect(await requests.settle({ ids: [EnvelopeId.random()] })).toEqual(refuse('offline'));
  expect(await requests.post({ eid: EnvelopeId.random(), wake: true, ...sealed })).toEqual(
    refuse('offline'),
  );
  expect(await requests.putPrekey({ bundle: new Uint8Array(1) })).toEqual(refuse('offline'));
  expect(heard.map(({ type }) => type)).toEqual(['auth']);
});

test('when the connection goes, what is in flight is offline at once and what was held is forgotten', async () => {
  greet = up;
  const { facts, requests } = dialled({ handshake: 500, ping: 10_000, patience: 500 });
  const signedIn = (times: number) =>
    soon(() => expect(facts.filter(({ type }) => type === 'signed-in')).toHaveLength(times));
  await signedIn(1);
  const [first] = sockets;
  if (first === undefined) throw new Error('no socket');
  say(first, delivery());
  const target = { kind: 'device', device: login.device, wrap: new Uint8Array(120) } as const;
  const sealed = { targets: [target], header: new Uint8Array(88), ct: new Uint8Array(1040) };
  const post = requests.post({ eid: EnvelopeId.random(), wake: true, ...sealed });
  await soon(() => expect(heard.map(({ type }) => type)).toContain('send'));
  first.terminate();
  expect(await post).toEqual(refuse('offline'));
  await signedIn(2);
  await requests.subscribe(null);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(facts.map(({ type }) => type)).not.toContain('envelopes-arrived');
});

test('a wake-up finds a dead link at once instead of after a minute', async () => {
  greet = up;
  const { link, facts } = dialled({ handshake: 500, ping: 10_000, patience: 500 });
  await soon(() => expect(facts.map(({ type }) => type)).toContain('signed-in'));
  const pinged = once(sockets[0] ?? relay, 'ping');
  link.nudge();
  await pinged;
});

describe('answers', () => {
  test('the same envelope posted twice is answered twice, in order', async () => {
    const answers = new Answers();
    const eid = EnvelopeId.random();
    const both = Promise.all([answers.results(eid, 1), answers.results(eid, 2)]);
    expect(answers.take({ type: 'result', eid, results: ['full'] })).toBe(true);
    expect(answers.take({ type: 'result', eid, results: ['accepted', 'refused'] })).toBe(true);
    expect(await both).toEqual([['full'], ['accepted', 'refused']]);
    expect(answers.take({ type: 'result', eid, results: ['full'] })).toBe(false);
  });

  test('a result for another number of targets is no result', async () => {
    const answers = new Answers();
    const eid = EnvelopeId.random();
    const waiting = answers.results(eid, 2);
    expect(answers.take({ type: 'result', eid, results: ['accepted'] })).toBe(false);
    expect(await waiting).toBeNull();
  });

  test('no answer in time is null, and one that comes late is still known', async () => {
    const answers = new Answers(20);
    const eid = EnvelopeId.random();
    expect(await answers.results(eid, 1)).toBeNull();
    expect(answers.take({ type: 'result', eid, results: ['accepted'] })).toBe(true);
    let asked = 0;
    const late = await answers.numbered((ref) => {
      asked = ref;
      return true;
    });
    expect(late).toBeNull();
    expect(answers.take({ type: 'done', ref: asked })).toBe(true);
    expect(answers.take({ type: 'done', ref: asked })).toBe(false);
  });

  test('what waits when the connection goes is null at once', async () => {
    const answers = new Answers();
    const waiting = [answers.results(EnvelopeId.random(), 1), answers.numbered(() => true)];
    answers.abandon();
    expect(await Promise.all(waiting)).toEqual([null, null]);
    expect(await answers.numbered(() => false)).toBeNull();
  });

  test('only so much may wait', () => {
    const answers = new Answers();
    for (let count = 0; count < MAX_IN_FLIGHT; count += 1) {
      expect(answers.full).toBe(false);
      void answers.results(EnvelopeId.random(), 1);
    }
    expect(answers.full).toBe(true);
    answers.abandon();
    expect(answers.full).toBe(false);
  });
});

describe('pace', () => {
  test('a burst goes at once, then frames go one by one, in order', async () => {
    const sent: number[] = [];
    const pace = new Pace((bytes) => sent.push(Buffer.from(bytes).readUInt32BE()));
    const frames = Array.from({ length: BURST + 20 }, (_, index) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(index);
      return bytes;
    });
    for (const frame of frames) pace.send(frame);
    expect(sent.length).toBeGreaterThanOrEqual(BURST);
    expect(sent.length).toBeLessThan(frames.length);
    await soon(() => expect(sent).toEqual(frames.map((_, index) => index)));
    expect(pace.waitingBytes).toBe(0);
  });

  test('stays under the relay’s rate, and a clock set back gives nothing', () => {
    let allowance = { left: 1, at: 1000 };
    expect(take(allowance, 1000).wait).toBe(0);
    ({ allowance } = take(allowance, 1000));
    expect(take(allowance, 1000).wait).toBe(Math.ceil(1000 / PER_SECOND));
    expect(take(allowance, 0).wait).toBeGreaterThan(0);
    expect(take(allowance, 1000 + Math.ceil(1000 / PER_SECOND)).wait).toBe(0);
  });
});
