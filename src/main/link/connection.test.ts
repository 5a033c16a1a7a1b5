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
import { Connection } from './connection.ts';
import { Link } from './link.ts';
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
